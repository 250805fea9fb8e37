"""AWS Signature Version 4.

https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import KW_ONLY, dataclass, field
from datetime import UTC, datetime
from typing import Literal
from urllib.parse import quote, unquote, unquote_plus

import httpx2

from . import fresh
from .base import Draft, Signing, chunks, put_header, with_query

_ALGORITHM = "AWS4-HMAC-SHA256"
_PRESIGNED_FOR = "86400"
# What the transport adds or a proxy may change; the rest is signed, as Postman does.
_NOT_SIGNED = frozenset(
    {
        "accept",
        "accept-encoding",
        "authorization",
        "cache-control",
        "connection",
        "content-length",
        "expect",
        "range",
        "transfer-encoding",
        "user-agent",
        "x-amzn-trace-id",
    }
)


@dataclass(frozen=True, slots=True)
class AwsAuth:
    """Keys, region and service, by the names of their settings."""

    access_key: str
    secret_key: str
    _: KW_ONLY
    session_token: str | None = None
    region: str | None = None
    service: str | None = None
    place: Literal["header", "query"] = "header"

    def apply(self, draft: Draft) -> httpx2.Auth:
        """Return what signs the request."""
        signer = Signer(
            draft.require(self.access_key),
            draft.require(self.secret_key),
            draft.get(self.session_token),
            # Postman's defaults.
            draft.plain(self.region, "us-east-1"),
            draft.plain(self.service, "execute-api"),
        )
        return Signing(signer.sign if self.place == "header" else signer.presign)


@dataclass(frozen=True, slots=True)
class Signer:
    """Signs requests with the values of all settings."""

    access_key: str
    secret_key: str = field(repr=False)
    session_token: str = field(repr=False)
    region: str
    service: str

    def sign(self, request: httpx2.Request) -> httpx2.Request:
        """The request with the signature in its headers."""
        moment = _moment()
        digest = _digest(request)
        put_header(request, "X-Amz-Date", moment)
        if self.session_token:
            put_header(request, "X-Amz-Security-Token", self.session_token)
        if self.service == "s3" or digest != _EMPTY:
            request.headers["X-Amz-Content-Sha256"] = digest
        signed = _signed_headers(request)
        canonical = self.canonical_request(request, signed, digest)
        value = (
            f"{_ALGORITHM} Credential={self.access_key}/{self._scope(moment)}, "
            f"SignedHeaders={';'.join(signed)}, Signature={self._signature(canonical, moment)}"
        )
        put_header(request, "Authorization", value)
        return request

    def presign(self, request: httpx2.Request) -> httpx2.Request:
        """The request with the signature in its query."""
        moment = _moment()
        signed = _signed_headers(request)
        added = {
            "X-Amz-Security-Token": self.session_token,
            "X-Amz-Expires": _PRESIGNED_FOR if self.service == "s3" else "",
            "X-Amz-Date": moment,
            "X-Amz-Algorithm": _ALGORITHM,
            "X-Amz-Credential": f"{self.access_key}/{self._scope(moment)}",
            "X-Amz-SignedHeaders": ";".join(signed),
        }
        query = request.url.query.decode("ascii")
        parts = [query] if query else []
        parts += [f"{name}={_escape(value)}" for name, value in added.items() if value]
        made = with_query(request, "&".join(parts), ())
        digest = "UNSIGNED-PAYLOAD" if self.service == "s3" else _digest(request)
        canonical = self.canonical_request(made, signed, digest)
        parts.append(f"X-Amz-Signature={self._signature(canonical, moment)}")
        hidden = ("X-Amz-Credential", "X-Amz-Security-Token", "X-Amz-Signature")
        return with_query(request, "&".join(parts), hidden)

    def canonical_request(
        self, request: httpx2.Request, signed: list[str], digest: str
    ) -> str:
        """The request in the one form that is signed."""
        headers = "".join(
            f"{name}:{','.join(' '.join(v.split()) for v in request.headers.get_list(name))}\n"
            for name in signed
        )
        path, _, query = request.url.raw_path.decode("ascii").partition("?")
        parts = [request.method, self._path(path), _canonical_query(query)]
        return "\n".join([*parts, headers, ";".join(signed), digest])

    def _path(self, path: str) -> str:
        """Normal and encoded a second time; but for S3, whose paths are names of objects."""
        if self.service == "s3":
            return quote(unquote(path), safe="/~")
        kept: list[str] = []
        for segment in path.split("/"):
            if segment == "..":
                del kept[-1:]
            elif segment not in {"", "."}:
                kept.append(_escape(segment))
        is_folder = bool(kept) and path.endswith("/")
        return f"/{'/'.join(kept)}{'/' if is_folder else ''}"

    def _scope(self, moment: str) -> str:
        return f"{moment[:8]}/{self.region}/{self.service}/aws4_request"

    def _signature(self, canonical: str, moment: str) -> str:
        digest = hashlib.sha256(canonical.encode()).hexdigest()
        text = "\n".join([_ALGORITHM, moment, self._scope(moment), digest])
        key = f"AWS4{self.secret_key}".encode()
        for part in self._scope(moment).split("/"):
            key = hmac.digest(key, part.encode(), "sha256")
        return hmac.digest(key, text.encode(), "sha256").hex()


_EMPTY = hashlib.sha256().hexdigest()


def _moment() -> str:
    return datetime.fromtimestamp(fresh.now(), UTC).strftime("%Y%m%dT%H%M%SZ")


def _digest(request: httpx2.Request) -> str:
    made = hashlib.sha256()
    for chunk in chunks(request):
        made.update(chunk)
    return made.hexdigest()


def _signed_headers(request: httpx2.Request) -> list[str]:
    return sorted({name.lower() for name in request.headers} - _NOT_SIGNED)


def _canonical_query(query: str) -> str:
    pairs = [part.partition("=") for part in query.split("&") if part]
    encoded = [
        (_escape(unquote_plus(n)), _escape(unquote_plus(v))) for n, _, v in pairs
    ]
    return "&".join(f"{name}={value}" for name, value in sorted(encoded))


def _escape(text: str) -> str:
    return quote(text, safe="~")
