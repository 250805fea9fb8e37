"""The request that a replay expects, read off the collection itself.

Nothing here is shared with the client's own way of building a request: a mistake there
must not be repeated here.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping, Sequence
from urllib.parse import quote

from ..api.addresses import path_entries, plain_name
from ..api.model import Api, AuthScheme, Operation
from ..inference.observe import fill
from ..postman import variables
from ..postman.collection import Request, Url

Json = dict[str, object]
Pairs = list[list[str | None]]

_KEPT = "/:@!$&'()*+,;=-._~%"
"""What stands in a path as it is (RFC 3986, section 3.3), escapes among it."""
_NAMED = re.compile(r"\{\{(\w+)\}\}")
_TOKEN = re.compile(r"\{\{([^{}]*)\}\}|\{([\w.$ -]+)\}")


MADE_UP = {
    "$guid": "3fa85f64-5717-4562-b3fc-2c963f66afa6",
    "$isoTimestamp": "2024-01-31T12:00:00.000Z",
    "$randomAlphaNumeric": "a",
    "$randomBoolean": "true",
    "$randomInt": "7",
    "$randomUUID": "3fa85f64-5717-4562-b3fc-2c963f66afa6",
    "$timestamp": "1706702400",
}
"""What replays have in the place of values that are new at each call (`tests/replay.py`)."""


def filled_in(text: str) -> str:
    """A default as a replay sends it."""
    return variables.resolve(text, MADE_UP)


def text_value(text: str, scope: Mapping[str, str]) -> str:
    """A value that is sent as text, variables resolved and placeholders filled in."""
    filled = fill(variables.resolve(text, scope))
    if isinstance(filled, bool):
        return "true" if filled else "false"
    return filled if isinstance(filled, str) else "" if filled is None else str(filled)


def path_values(url: Url, own: Url, scope: Mapping[str, str]) -> dict[str, str]:
    """A value for each variable of the path of `own`, from `url` where it has one."""
    values: dict[str, str] = {}
    for source in (url,) if url is own else (url, own):
        for entry in path_entries(source):
            value = text_value(entry.value or "", scope)
            if value.strip(".") and "{{" not in value:
                values.setdefault(plain_name(entry.key), value)
    return values


def path_text(own: Url, values: Mapping[str, str]) -> str:
    """The path of a URL with the values of its variables, percent-encoded."""
    segments = []
    for segment in own.path:
        name, dot, rest = segment[1:].partition(".")
        if segment.startswith(":") and name:
            value = quote(values[plain_name(name)], safe="")
            segments.append(value + _fill_in(dot + rest, values))
        else:
            segments.append(_fill_in(segment, values))
    return "".join(f"/{segment}" for segment in segments)


def _fill_in(text: str, values: Mapping[str, str]) -> str:
    """Text of a segment: the values of its variables, and what a URL cannot hold escaped."""
    if "{" not in text:
        return quote(text, _KEPT)
    parts = []
    for index, part in enumerate(_TOKEN.split(text)):
        # Between two texts stand the two groups of a token, one of them None.
        if part is not None:
            is_name = index % 3
            value = quote(values[plain_name(part)], safe="") if is_name else quote(part, _KEPT)
            parts.append(value)
    return "".join(parts)


def test_settings(api: Api) -> dict[str, str]:
    """Values for the settings of a client under test: addresses and credentials."""
    values = {}
    for setting in api.settings:
        name = setting.name.replace("_", "-")
        values[setting.name] = f"https://{name}.test" if setting.is_server else name
    for scheme in api.auth:
        for _, text in scheme.templates:
            # A value that is JSON with quotes around it and without.
            values |= dict.fromkeys(_NAMED.findall(text), "1")
        if scheme.kind == "jwt":
            # Shorter ones are refused as too weak.
            values[scheme.settings[0]] = base64.b64encode(b"not a secret" * 6).decode()
    return values


def test_keys(api: Api) -> dict[str, str]:
    """The settings that are private keys, and the algorithm that each is for."""
    keys = {}
    for scheme in api.auth:
        flags = dict(scheme.flags)
        named = dict(scheme.named)
        if scheme.kind == "asap":
            keys[scheme.settings[0]] = str(flags.get("algorithm", "RS256"))
        elif scheme.kind == "jwt" and not str(flags.get("algorithm", "HS256")).startswith("HS"):
            keys[scheme.settings[0]] = str(flags["algorithm"])
        elif "private_key" in named:
            keys[named["private_key"]] = "RS256"
    return keys


def server_text(operation: Operation, settings: Mapping[str, str]) -> str:
    """The address that an operation is sent to."""
    return settings.get(operation.server, operation.server)


_ANY = "… of this call"
"""What stands for the rest of a text that is another one at each call."""
_SIGNED = {
    "asap": "Bearer ",
    "aws": "AWS4-HMAC-SHA256 ",
    "edgegrid": "EG1-HMAC-SHA256 ",
    "hawk": "Hawk ",
    "oauth1": "OAuth ",
}
_PRESIGNED = ("Date", "Algorithm", "Credential", "SignedHeaders", "Signature")


def credentials(
    schemes: Sequence[AuthScheme], settings: Mapping[str, str]
) -> tuple[dict[str, str], Pairs]:
    """The headers and query parameters that authentication adds.

    A signature depends on the time: only what it starts with is expected. Digest and NTLM
    send nothing before they are asked, and OAuth 2 the token that the client is given.
    """
    headers: dict[str, str] = {}
    query: Pairs = []
    for scheme in schemes:
        values = [settings[name] for name in scheme.settings]
        flags = dict(scheme.flags)
        match scheme.kind:
            case "basic":
                pair = base64.b64encode(":".join(values).encode()).decode()
                headers["Authorization"] = f"Basic {pair}"
            case "bearer":
                headers["Authorization"] = f"Bearer {values[0]}"
            case "api_key" if scheme.place == "header":
                headers[scheme.key] = scheme.prefix + values[0]
            case "api_key":
                query.append([scheme.key, scheme.prefix + values[0]])
            case "oauth2":
                token = settings[dict(scheme.named)["access_token"]]
                if flags.get("place") == "query":
                    query.append(["access_token", token])
                else:
                    prefix = str(flags.get("prefix", "Bearer"))
                    headers["Authorization"] = f"{prefix} {token}".strip()
            case "jwt" if flags.get("place") == "query":
                query.append([str(flags["name"]), _ANY])
            case "jwt":
                headers["Authorization"] = f"{flags.get('prefix', 'Bearer ')}{_ANY}"
            case "aws" if flags.get("place") == "query":
                token = settings[dict(scheme.named)["session_token"]]
                query.append(["X-Amz-Security-Token", token])
                query.extend([f"X-Amz-{name}", _ANY] for name in _PRESIGNED)
            case "oauth1" if flags.get("place") == "request":
                query.extend([name, _ANY] for name in _oauth1_parameters(scheme))
            case "digest" | "ntlm" | "unsupported":
                pass
            case kind:
                headers["Authorization"] = f"{_SIGNED[kind]}{_ANY}"
                if kind == "aws":
                    headers["X-Amz-Date"] = _ANY
                    headers["X-Amz-Security-Token"] = settings[dict(scheme.named)["session_token"]]
    return headers, query


def _oauth1_parameters(scheme: AuthScheme) -> list[str]:
    """The parameters that OAuth 1 adds to a query or a form, in their order."""
    flags, named = dict(scheme.flags), dict(scheme.named)
    names = ["consumer_key", "token", "signature_method", "timestamp", "nonce"]
    if flags.get("version", "1.0") or flags.get("signs_empty"):
        names.append("version")
    if flags.get("has_body_hash"):
        names.append("body_hash")
    names += [name for name in ("callback", "verifier") if name in named]
    return [f"oauth_{name}" for name in (*names, "signature")]


def enabled_headers(request: Request, scope: Mapping[str, str]) -> dict[str, list[str]]:
    """The headers of a request in lower case with their texts, one for each occurrence."""
    found: dict[str, list[str]] = {}
    for header in request.headers:
        name = variables.resolve(header.key, scope).strip().lower()
        if not header.disabled and name:
            found.setdefault(name, []).append(text_value(header.value or "", scope))
    return found
