"""JSON Web Tokens that the client signs itself: RFC 7519, and Atlassian's ASAP on top.

https://s2sauth.bitbucket.io/spec/ for ASAP.
"""

from __future__ import annotations

import json
import re
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass
from typing import Any, Literal, TypeAlias
from urllib.parse import unquote

from ..dynamic import DYNAMIC, made_up
from . import fresh
from .base import Draft, Place, library

Algorithm: TypeAlias = Literal[
    "HS256", "HS384", "HS512",
    "RS256", "RS384", "RS512",
    "PS256", "PS384", "PS512",
    "ES256", "ES384", "ES512",
]  # fmt: skip

_VARIABLE = re.compile(r"\{\{([^{}]+)\}\}")
_ASAP_LIFETIME = 3600


@dataclass(frozen=True, slots=True)
class JwtAuth:
    """A token with claims of its own, made anew for each call."""

    key: str
    """The setting of the secret, or of the private key in PEM."""
    _: KW_ONLY
    algorithm: Algorithm = "HS256"
    claims: str = "{}"
    """JSON, in which `{{name}}` stands for the value of a setting."""
    header: str = "{}"
    """Further members of the token's header, as JSON like the claims."""
    is_base64: bool = False
    """Whether the secret is written in base64."""
    name: str = "Authorization"
    place: Place = "header"
    prefix: str = "Bearer "

    def apply(self, draft: Draft) -> None:
        """Sign the token and send it."""
        key: str | bytes = draft.require(self.key)
        if self.is_base64:
            key = b64decode(key)
        token = _signed(
            _filled(self.claims, draft),
            key,
            self.algorithm,
            _filled(self.header, draft),
        )
        draft.put(self.name, f"{self.prefix}{token}", self.place)


@dataclass(frozen=True, slots=True)
class AsapAuth:
    """A token that says who asks whom, by the names of settings."""

    private_key: str
    _: KW_ONLY
    key_id: str
    issuer: str
    audience: str
    subject: str | None = None
    lifetime: int = _ASAP_LIFETIME
    """In seconds."""
    algorithm: Algorithm = "RS256"
    claims: str = "{}"
    """Further claims, as JSON."""

    def apply(self, draft: Draft) -> None:
        """Sign the token and send it."""
        issuer = draft.require(self.issuer)
        key_id = draft.require(self.key_id)
        now = int(fresh.now())
        claims = {
            "iss": issuer,
            "sub": draft.plain(self.subject) or issuer,
            "aud": draft.require(self.audience),
            "iat": now,
            "exp": now + self.lifetime,
            "jti": fresh.nonce(),
            **_filled(self.claims, draft),
        }
        key = _asap_key(draft.require(self.private_key))
        token = _signed(claims, key, self.algorithm, {"kid": key_id})
        draft.put("Authorization", f"Bearer {token}")


def _signed(
    claims: Mapping[str, Any],
    key: str | bytes,
    algorithm: Algorithm,
    header: Mapping[str, Any],
) -> str:
    package = "pyjwt" if algorithm.startswith("HS") else "pyjwt[crypto]"
    jwt = library("jwt", package, "a JSON Web Token")
    if not algorithm.startswith("HS"):
        library("cryptography", package, f"a JSON Web Token with {algorithm}")
    # Postman sends no `typ` of its own.
    headers = {"typ": "", **header}
    token: str = jwt.encode(dict(claims), key, algorithm=algorithm, headers=headers)
    return token


def _filled(text: str, draft: Draft) -> dict[str, Any]:
    """An object in JSON, with the values of settings in it."""

    def value(found: re.Match[str]) -> str:
        name = found[1]
        text = made_up(name, fresh.now()) if name in DYNAMIC else draft.require(name)
        # As it stands inside of quotes; what is without them is a number or a flag.
        return json.dumps(text)[1:-1]

    made = json.loads(_VARIABLE.sub(value, text) or "{}")
    if not isinstance(made, dict):
        raise TypeError("the claims of a token are a JSON object")
    return made


def _asap_key(text: str) -> str | bytes:
    """A private key: PEM, or the data URI that ASAP's tools write."""
    text = unquote(text.strip().strip('"'))
    if not text.startswith("data:"):
        return text
    serialization = library(
        "cryptography.hazmat.primitives.serialization", "pyjwt[crypto]", "ASAP"
    )
    key = serialization.load_der_private_key(
        b64decode(text.partition(";base64,")[2]), password=None
    )
    pem: bytes = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return pem
