"""What the arguments of a client are called: servers and parts of credentials.

Each is known by what it stands for, a variable or an address, and pinned in the lock.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from ..diagnostics import Diagnostic, Level
from ..postman import variables
from ..postman.collection import Collection
from ..postman.secrets import is_stand_in
from .auth_block import VARIABLE, Credential, Scheme
from .identity import Names
from .model import Setting
from .naming import digest, snake, tell_apart, words
from .requests import Scope

MAIN_SERVER = "base_url"
_SETTING = "setting"
"""The kind of the entries of the lock that name settings."""
_SERVER, _FIXED = "server", "fixed"
"""Kind and name, in the lock, of an address that operations have as it is."""

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

_USER = re.compile(r"^\s*+(https?://)?([^/]*)@")
_ADDRESS = re.compile(r"(https?://)?(\[[0-9a-fA-F:.]+\]|[\w.-]+)(:\d+)?(/[\w./~-]*)?")


def setting_identity(thing: Credential | str) -> str:
    """What a setting stands for, as the lock has it."""
    if isinstance(thing, str):
        return f"server {thing}"
    if thing.variable:
        return f"variable {thing.variable}"
    # Two regions are two settings.
    own = f" {digest(thing.default)}" if thing.default else ""
    return f"credential {thing.called}{own}"


def name_settings(
    schemes: Iterable[Scheme], servers: Counter[str], pinned: Names, *, anew: bool
) -> dict[str, str]:
    """The names of all settings by identity.

    `anew`: where the main server of the lock is no request's any more, another one is it.
    """
    locked = {identity: name for (kind, identity), name in pinned.items() if kind == _SETTING}
    main = _main_server(servers, locked, pinned, anew=anew)
    of_variables: dict[str, tuple[str, ...]] = {}
    of_literals: dict[str, tuple[str, ...]] = {}
    for scheme in schemes:
        for one in scheme.all_credentials:
            identity = setting_identity(one)
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
            identity = setting_identity(server)
            of_variables[identity] = (plain, f"{plain}_{digest(identity)}")
    kept = {
        identity: name
        for identity, name in locked.items()
        if identity in of_variables or identity in of_literals
    }
    kept[setting_identity(main)] = MAIN_SERVER
    # The names of the collection's own variables are meant; ours make way.
    given = tell_apart(of_variables, kept, _CLIENT_ARGUMENTS)
    return tell_apart(of_literals, given, _CLIENT_ARGUMENTS)


def _main_server(
    servers: Counter[str], locked: Mapping[str, str], pinned: Names, *, anew: bool
) -> str:
    """The server of most items; of several the first by name, so that order is nothing.

    With a lock it is the one that it was. Where no item has that any more, one that is new
    takes its place; those that the lock knows by another name keep that.
    """
    before = {identity for identity, name in locked.items() if name == MAIN_SERVER}
    for server in servers:
        if setting_identity(server) in before:
            return server
    chosen = {server: count for server, count in servers.items() if _is_server(server)}
    if before and not anew:
        for server in list(chosen):
            if setting_identity(server) in locked or (_SERVER, server) in pinned:
                del chosen[server]
        if not chosen:
            return min(before).partition(" ")[2]
    return min(chosen, key=lambda server: (-chosen[server], server), default="")


def setting_names(
    servers: Iterable[str], names: Mapping[str, str]
) -> Iterable[tuple[str, str, str]]:
    """The entries of the lock for settings, and for addresses that are none."""
    for identity, name in sorted(names.items()):
        yield _SETTING, identity, name
    for server in sorted(servers):
        if address(server) is not None and setting_identity(server) not in names:
            yield _SERVER, server, _FIXED


def _is_server(text: str) -> bool:
    return bool(VARIABLE.search(text)) or address(text) is not None


def is_main(server: str, names: Mapping[str, str]) -> bool:
    """Whether a server, as written in a URL, is the one that most items are sent to."""
    return names.get(setting_identity(server)) == MAIN_SERVER


def server_of(server: str, names: Mapping[str, str]) -> str:
    """What an operation has for a server in a URL: the name of a setting, or an address."""
    identity = setting_identity(server)
    if identity in names:
        return names[identity]
    return address(server) or MAIN_SERVER


def address(text: str) -> str | None:
    """An address with its scheme, http where it has none (as Postman adds it), else None.

    User information is left out: it is a credential.
    """
    plain = _USER.sub(r"\1", text).strip()
    found = _ADDRESS.fullmatch(plain)
    if found is None:
        return None
    return plain.rstrip("/") if found[1] else f"http://{plain.rstrip('/')}"


def user_of(server: str) -> tuple[str, str] | None:
    """User name and password in an address, None where there are none.

    Where the host is a variable they are a part of what the caller gives for it.
    """
    found = _USER.match(server)
    if found is None or address(server) is None:
        return None
    user, _, password = found[2].partition(":")
    return user, password


def without_user(server: str) -> str:
    """The server in a URL without what `user_of` finds in it."""
    return server if user_of(server) is None else _USER.sub(r"\1", server)


def settings_of(
    collection: Collection, scope: Scope, names: Mapping[str, str], schemes: Iterable[Scheme]
) -> tuple[Setting, ...]:
    """The settings of a client, in the order of its arguments."""
    described = {variable.key: variable.description for variable in collection.variables}
    defaults = {
        setting_identity(one): one.default
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


def unused_server(servers: Iterable[str], settings: Mapping[str, str]) -> Iterable[Diagnostic]:
    """A notice where no request goes to the main server any more."""
    main = next(identity for identity, name in settings.items() if name == MAIN_SERVER)
    used = {setting_identity(server) for server in servers}
    if used and main not in used and main != setting_identity(""):
        yield Diagnostic(
            Level.NOTICE,
            "unused-server",
            "",
            f"no request goes to {main.partition(' ')[2]} any more; it stays {MAIN_SERVER!r} "
            "in the client (--rename lets another take the name)",
        )
