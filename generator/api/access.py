"""Where the API is and how to authenticate: the settings of a client, from all items."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from ..diagnostics import Diagnostic, Level
from ..postman import variables
from ..postman.collection import Collection, KeyValue, Located
from ..postman.secrets import is_stand_in
from .auth_block import VARIABLE, Scheme, credential
from .identity import Names
from .model import AuthScheme, Setting
from .naming import digest, snake, tell_apart, words
from .requests import Scope
from .schemes import scheme_of
from .settings import (
    is_main,
    name_settings,
    server_of,
    setting_identity,
    setting_names,
    settings_of,
    unused_server,
    user_of,
    without_user,
)

_SCHEME = "scheme"
"""The kind of the entries of the lock that name schemes of authentication."""

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
    main_server: str
    """The one that is the setting `base_url`, as written."""
    names: tuple[tuple[str, str, str], ...]
    """Names given, for the lock: kind, identity, name."""
    _scheme_names: Mapping[Scheme, str]

    def names_of(self, schemes: Iterable[Scheme]) -> tuple[str, ...]:
        """The names of schemes."""
        return tuple(self._scheme_names[scheme] for scheme in schemes)


def credential_keys(schemes: Iterable[Scheme], place: Literal["header", "query"]) -> frozenset[str]:
    """The headers, in lower case, or query parameters that authentication sends."""
    keys = [one.key for one in schemes if one.kind == "api_key" and one.place == place]
    return frozenset(key.lower() for key in keys) if place == "header" else frozenset(keys)


def survey(
    collection: Collection,
    items: Iterable[Located],
    pinned: Names,
    *,
    anew: bool = False,
) -> tuple[Access, tuple[Diagnostic, ...]]:
    """The access of a collection; `pinned` are names of the lock, `anew` is for --rename."""
    scope = variables.scope(collection.variables)
    located = list(items)
    own = scheme_of(collection.auth, scope)
    schemes = dict.fromkeys(
        [*([own] if own else []), *(s for one in located for s in schemes_of(one, scope))]
    )
    written = [one.item.request.url.server for one in located]
    servers = Counter(map(without_user, written))
    called = name_settings(schemes, servers, pinned, anew=anew)
    names = _name_schemes(schemes, own, called, pinned)
    access = Access(
        settings=settings_of(collection, scope, called, schemes),
        schemes=tuple(
            sorted(
                (_named(scheme, names[scheme], called) for scheme in schemes),
                key=lambda scheme: (scheme.name != "default", scheme.name),
            )
        ),
        servers={server: server_of(without_user(server), called) for server in written},
        main_server=next((one for one in servers if is_main(one, called)), ""),
        names=(
            *setting_names(servers, called),
            *((_SCHEME, _scheme_identity(one), names[one]) for one in schemes if one != own),
        ),
        _scheme_names=names,
    )
    return access, (*_unsupported(located, scope), *unused_server(servers, called))


# --- authentication ---------------------------------------------------------------------


def schemes_of(located: Located, scope: Scope) -> tuple[Scheme, ...]:
    """The schemes of an item: its block's, and those that its headers or its address have."""
    found = _told(located, scope)
    user = user_of(located.item.request.url.server)
    if user is None or any(scheme.sets_authorization for scheme in found):
        return found
    # As Node does, which sends newman's requests.
    names = credential(user[0], "username"), credential(user[1], "password")
    return (*found, Scheme("basic", names))


def _told(located: Located, scope: Scope) -> tuple[Scheme, ...]:
    """The schemes of its block, and those that its headers spell out."""
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
        tuple(settings[setting_identity(one)] for one in scheme.credentials),
        scheme.key,
        scheme.place,
        scheme.prefix,
        tuple((parameter, settings[setting_identity(one)]) for parameter, one in scheme.named),
        scheme.flags,
        tuple((parameter, filled(text)) for parameter, text in scheme.templates),
    )


def _name_schemes(
    schemes: Iterable[Scheme], own: Scheme | None, settings: Mapping[str, str], locked: Names
) -> dict[Scheme, str]:
    candidates = {}
    for scheme in schemes:
        if scheme == own:
            continue
        kind = scheme.key if scheme.kind == "unsupported" else str(scheme.kind)
        values = "_".join(settings[setting_identity(one)] for one in scheme.credentials) or kind
        candidates[scheme] = (
            snake(words(kind)) or "unsupported",
            values if scheme.kind in {"api_key", "basic", "bearer"} else scheme.label,
            values,
            f"{values}_in_{dict(scheme.flags).get('place', scheme.place)}",
            f"{values}_{digest(repr(scheme))}",
        )
    pinned = {
        scheme: name
        for scheme in candidates
        if (name := locked.get((_SCHEME, _scheme_identity(scheme)))) is not None
    }
    if own:
        pinned[own] = "default"
    taken = frozenset[str]() if own else frozenset({"default"})
    return tell_apart(candidates, pinned, taken)


def _scheme_identity(scheme: Scheme) -> str:
    """What a scheme is, as the lock has it."""
    values = [setting_identity(one) for one in scheme.credentials]
    return " ".join([scheme.label, *values, digest(repr(scheme))])


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
