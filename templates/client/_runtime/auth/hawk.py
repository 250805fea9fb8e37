"""Hawk: https://github.com/mozilla/hawk/blob/main/API.md."""

from __future__ import annotations

import hashlib
import hmac
from base64 import b64encode
from dataclasses import KW_ONLY, dataclass, field
from typing import Literal

import httpx2

from . import fresh
from .base import Draft, Signing, chunks, put_header


@dataclass(frozen=True, slots=True)
class HawkAuth:
    """An id and its key, by the names of their settings."""

    auth_id: str
    auth_key: str
    _: KW_ONLY
    ext: str | None = None
    app: str | None = None
    delegation: str | None = None
    algorithm: Literal["sha256", "sha1"] = "sha256"
    has_payload_hash: bool = False
    """Whether the body is signed as well."""

    def apply(self, draft: Draft) -> httpx2.Auth:
        """Return what signs the request."""
        signer = Signer(
            draft.require(self.auth_id),
            draft.require(self.auth_key),
            self.algorithm,
            draft.plain(self.ext),
            draft.plain(self.app),
            draft.plain(self.delegation),
            self.has_payload_hash,
        )
        return Signing(signer.sign)


@dataclass(frozen=True, slots=True)
class Signer:
    """Signs requests with the values of all settings."""

    auth_id: str
    auth_key: str = field(repr=False)
    algorithm: Literal["sha256", "sha1"] = "sha256"
    ext: str = ""
    app: str = ""
    delegation: str = ""
    has_payload_hash: bool = False

    def sign(self, request: httpx2.Request) -> httpx2.Request:
        """The request with its signature."""
        url = request.url
        fields = {
            "id": self.auth_id,
            "ts": str(int(fresh.now())),
            "nonce": fresh.nonce(),
        }
        digest = self._payload_hash(request) if self.has_payload_hash else ""
        lines = [
            "hawk.1.header",
            fields["ts"],
            fields["nonce"],
            request.method.upper(),
            url.raw_path.decode("ascii"),
            url.raw_host.decode("ascii").lower(),
            str(url.port or (443 if url.scheme == "https" else 80)),
            digest,
            self.ext.replace("\\", "\\\\").replace("\n", "\\n"),
        ]
        if self.app:
            lines += [self.app, self.delegation]
        text = "".join(f"{line}\n" for line in lines)
        made = hmac.digest(self.auth_key.encode(), text.encode(), self.algorithm)
        fields |= {
            "hash": digest,
            "ext": self.ext,
            "mac": b64encode(made).decode("ascii"),
        }
        fields |= {"app": self.app, "dlg": self.delegation if self.app else ""}
        value = ", ".join(
            f'{name}="{_quoted(text)}"' for name, text in fields.items() if text
        )
        put_header(request, "Authorization", f"Hawk {value}")
        return request

    def _payload_hash(self, request: httpx2.Request) -> str:
        made = hashlib.new(self.algorithm)
        content_type = request.headers.get("Content-Type", "").partition(";")[0]
        made.update(f"hawk.1.payload\n{content_type.strip().lower()}\n".encode())
        for chunk in chunks(request):
            made.update(chunk)
        made.update(b"\n")
        return b64encode(made.digest()).decode("ascii")


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
