"""What both sides get: one collection, and a value for each variable that it leaves open.

The collection is as it stands in its file, item by item, but for these: scripts are gone,
secrets are stand-ins, https is http (the recorder has no certificates), and files to upload
are in the working folder. Hosts stay: all of them are the recorder's (see `parity_network`).
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.api.model import Api, AuthScheme
from generator.api.naming import snake, words
from generator.api.settings import address, user_of
from generator.pipeline import Source
from generator.postman import variables
from generator.postman.collection import Auth, Collection, Folder, Located, walk
from generator.postman.document import parse
from generator.postman.read import read_collection
from generator.postman.secrets import redact
from generator.snippets.items import item_texts

Json = dict[str, Any]

_SCHEMA = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
_HTTPS = re.compile(r"^\s*https(?=://|$)", re.IGNORECASE)
_TOKEN = re.compile(r"\{\{([^{}]*)\}\}")
_FIRST_VALUE = 1000
_PORT = "8080"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A collection as both sides get it."""

    data: bytes
    source: Source
    """The same, as the generator reads it."""
    items: tuple[Located, ...]
    values: Mapping[str, str]
    """The environment of Postman."""
    files: frozenset[str]
    """Names of the files that are uploaded."""
    ports: frozenset[int]

    @property
    def scope(self) -> dict[str, str]:
        """A value for each variable."""
        return {**variables.scope(self.source.collection.variables), **self.values}


def prepare(data: bytes) -> Prepared:
    """Bytes of a collection to what both sides get. Raises InputError where they are none."""
    original, _ = read_collection(data)
    redacted, _ = redact(original)
    nodes = (parse(text())[0] for text in item_texts(data, redacted, original))
    located = iter(walk(redacted))
    files: set[str] = set()
    tree: Json = {
        "info": {"name": redacted.name or "Collection", "schema": _SCHEMA},
        "item": _children(redacted, nodes, located, files),
        "variable": [
            {"key": each.key, "value": _HTTPS.sub("http", each.value), "disabled": each.disabled}
            for each in redacted.variables
        ],
    }
    if redacted.auth is not None:
        tree["auth"] = _auth(redacted.auth)
    made = json.dumps(tree).encode()
    # Not redacted again: a stand-in in the form of a Basic header would be taken for a secret.
    source = Source(made, read_collection(made)[0], ())
    items = tuple(walk(source.collection))
    values = _values(source.collection, items)
    scope = {**variables.scope(source.collection.variables), **values}
    ports = {
        int(found[1])
        for one in items
        if (found := re.search(r":(\d+)$", variables.resolve(one.item.request.url.server, scope)))
    }
    known = frozenset(port for port in ports | {80} if 0 < port < 1 << 16)
    return Prepared(made, source, items, values, frozenset(files), known)


def _children(
    parent: Collection | Folder, nodes: Iterator[Any], located: Iterator[Located], files: set[str]
) -> list[Json]:
    made: list[Json] = []
    for child in parent.children:
        if isinstance(child, Folder):
            node: Json = {"name": child.name, "item": _children(child, nodes, located, files)}
            if child.auth is not None:
                node["auth"] = _auth(child.auth)
        else:
            node = _item(next(nodes), next(located), files)
        made.append(node)
    return made


def _item(node: Any, located: Located, files: set[str]) -> Json:
    made = {key: value for key, value in node.items() if key not in {"event", "id", "_postman_id"}}
    made["name"] = located.item.name
    # Those of the folders are in it.
    made["protocolProfileBehavior"] = {
        key: json.loads(value) for key, value in located.item.behaviour
    }
    requests = [made.get("request")]
    answers = made.get("response")
    if isinstance(answers, list):
        requests += [each.get("originalRequest") for each in answers if isinstance(each, dict)]
    for request in requests:
        if isinstance(request, dict):
            _make_plain(request)
            _gather_files(request.get("body"), files)
    if located.item.request.auth is not None:
        made["request"]["auth"] = _auth(located.item.request.auth)
    if isinstance(made.get("request"), str):
        made["request"] = _HTTPS.sub("http", made["request"])
    return made


_BASIC = base64.b64encode(b"redacted-username:redacted-password").decode()


def _make_plain(request: Json) -> None:
    """Take TLS out of an address, and give stand-ins the form that they need to be sent."""
    headers = request.get("header")
    for header in headers if isinstance(headers, list) else ():
        if isinstance(header, dict) and isinstance(value := header.get("value"), str):
            header["value"] = re.sub(r"^(Basic\s+)redacted-[\w-]+$", rf"\g<1>{_BASIC}", value)
    match request.get("url"):
        case str() as url:
            request["url"] = _HTTPS.sub("http", url)
        case dict() as url:
            for key in ("raw", "protocol"):
                if isinstance(url.get(key), str):
                    url[key] = _HTTPS.sub("http", url[key])
            if isinstance(host := url.get("host"), list) and host and isinstance(host[0], str):
                url["host"] = [_HTTPS.sub("http", host[0]), *host[1:]]
            elif isinstance(host, str):
                url["host"] = _HTTPS.sub("http", host)


def _gather_files(body: object, files: set[str]) -> None:
    """Have the files of a body in the working folder."""
    if not isinstance(body, dict):
        return
    entries = body.get("formdata")
    uploads = [body.get("file"), *(entries if isinstance(entries, list) else ())]
    for upload in uploads:
        if isinstance(upload, dict):
            match upload.get("src"):
                case str() as path:
                    upload["src"] = _file(path, files)
                case list() as paths:
                    upload["src"] = [_file(p, files) if isinstance(p, str) else p for p in paths]


def _file(path: str, files: set[str]) -> str:
    name = re.split(r"[/\\]", path)[-1]
    if name:
        files.add(name)
    return name


_FLAGS = {"true": True, "false": False}
_NEEDED = {
    "apikey": ("value",),
    "bearer": ("token",),
    "oauth1": ("consumerKey", "consumerSecret", "token", "tokenSecret"),
    "oauth2": ("accessToken",),
}


_FORM_DEFAULTS = {"oauth1": {"signatureMethod": "HMAC-SHA1"}}
"""What the form that a reader fills in has chosen already."""


def _auth(auth: Auth) -> Json:
    """A block, with something in the blanks that its reader is to fill in."""
    values = dict(auth.parameters)
    if not any(values.values()):
        values |= _FORM_DEFAULTS.get(auth.type, {})
    for key in _NEEDED.get(auth.type, ()):
        values[key] = values.get(key) or f"given-{key}"
    pairs = [{"key": key, "value": _FLAGS.get(value, value)} for key, value in values.items()]
    return {"type": auth.type, auth.type: pairs}


# --- variables --------------------------------------------------------------------------


def _values(collection: Collection, items: Iterable[Located]) -> dict[str, str]:
    """A value for each variable that has none, or none that its place can do with."""
    scope = variables.scope(collection.variables)
    values: dict[str, str] = {}
    for server in sorted({one.item.request.url.server for one in items}):
        resolved = variables.resolve(server, {**scope, **values})
        if "{{" in resolved or address(resolved) is None:
            open_ = resolved if "{{" in resolved else server
            for token in _TOKEN.finditer(open_):
                values.setdefault(token[1], _part_of_address(open_, token))
    texts = [repr(one.item.request) + repr(one.auth) for one in items]
    texts += [variable.value for variable in collection.variables]
    names = {name for text in texts for name in variables.names(text)}
    # A blank one is one that the reader of the collection is to fill in.
    known = {*values, *(name for name, value in scope.items() if value.strip())}
    # Dynamic ones are among the free: a variable of that name has its value, in Postman too.
    free = sorted(names - known)
    return {**{name: str(_FIRST_VALUE + n) for n, name in enumerate(free)}, **values}


def _part_of_address(server: str, token: re.Match[str]) -> str:
    before, after = server[: token.start()], server[token.end() :]
    label = snake(words(token[1])).replace("_", "-") or "host"
    if after.startswith("://"):
        return "http"
    if before.endswith(":") and not after:
        return _PORT
    if after.startswith(".") or before.endswith("."):
        return label
    return f"{label}.test" if "://" in before else f"http://{label}.test"


# --- credentials ------------------------------------------------------------------------


def client_environment(api: Api, prepared: Prepared, package: str) -> dict[str, str]:
    """The environment variables of the client: where its servers are, and its credentials."""
    found = {}
    for setting in api.settings:
        text = setting.variable if setting.is_server else f"{{{{{setting.variable}}}}}"
        value = variables.resolve(text, prepared.scope)
        if setting.variable and "{{" not in value:
            found[f"{package}_{setting.name}".upper()] = value
    return found


def literal_credentials(api: Api, prepared: Prepared) -> list[dict[str, str]]:
    """For each item, the credentials that it has as texts of its own and not in variables."""
    by_item = {
        id(sample.item): operation for operation in api.operations() for sample in operation.samples
    }
    unnamed = {setting.name for setting in api.settings if not setting.variable}
    found = []
    for item, known in zip(prepared.items, api.items, strict=True):
        operation = by_item.get(id(known))
        values: dict[str, str] = {}
        for scheme in api.auth if operation else ():
            if operation and scheme.name in operation.auth:
                values.update(_credentials(scheme, item))
        resolved = {n: variables.resolve(text, prepared.scope) for n, text in values.items()}
        found.append({name: text for name, text in resolved.items() if name in unnamed})
    return found


def _pair(encoded: str) -> list[str]:
    """User and password of a Basic header."""
    try:
        return base64.b64decode(encoded, validate=True).decode().split(":", 1)
    except ValueError:
        return []


_PARAMETERS = {
    "api_key": ("value",),
    "aws": ("accessKey", "secretKey"),
    "basic": ("username", "password"),
    "bearer": ("token",),
    "digest": ("username", "password"),
    "edgegrid": ("clientToken", "clientSecret", "accessToken"),
    "hawk": ("authId", "authKey"),
    "ntlm": ("username", "password"),
    "oauth1": ("consumerKey", "consumerSecret"),
}
"""What the settings of a scheme are called in a block, in their order."""
_RENAMED = {"ext": "extraData"}


def _credentials(scheme: AuthScheme, item: Located) -> dict[str, str]:
    """What an item has for the settings of a scheme: in its block, else in a header."""
    auth = item.auth
    in_block: dict[str, str] = {}
    if auth is not None:
        is_oauth2 = auth.type == "oauth2"
        names = ("accessToken",) if is_oauth2 else _PARAMETERS.get(scheme.kind, ())
        pairs = [*zip(scheme.settings, names, strict=False)]
        pairs += [(name, _camel(parameter)) for parameter, name in scheme.named]
        in_block = {setting: auth.get(parameter) for setting, parameter in pairs}
    spelled = _spelled_out(scheme, item)
    return in_block if any(in_block.values()) or not spelled else spelled


def _camel(parameter: str) -> str:
    first, *others = parameter.split("_")
    return _RENAMED.get(parameter, first + "".join(map(str.title, others)))


def _spelled_out(scheme: AuthScheme, item: Located) -> dict[str, str]:
    name = scheme.key.lower() if scheme.kind == "api_key" else "authorization"
    for header in item.item.request.headers:
        if header.key.strip().lower() == name and not header.disabled:
            value = (header.value or "").strip()
            word, _, rest = value.partition(" ")
            if scheme.kind == "api_key":
                texts = [value.removeprefix(scheme.prefix).strip()]
            else:
                texts = _pair(rest) if word.lower() == "basic" else [rest.strip()]
            return dict(zip(scheme.settings, texts, strict=False))
    user = user_of(item.item.request.url.server) if scheme.kind == "basic" else None
    return dict(zip(scheme.settings, user or (), strict=False))
