"""Authentication schemes as source: what makes them, and which modules that takes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ..api.model import AuthKind, AuthScheme, Flag
from .identifiers import identifier
from .literals import literal
from .package import AuthCode

_CLASSES: Mapping[AuthKind, tuple[str, str]] = {
    "api_key": ("api_key", "ApiKeyAuth"),
    "asap": ("jwt", "AsapAuth"),
    "aws": ("aws", "AwsAuth"),
    "basic": ("basic", "BasicAuth"),
    "bearer": ("bearer", "BearerAuth"),
    "digest": ("digest", "DigestAuth"),
    "edgegrid": ("edgegrid", "EdgeGridAuth"),
    "hawk": ("hawk", "HawkAuth"),
    "jwt": ("jwt", "JwtAuth"),
    "ntlm": ("ntlm", "NtlmAuth"),
    "oauth1": ("oauth1", "OAuth1Auth"),
    "oauth2": ("oauth2", "OAuth2Auth"),
    "unsupported": ("unsupported", "UnsupportedAuth"),
}
_WITHOUT_TIME = frozenset({"api_key", "basic", "bearer", "ntlm", "unsupported"})
_TEMPLATE = re.compile(r"\{\{(\w+)\}\}")


def auth_code(schemes: Sequence[AuthScheme]) -> AuthCode:
    """How a client with these schemes authenticates."""
    kinds = {scheme.kind for scheme in schemes}
    imported: dict[str, set[str]] = {}
    for kind in kinds:
        module, name = _CLASSES[kind]
        imported.setdefault(module, set()).add(name)
    modules = {*imported, "base"}
    if kinds - _WITHOUT_TIME:
        modules.add("fresh")
    if "oauth2" in kinds:
        modules.add("tokens")
    if any(_asks_user(scheme) for scheme in schemes):
        modules.add("browser")
    return AuthCode(
        schemes=tuple((literal(scheme.name), _made(scheme)) for scheme in schemes),
        imports=tuple(
            f"from ._runtime.auth.{module} import {', '.join(sorted(names))}"
            for module, names in sorted(imported.items())
        ),
        modules=tuple(sorted(modules)),
        fetches_tokens="oauth2" in kinds,
        asks_user=any(_asks_user(scheme) for scheme in schemes),
    )


def _asks_user(scheme: AuthScheme) -> bool:
    return ("grant", "authorization_code") in scheme.flags


def _made(scheme: AuthScheme) -> str:
    flags = dict(scheme.flags)
    arguments = [literal(identifier(name)) for name in scheme.settings]
    if scheme.kind == "oauth2":
        arguments.append(literal(flags.pop("grant")))
    elif scheme.kind == "unsupported":
        arguments.append(literal(scheme.key))
    elif scheme.kind == "api_key":
        arguments.append(f"name={literal(scheme.key)}")
        if scheme.place != "header":
            arguments.append(f"place={literal(scheme.place)}")
        if scheme.prefix:
            arguments.append(f"prefix={literal(scheme.prefix)}")
    arguments += [f"{name}={literal(identifier(of))}" for name, of in scheme.named]
    arguments += [f"{name}={_flag(name, value)}" for name, value in flags.items()]
    arguments += [f"{name}={literal(_identified(text))}" for name, text in scheme.templates]
    if scheme.kind == "oauth2":
        arguments.append("source=token_source")
    if _asks_user(scheme):
        arguments.append("authorize=authorize")
    return f"{_CLASSES[scheme.kind][1]}({', '.join(arguments)})"


def _flag(name: str, value: Flag) -> str:
    if name.endswith("extra") and isinstance(value, tuple):
        return literal(dict(pair for pair in value if isinstance(pair, tuple)))
    return literal(value)


def _identified(text: str) -> str:
    return _TEMPLATE.sub(lambda found: f"{{{{{identifier(found[1])}}}}}", text)
