"""Where the API is and how to authenticate: the settings of a client, from all items."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from ..diagnostics import Diagnostic, Level
from ..postman import variables
from ..postman.collection import Collection, KeyValue, Located
from ..postman.secrets import is_stand_in
from .auth_block import VARIABLE, Credential, Scheme, credential
from .model import AuthScheme, Setting
from .naming import digest, snake, tell_apart, words
from .requests import Scope
from .schemes import scheme_of

MAIN_SERVER = "base_url"

# Arguments that every client has besides its settings.
_CLIENT_ARGUMENTS = frozenset(
    {
        "authorize",
        "http_client",
        "max_response_bytes",
        "max_retries",
        "on_mismatch",
        "on_request",
        "on_response",
        "strict",
        "timeout",
        "token_source",
    }
)
_ADDRESS_WORDS = frozenset({"url", "uri", "host", "server", "endpoint", "base", "domain"})

_ADDRESS = re.compile(r"(https?://)?(\[[0-9a-fA-F:.]+\]|[\w.-]+)(:\d+)?(/[\w./~-]*)?")
# What openapi-to-postman says of a header or parameter that authentication adds.
_ADDED = "Added as a part of security scheme"
_SCHEME_AND_VALUE = re.compile(r"([A-Za-z][\w-]*)\s+(\S+)")
_SECRET_HEADER = re.compile(
    r"(^|[-_])(api[-_]?key|apikey|access[-_]?key|auth|authorization|password|secret|session"
    r"|subscription[-_]key|token)([-_]|$)|token$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Access:
    """The settings and schemes of an API, and which of them an item uses."""

    settings: tuple[Setting, ...]
    schemes: tuple[AuthScheme, ...]
    servers: Mapping[str, str]
    """A server as written in a URL: the name of its setting, or an address."""
    names: tuple[tuple[str, str, str], ...]
    """Names given, for the lock: kind, identity, name."""
    _scheme_names: Mapping[Scheme, str]

    def auth_of(self, located: Located, scope: Scope) -> tuple[str, ...]:
        """The names of the schemes that an item needs."""
        return tuple(self._scheme_names[scheme] for scheme in _schemes_of(located, scope))

    def credential_keys(
        self, located: Located, scope: Scope, place: Literal["header", "query"]
    ) -> frozenset[str]:
        """The headers, in lower case, or query parameters that an item's authentication sends."""
        keys = [
            scheme.key
            for scheme in _schemes_of(located, scope)
            if scheme.kind == "api_key" and scheme.place == place
        ]
        return frozenset(key.lower() for key in keys) if place == "header" else frozenset(keys)


def survey(
    collection: Collection, items: Iterable[Located], pinned: Mapping[tuple[str, str], str]
) -> tuple[Access, tuple[Diagnostic, ...]]:
    """The access of a collection; `pinned` are names of the lock by kind and identity."""
    scope = variables.scope(collection.variables)
    located = list(items)
    own = scheme_of(collection.auth, scope)
    schemes = dict.fromkeys(
        [*([own] if own else []), *(s for one in located for s in _schemes_of(one, scope))]
    )
    servers = Counter(one.item.request.url.server for one in located)
    setting_names = _name_settings(schemes, servers, pinned)
    names = _name_schemes(schemes, own, setting_names)
    access = Access(
        settings=_settings(collection, scope, setting_names, schemes),
        schemes=tuple(
            sorted(
                (_named(scheme, names[scheme], setting_names) for scheme in schemes),
                key=lambda scheme: (scheme.name != "default", scheme.name),
            )
        ),
        servers={server: _server_of(server, setting_names) for server in servers},
        names=tuple(
            ("setting", identity, name) for identity, name in sorted(setting_names.items())
        ),
        _scheme_names=names,
    )
    return access, tuple(_unsupported(located, scope))


# --- authentication ---------------------------------------------------------------------


def _schemes_of(located: Located, scope: Scope) -> tuple[Scheme, ...]:
    """The schemes of an item: its block's, and those that its headers spell out."""
    spelled = _spelled_out(located.item.request.headers)
    if located.auth is None:
        return spelled or _added(located)
    block = scheme_of(located.auth, scope)
    is_blank = located.auth.type == "bearer" and not located.auth.get("token")
    others = tuple(scheme for scheme in spelled if not _is_replaced(scheme, block))
    # Of two that say the same the block is sent (postman-runtime, lib/authorizer), unless it
    # is blank, or nothing that a client can do.
    if block is None or (others != spelled and (is_blank or block.kind == "unsupported")):
        return spelled
    return (block, *others)


def _is_replaced(spelled: Scheme, block: Scheme | None) -> bool:
    """Whether a block writes the header that spells out a scheme."""
    if block is None:
        return False
    same_key = block.key != "" and spelled.key.lower() == block.key.lower()
    return same_key or (spelled.sets_authorization and block.sets_authorization)


def _added(located: Located) -> tuple[Scheme, ...]:
    """The schemes of the requests saved with examples, where a converter wrote them in.

    openapi-to-postman marks what it adds, and leaves the item itself without a block.
    """
    for example in located.item.examples:
        request = example.request
        if request is None:
            continue
        headers = [entry for entry in request.headers if _ADDED in entry.description]
        if found := _spelled_out(headers, is_marked=True):
            return found
        for entry in request.url.query:
            if _ADDED in entry.description and entry.key:
                key = credential(entry.value or "", "api_key")
                return (Scheme("api_key", (key,), entry.key, "query"),)
    return ()


def _spelled_out(headers: Iterable[KeyValue], *, is_marked: bool = False) -> tuple[Scheme, ...]:
    found: dict[str, Scheme] = {}
    for header in headers:
        name, value = header.key.strip(), (header.value or "").strip()
        is_authorization = name.lower() == "authorization"
        # A blank Authorization is sent by Postman too, and there to be filled in.
        if header.disabled or "{{" in name or not (value or is_authorization):
            continue
        if is_authorization:
            found.setdefault("authorization", _authorization(value))
        elif is_marked or (_SECRET_HEADER.search(name) and _is_credential(header)):
            key = credential(value, snake(_without_x(words(name))) or "api_key")
            found.setdefault(name.lower(), Scheme("api_key", (key,), name))
    return tuple(found.values())


def _is_credential(header: KeyValue) -> bool:
    value = (header.value or "").strip()
    is_variable = VARIABLE.fullmatch(value) is not None and not variables.is_fresh(value)
    return is_variable or is_stand_in(value)


def _without_x(parts: tuple[str, ...]) -> tuple[str, ...]:
    return parts[1:] if len(parts) > 1 and parts[0] == "x" else parts


def _authorization(value: str) -> Scheme:
    """The scheme that a header `Authorization: value` spells out."""
    found = _SCHEME_AND_VALUE.fullmatch(value)
    if found is None:
        return Scheme("api_key", (credential(value, "authorization"),), "Authorization")
    word, rest = found[1], found[2]
    if value == "Digest <credentials>":
        return Scheme("digest", (credential("", "username"), credential("", "password")))
    if word.lower() == "bearer":
        return Scheme("bearer", (credential(rest, "token"),))
    if word.lower() == "basic" and not VARIABLE.fullmatch(rest):
        return Scheme("basic", (credential("", "username"), credential("", "password")))
    token = credential(rest, "authorization" if "{{" in rest else "token")
    return Scheme("api_key", (token,), "Authorization", prefix=f"{word} ")


def _named(scheme: Scheme, name: str, settings: Mapping[str, str]) -> AuthScheme:
    """A scheme with the names of its settings."""

    def filled(text: str) -> str:
        def name_of(found: re.Match[str]) -> str:
            known = settings.get(f"variable {found[1].strip()}")
            return found[0] if known is None else f"{{{{{known}}}}}"

        return VARIABLE.sub(name_of, text)

    return AuthScheme(
        name,
        scheme.kind,
        tuple(settings[_identity(one)] for one in scheme.credentials),
        scheme.key,
        scheme.place,
        scheme.prefix,
        tuple((parameter, settings[_identity(one)]) for parameter, one in scheme.named),
        scheme.flags,
        tuple((parameter, filled(text)) for parameter, text in scheme.templates),
    )


def _name_schemes(
    schemes: Iterable[Scheme], own: Scheme | None, settings: Mapping[str, str]
) -> dict[Scheme, str]:
    candidates = {}
    for scheme in schemes:
        if scheme == own:
            continue
        kind = scheme.key if scheme.kind == "unsupported" else str(scheme.kind)
        values = "_".join(settings[_identity(one)] for one in scheme.credentials) or kind
        candidates[scheme] = (
            snake(words(kind)) or "unsupported",
            values if scheme.kind in {"api_key", "basic", "bearer"} else scheme.label,
            values,
            f"{values}_in_{dict(scheme.flags).get('place', scheme.place)}",
            f"{values}_{digest(repr(scheme))}",
        )
    pinned = {own: "default"} if own else {}
    taken = frozenset[str]() if own else frozenset({"default"})
    return tell_apart(candidates, pinned, taken)


def _unsupported(items: Iterable[Located], scope: Scope) -> Iterable[Diagnostic]:
    counted: Counter[Scheme] = Counter()
    for one in items:
        scheme = scheme_of(one.auth, scope)
        if scheme is not None:
            counted[scheme] += 1
    for scheme, count in sorted(counted.items(), key=repr):
        if scheme.kind == "unsupported":
            yield Diagnostic(
                Level.WARNING,
                "unsupported-auth",
                "",
                f"authentication {scheme.key!r}, as it is set here, is not supported: the "
                f"methods of {count} request(s) raise an error that says so; give an "
                "http_client that has an auth of its own",
            )
        for name in scheme.left_out:
            yield Diagnostic(
                Level.WARNING,
                "auth-parameter",
                "",
                f"authentication {scheme.kind!r}: the client sends no {name!r}, "
                f"which {count} request(s) have",
            )


# --- settings ---------------------------------------------------------------------------


def _identity(thing: Credential | str) -> str:
    """What a setting stands for, as the lock has it."""
    if isinstance(thing, str):
        return f"server {thing}"
    if thing.variable:
        return f"variable {thing.variable}"
    # Two regions are two settings.
    own = f" {digest(thing.default)}" if thing.default else ""
    return f"credential {thing.called}{own}"


def _name_settings(
    schemes: Iterable[Scheme],
    servers: Counter[str],
    pinned: Mapping[tuple[str, str], str],
) -> dict[str, str]:
    """The names of all settings by identity."""
    locked = {identity: name for (kind, identity), name in pinned.items() if kind == "setting"}
    main = _main_server(servers, locked)
    of_variables: dict[str, tuple[str, ...]] = {}
    of_literals: dict[str, tuple[str, ...]] = {}
    for scheme in schemes:
        for one in scheme.all_credentials:
            identity = _identity(one)
            name = snake(words(one.variable or one.called))
            candidates = of_variables if one.variable else of_literals
            candidates[identity] = (
                name,
                f"{scheme.label}_{name}",
                f"{name}_{digest(identity)}",
            )
    for server in servers:
        if server != main and VARIABLE.search(server):
            found = words(re.sub(r"^https?://", "", server))
            plain = snake(found if _ADDRESS_WORDS & set(found) else (*found, "url"))
            identity = _identity(server)
            of_variables[identity] = (plain, f"{plain}_{digest(identity)}")
    kept = {
        identity: name
        for identity, name in locked.items()
        if identity in of_variables or identity in of_literals
    }
    kept[_identity(main)] = MAIN_SERVER
    # The names of the collection's own variables are meant; ours make way.
    given = tell_apart(of_variables, kept, _CLIENT_ARGUMENTS)
    return tell_apart(of_literals, given, _CLIENT_ARGUMENTS)


def _main_server(servers: Counter[str], locked: Mapping[str, str]) -> str:
    """The server of most items; of several the first by name, so that order is nothing."""
    for server in servers:
        if locked.get(_identity(server)) == MAIN_SERVER:
            return server
    known = {server: count for server, count in servers.items() if _is_server(server)}
    return min(known, key=lambda server: (-known[server], server), default="")


def _is_server(text: str) -> bool:
    return bool(VARIABLE.search(text)) or address(text) is not None


def _server_of(server: str, names: Mapping[str, str]) -> str:
    identity = _identity(server)
    if identity in names:
        return names[identity]
    return address(server) or MAIN_SERVER


def address(text: str) -> str | None:
    """An address with its scheme, http where it has none (as Postman adds it), else None.

    User information is left out: it is a credential.
    """
    plain = re.sub(r"^(https?://)?[^/@]*@", r"\1", text.strip())
    found = _ADDRESS.fullmatch(plain)
    if found is None:
        return None
    return plain.rstrip("/") if found[1] else f"http://{plain.rstrip('/')}"


def _settings(
    collection: Collection, scope: Scope, names: Mapping[str, str], schemes: Iterable[Scheme]
) -> tuple[Setting, ...]:
    described = {variable.key: variable.description for variable in collection.variables}
    defaults = {
        _identity(one): one.default
        for scheme in schemes
        for one in scheme.all_credentials
        if one.default
    }
    made = []
    for identity, name in names.items():
        kind, _, what = identity.partition(" ")
        if kind == "server":
            resolved = variables.resolve(what, scope)
            default = None if "{{" in resolved else address(resolved)
            if default is not None and is_stand_in(default):
                default = None
            setting = Setting(name, what, default, is_server=True)
        else:
            setting = Setting(name, what if kind == "variable" else "", defaults.get(identity))
            if kind == "variable":
                setting = replace(setting, description=described.get(what, ""))
        made.append(setting)
    return tuple(
        sorted(
            made,
            key=lambda s: (s.name != MAIN_SERVER, not s.is_server, _rank(s.name), s.name),
        )
    )


def _rank(name: str) -> int:
    """User names stand before their passwords."""
    return 1 if "password" in name else 0
