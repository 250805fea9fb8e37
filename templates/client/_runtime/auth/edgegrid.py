"""EdgeGrid, the authentication of Akamai.

https://techdocs.akamai.com/developer/docs/edgegrid
"""

from __future__ import annotations

import hashlib
import hmac
from base64 import b64encode
from dataclasses import KW_ONLY, dataclass, field
from datetime import UTC, datetime

import httpx2

from . import fresh
from .base import Draft, Signing, chunks, put_header

_MOST_SIGNED = 131_072


@dataclass(frozen=True, slots=True)
class EdgeGridAuth:
    """Tokens and the secret, by the names of their settings."""

    client_token: str
    client_secret: str
    access_token: str
    _: KW_ONLY
    headers_to_sign: tuple[str, ...] = ()
    max_body: int = _MOST_SIGNED
    """How many bytes of a body are signed."""

    def apply(self, draft: Draft) -> httpx2.Auth:
        """Return what signs the request."""
        signer = Signer(
            draft.require(self.client_token),
            draft.require(self.client_secret),
            draft.require(self.access_token),
            self.headers_to_sign,
            self.max_body,
        )
        return Signing(signer.sign)


@dataclass(frozen=True, slots=True)
class Signer:
    """Signs requests with the values of all settings."""

    client_token: str = field(repr=False)
    client_secret: str = field(repr=False)
    access_token: str = field(repr=False)
    headers_to_sign: tuple[str, ...] = ()
    max_body: int = _MOST_SIGNED

    def sign(self, request: httpx2.Request) -> httpx2.Request:
        """The request with its signature."""
        moment = datetime.fromtimestamp(fresh.now(), UTC).strftime(
            "%Y%m%dT%H:%M:%S+0000"
        )
        head = (
            f"EG1-HMAC-SHA256 client_token={self.client_token};"
            f"access_token={self.access_token};timestamp={moment};nonce={fresh.nonce()};"
        )
        text = "\t".join(
            [
                request.method.upper(),
                request.url.scheme,
                request.url.netloc.decode("ascii"),
                request.url.raw_path.decode("ascii"),
                self._headers(request),
                self._digest(request) if request.method == "POST" else "",
                head,
            ]
        )
        key = _hmac(self.client_secret, moment)
        put_header(request, "Authorization", f"{head}signature={_hmac(key, text)}")
        return request

    def _headers(self, request: httpx2.Request) -> str:
        return "\t".join(
            f"{name.lower()}:{' '.join(request.headers[name].split())}"
            for name in self.headers_to_sign
            if request.headers.get(name)
        )

    def _digest(self, request: httpx2.Request) -> str:
        made, left = hashlib.sha256(), self.max_body
        is_empty = True
        for chunk in chunks(request):
            is_empty = is_empty and not chunk
            made.update(chunk[:left])
            left = max(0, left - len(chunk))
        return "" if is_empty else b64encode(made.digest()).decode("ascii")


def _hmac(key: str, text: str) -> str:
    return b64encode(hmac.digest(key.encode(), text.encode(), "sha256")).decode("ascii")
