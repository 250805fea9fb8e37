"""Where the API is and how to authenticate: the settings of a client, from all items."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from ..diagnostics import Diagnostic, Level
from ..postman import variables
from ..postman.collection import Auth, Collection, KeyValue, Located, Request
from ..postman.secrets import is_stand_in
from .model import AuthKind, AuthScheme, Setting
from .naming import digest, snake, tell_apart, words
from .requests import Scope, header_name

MAIN_SERVER = "base_url"

# Arguments that every client has besides its settings.
_CLIENT_ARGUMENTS = frozenset(
    {"timeout", "max_retries", "max_response_bytes", "strict", "on_mismatch", "http_client"}
)
_ADDRESS_WORDS = frozenset({"url", "uri", "host", "server", "endpoint", "base", "domain"})

_VARIABLE = re.compile(r"\{\{([^{}]+)\}\}")
_ADDRESS = re.compile(r"(https?://)?(\[[0-9a-fA-F:.]+\]|[\w.-]+)(:\d+)?(/[\w./~-]*)?")
_SCHEME_AND_VALUE = re.compile(r"([A-Za-z][\w-]*)\s+(\S+)")
_SECRET_HEADER = re.compile(
    r"(^|[-_])(api[-_]?key|apikey|access[-_]?key|auth|authorization|password|secret|session"
    r"|subscription[-_]key|token)([-_]|$)|token$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Credential:
    """A value that is a secret: the variable that holds it, else what it is called."""

    variable: str
    called: str


@dataclass(frozen=True, slots=True)
class _Scheme:
    """An authentication scheme before its settings have names."""

    kind: AuthKind
    credentials: tuple[_Credential, ...]
    key: str = ""
    place: Literal["header", "query"] = "header"
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class Access:
    """The settings and schemes of an API, and which of them an item uses."""

    settings: tuple[Setting, ...]
    schemes: tuple[AuthScheme, ...]
    servers: Mapping[str, str]
    """A server as written in a URL: the name of its setting, or an address."""
    names: tuple[tuple[str, str, str], ...]
    """Names given, for the lock: kind, identity, name."""
    _scheme_names: Mapping[_Scheme, str]

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
    own = _scheme(collection.auth, scope)
    schemes = dict.fromkeys(
        [*([own] if own else []), *(s for one in located for s in _schemes_of(one, scope))]
    )
    servers = Counter(one.item.request.url.server for one in located)
    setting_names = _name_settings(schemes, servers, pinned)
    names = _name_schemes(schemes, own, setting_names)
    access = Access(
        settings=_settings(collection, scope, setting_names),
        schemes=tuple(
            sorted(
                (
                    AuthScheme(
                        names[scheme],
                        scheme.kind,
                        tuple(setting_names[_identity(c)] for c in scheme.credentials),
                        scheme.key,
                        scheme.place,
                        scheme.prefix,
                    )
                    for scheme in schemes
                ),
                key=lambda scheme: (scheme.name != "default", scheme.name),
            )
        ),
        servers={server: _server_of(server, setting_names) for server in servers},
        names=tuple(
            ("setting", identity, name) for identity, name in sorted(setting_names.items())
        ),
        _scheme_names=names,
    )
    return access, tuple(_unsupported(located))


# --- authentication ---------------------------------------------------------------------


def _credential(text: str, called: str) -> _Credential:
    found = _VARIABLE.fullmatch(text.strip())
    return _Credential(found[1].strip(), called) if found else _Credential("", called)


def _scheme(auth: Auth | None, scope: Scope) -> _Scheme | None:
    """The scheme of an authentication block; None where it has none that is supported."""
    if auth is None:
        return None
    match auth.type:
        case "basic":
            user = _credential(auth.get("username"), "username")
            return _Scheme("basic", (user, _credential(auth.get("password"), "password")))
        case "bearer":
            return _Scheme("bearer", (_credential(auth.get("token"), "token"),))
        case "oauth2":
            token = _credential(auth.get("accessToken"), "access_token")
            if auth.get("addTokenTo") == "queryParams":
                return _Scheme("api_key", (token,), "access_token", "query")
            return _Scheme("bearer", (token,))
        case "apikey":
            key = variables.resolve(auth.get("key"), scope).strip()
            place: Literal["header", "query"] = "query" if auth.get("in") == "query" else "header"
            if place == "header" and key and header_name(key, scope) is None:
                return None
            value = _credential(auth.get("value"), "api_key")
            return _Scheme("api_key", (value,), key or "X-API-Key", place)
        case _:
            return None


def _schemes_of(located: Located, scope: Scope) -> tuple[_Scheme, ...]:
    """The schemes of an item: its block's, and those that its headers spell out."""
    spelled = _spelled_out(located.item.request)
    block = _scheme(located.auth, scope)
    if block is None or any(scheme.key.lower() == block.key.lower() for scheme in spelled):
        return spelled
    if block.kind in {"basic", "bearer"} and any(
        scheme.kind in {"basic", "bearer"} or scheme.key.lower() == "authorization"
        for scheme in spelled
    ):
        return spelled
    return (block, *spelled)


def _spelled_out(request: Request) -> tuple[_Scheme, ...]:
    found: dict[str, _Scheme] = {}
    for header in request.headers:
        name, value = header.key.strip(), (header.value or "").strip()
        if header.disabled or not value or "{{" in name:
            continue
        if name.lower() == "authorization":
            found.setdefault("authorization", _authorization(value))
        elif _SECRET_HEADER.search(name) and _is_credential(header):
            credential = _credential(value, snake(_without_x(words(name))))
            found.setdefault(name.lower(), _Scheme("api_key", (credential,), name))
    return tuple(found.values())


def _is_credential(header: KeyValue) -> bool:
    value = (header.value or "").strip()
    return bool(_VARIABLE.fullmatch(value)) or is_stand_in(value)


def _without_x(parts: tuple[str, ...]) -> tuple[str, ...]:
    return parts[1:] if len(parts) > 1 and parts[0] == "x" else parts


def _authorization(value: str) -> _Scheme:
    """The scheme that a header `Authorization: value` spells out."""
    found = _SCHEME_AND_VALUE.fullmatch(value)
    if found is None:
        return _Scheme("api_key", (_credential(value, "authorization"),), "Authorization")
    word, rest = found[1], found[2]
    if word.lower() == "bearer":
        return _Scheme("bearer", (_credential(rest, "token"),))
    if word.lower() == "basic" and not _VARIABLE.fullmatch(rest):
        return _Scheme("basic", (_credential("", "username"), _credential("", "password")))
    credential = _credential(rest, "authorization" if "{{" in rest else "token")
    return _Scheme("api_key", (credential,), "Authorization", prefix=f"{word} ")


def _name_schemes(
    schemes: Iterable[_Scheme], own: _Scheme | None, settings: Mapping[str, str]
) -> dict[_Scheme, str]:
    candidates = {}
    for scheme in schemes:
        if scheme == own:
            continue
        values = "_".join(settings[_identity(credential)] for credential in scheme.credentials)
        candidates[scheme] = (
            str(scheme.kind),
            values,
            f"{values}_in_{scheme.place}",
            f"{values}_{digest(repr(scheme))}",
        )
    pinned = {own: "default"} if own else {}
    taken = frozenset[str]() if own else frozenset({"default"})
    return tell_apart(candidates, pinned, taken)


def _unsupported(items: Iterable[Located]) -> Iterable[Diagnostic]:
    counted: Counter[str] = Counter()
    for one in items:
        auth = one.auth
        if auth is not None and auth.type != "noauth" and _scheme(auth, {}) is None:
            counted[auth.type] += 1
    for kind, count in sorted(counted.items()):
        yield Diagnostic(
            Level.WARNING,
            "unsupported-auth",
            "",
            f"authentication {kind!r} is not supported yet: "
            f"{count} request(s) are sent without it; give an http_client that adds it",
        )


# --- settings ---------------------------------------------------------------------------


def _identity(thing: _Credential | str) -> str:
    """What a setting stands for, as the lock has it."""
    if isinstance(thing, str):
        return f"server {thing}"
    return f"variable {thing.variable}" if thing.variable else f"credential {thing.called}"


def _name_settings(
    schemes: Iterable[_Scheme],
    servers: Counter[str],
    pinned: Mapping[tuple[str, str], str],
) -> dict[str, str]:
    """The names of all settings by identity."""
    locked = {identity: name for (kind, identity), name in pinned.items() if kind == "setting"}
    main = _main_server(servers, locked)
    candidates: dict[str, tuple[str, ...]] = {}
    for scheme in schemes:
        for credential in scheme.credentials:
            identity = _identity(credential)
            name = snake(words(credential.variable or credential.called))
            candidates[identity] = (
                name,
                f"{name}_{scheme.kind}",
                f"{name}_{digest(identity)}",
            )
    for server in servers:
        if server != main and _VARIABLE.search(server):
            found = words(re.sub(r"^https?://", "", server))
            plain = snake(found if _ADDRESS_WORDS & set(found) else (*found, "url"))
            identity = _identity(server)
            candidates[identity] = (plain, f"{plain}_{digest(identity)}")
    kept = {identity: name for identity, name in locked.items() if identity in candidates}
    kept[_identity(main)] = MAIN_SERVER
    return tell_apart(candidates, kept, _CLIENT_ARGUMENTS)


def _main_server(servers: Counter[str], locked: Mapping[str, str]) -> str:
    """The server of most items; of several the first by name, so that order is nothing."""
    for server in servers:
        if locked.get(_identity(server)) == MAIN_SERVER:
            return server
    known = {server: count for server, count in servers.items() if _is_server(server)}
    return min(known, key=lambda server: (-known[server], server), default="")


def _is_server(text: str) -> bool:
    return bool(_VARIABLE.search(text)) or address(text) is not None


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
    collection: Collection, scope: Scope, names: Mapping[str, str]
) -> tuple[Setting, ...]:
    described = {variable.key: variable.description for variable in collection.variables}
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
            setting = Setting(name, what if kind == "variable" else "")
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
