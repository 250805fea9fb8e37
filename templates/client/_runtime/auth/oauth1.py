"""OAuth 1.0: RFC 5849, and the hash of the body that was added to it later.

oauthlib has it as well, but refuses queries that Postman sends.
"""

from __future__ import annotations

import hashlib
import hmac
from base64 import b64encode
from collections.abc import Iterable, Mapping
from dataclasses import KW_ONLY, dataclass
from functools import partial
from typing import Literal, TypeAlias
from urllib.parse import quote, unquote_plus

import httpx2

from . import fresh
from .base import Draft, Signing, chunks, library, put_header, with_query

Pairs: TypeAlias = list[tuple[str, str | None]]

Method: TypeAlias = Literal[
    "HMAC-SHA1",
    "HMAC-SHA256",
    "HMAC-SHA512",
    "RSA-SHA1",
    "RSA-SHA256",
    "RSA-SHA512",
    "PLAINTEXT",
]

# As Postman sends them.
_IN_ORDER = (
    "oauth_consumer_key",
    "oauth_token",
    "oauth_signature_method",
    "oauth_timestamp",
    "oauth_nonce",
    "oauth_version",
    "oauth_body_hash",
    "oauth_callback",
    "oauth_verifier",
)
_FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class OAuth1Auth:
    """Keys and tokens, by the names of their settings, and how to sign."""

    consumer_key: str
    consumer_secret: str | None = None
    _: KW_ONLY
    private_key: str | None = None
    """Of the RSA methods, in PEM, instead of the secrets."""
    token: str | None = None
    token_secret: str | None = None
    realm: str | None = None
    callback: str | None = None
    verifier: str | None = None
    method: Method = "HMAC-SHA1"
    place: Literal["header", "request"] = "header"
    """`request` sends the parameters in the form of a POST or PUT, else in the query."""
    has_body_hash: bool = False
    """Whether a body that is no form is signed as well."""
    version: str = "1.0"
    signs_empty: bool = False
    """Whether parameters without a value are signed, as Postman can be told to."""
    escapes_header: bool = True
    """Whether the values in the header are percent-encoded, as the standard wants."""

    def apply(self, draft: Draft) -> httpx2.Auth:
        """Return what signs the request."""
        secret = (
            self.private_key if self.method.startswith("RSA") else self.consumer_secret
        )
        signer = Signer(
            method=self.method,
            key=draft.require(secret) if secret else "",
            token_secret=draft.get(self.token_secret),
            in_header=self.place == "header",
            realm=draft.plain(self.realm),
            has_body_hash=self.has_body_hash,
            signs_empty=self.signs_empty,
            escapes_header=self.escapes_header,
        )
        fixed = {
            "oauth_consumer_key": draft.require(self.consumer_key),
            "oauth_token": draft.get(self.token),
            "oauth_signature_method": self.method,
            "oauth_version": self.version,
        }
        for name, setting in (("callback", self.callback), ("verifier", self.verifier)):
            if value := draft.get(setting):
                fixed[f"oauth_{name}"] = value
        return Signing(partial(signer.sign, fixed))


@dataclass(frozen=True, slots=True)
class Signer:
    """How a request is signed, with the values of all settings."""

    _: KW_ONLY
    method: Method
    key: str
    token_secret: str
    in_header: bool
    realm: str = ""
    has_body_hash: bool = False
    signs_empty: bool = False
    escapes_header: bool = True

    def sign(self, fixed: Mapping[str, str], request: httpx2.Request) -> httpx2.Request:
        """The request with its signature; `fixed` are the parameters of every request."""
        is_form = request.headers.get("Content-Type", "").startswith(_FORM)
        form = _pairs(b"".join(chunks(request)).decode()) if is_form else []
        query = _pairs(request.url.query.decode("ascii"))
        added = {
            **fixed,
            "oauth_timestamp": str(int(fresh.now())),
            "oauth_nonce": fresh.nonce(),
        }
        if self.has_body_hash and not is_form and self.method != "PLAINTEXT":
            added["oauth_body_hash"] = self._body_hash(request)
        added = {
            name: added[name]
            for name in _IN_ORDER
            if added.get(name) or (self.signs_empty and name in added)
        }
        base = base_string(request.method, request.url, [*query, *form, *added.items()])
        added["oauth_signature"] = self.signature(base)
        if not self.in_header and is_form and request.method in {"POST", "PUT"}:
            return _with_form(request, [*form, *added.items()])
        if self.in_header:
            realm = {"realm": self.realm} if self.realm else {}
            shown = escape if self.escapes_header else str
            value = ",".join(
                f'{escape(name)}="{shown(text)}"'
                for name, text in (realm | added).items()
                if text
            )
            put_header(request, "Authorization", f"OAuth {value}")
        else:
            query += added.items()
        # What was signed has to be what is sent: encoded by the rules of OAuth.
        return with_query(
            request, _encoded(query), () if self.in_header else tuple(added)
        )

    def _body_hash(self, request: httpx2.Request) -> str:
        made = hashlib.new(self._hash_name)
        for chunk in chunks(request):
            made.update(chunk)
        return b64encode(made.digest()).decode("ascii")

    @property
    def _hash_name(self) -> str:
        return self.method.partition("-")[2].lower()

    def signature(self, base: str) -> str:
        """The signature of a base string (section 3.4)."""
        secrets = f"{escape(self.key)}&{escape(self.token_secret)}"
        if self.method == "PLAINTEXT":
            return secrets
        if self.method.startswith("HMAC"):
            made = hmac.digest(secrets.encode(), base.encode(), self._hash_name)
        else:
            made = self._rsa(base.encode())
        return b64encode(made).decode("ascii")

    def _rsa(self, base: bytes) -> bytes:
        needed_for = f"OAuth 1.0 with {self.method}"
        module = "cryptography.hazmat.primitives"
        hashes = library(f"{module}.hashes", "cryptography", needed_for)
        padding = library(f"{module}.asymmetric.padding", "cryptography", needed_for)
        serialization = library(f"{module}.serialization", "cryptography", needed_for)
        key = serialization.load_pem_private_key(self.key.encode(), password=None)
        algorithm = getattr(hashes, self._hash_name.upper())()
        signed: bytes = key.sign(base, padding.PKCS1v15(), algorithm)
        return signed


def base_string(
    method: str, url: httpx2.URL, parameters: Iterable[tuple[str, str | None]]
) -> str:
    """What is signed (section 3.4.1)."""
    path = url.raw_path.decode("ascii").partition("?")[0]
    address = f"{url.scheme}://{url.netloc.decode('ascii').lower()}{path}"
    encoded = sorted((escape(name), escape(value or "")) for name, value in parameters)
    normal = "&".join(f"{name}={value}" for name, value in encoded)
    return "&".join(escape(part) for part in (method.upper(), address, normal))


def escape(text: str) -> str:
    """A text, percent-encoded but for letters, digits and `-._~` (section 3.6)."""
    return quote(text, safe="~")


def _pairs(query: str) -> Pairs:
    return [
        (unquote_plus(name), unquote_plus(value) if equals else None)
        for part in query.split("&")
        if part
        for name, equals, value in [part.partition("=")]
    ]


def _encoded(pairs: Pairs) -> str:
    return "&".join(
        escape(name) if value is None else f"{escape(name)}={escape(value)}"
        for name, value in pairs
    )


def _with_form(request: httpx2.Request, pairs: Pairs) -> httpx2.Request:
    headers = request.headers.copy()
    headers.pop("Content-Length", None)
    return httpx2.Request(
        request.method,
        request.url,
        headers=headers,
        content=_encoded(pairs),
        extensions=request.extensions,
    )
