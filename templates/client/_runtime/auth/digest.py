"""Digest authentication: RFC 7616, and RFC 2069 for servers that know no `qop`.

httpx2 has a DigestAuth; this one knows `auth-int`, SHA-512-256 and hashed user names too,
and may be used by several threads.
"""

from __future__ import annotations

import hashlib
from collections.abc import Generator, Iterable
from dataclasses import dataclass, field
from threading import Lock
from urllib.parse import quote
from urllib.request import parse_http_list, parse_keqv_list

import httpx2

from ..private import CREDENTIALS, Credentials
from . import fresh
from .base import Draft, chunks, is_repeatable, put_header

_HASHES = {
    "MD5": "md5",
    "SHA": "sha1",
    "SHA-256": "sha256",
    "SHA-512": "sha512",
    "SHA-512-256": "sha512_256",
}
_SESSION = "-SESS"


@dataclass(frozen=True, slots=True)
class DigestAuth:
    """User name and password, by the names of their settings."""

    username: str
    password: str
    _challenges: dict[tuple[str, str, str], Challenge] = field(
        default_factory=dict, init=False, repr=False
    )
    """The last challenge by server, user name and password: it is answered beforehand."""

    def apply(self, draft: Draft) -> httpx2.Auth:
        """Return the flow that answers the challenge."""
        return _Flow(
            draft.require(self.username), draft.require(self.password), self._challenges
        )


class Challenge:
    """What a server asks for, and how often it was answered."""

    def __init__(self, fields: dict[str, str]) -> None:
        self.realm = fields.get("realm", "")
        self.nonce = fields["nonce"]
        self.opaque = fields.get("opaque")
        self.algorithm = fields.get("algorithm", "MD5")
        self.is_session = self.algorithm.upper().endswith(_SESSION)
        self.hash_name = _HASHES[self.algorithm.upper().removesuffix(_SESSION)]
        offered = [
            one.strip() for one in fields.get("qop", "").split(",") if one.strip()
        ]
        self.qop = next((one for one in ("auth", "auth-int") if one in offered), None)
        if offered and self.qop is None:
            raise KeyError("qop")
        self.hashes_username = fields.get("userhash", "").lower() == "true"
        self._says_algorithm = "algorithm" in fields
        self._count = 0
        self._lock = Lock()

    def answer(self, request: httpx2.Request, username: str, password: str) -> str:
        """The value of the Authorization header (RFC 7616, section 3.4)."""
        with self._lock:
            self._count += 1
            count = f"{self._count:08x}"
        cnonce = fresh.nonce()
        uri = request.url.raw_path.decode("ascii")
        a1 = self._hash(f"{username}:{self.realm}:{password}")
        if self.is_session:
            a1 = self._hash(f"{a1}:{self.nonce}:{cnonce}")
        a2 = f"{request.method}:{uri}"
        if self.qop == "auth-int":
            a2 += f":{self._hash_all(chunks(request))}"
        proof = [self.nonce, self._hash(a2)]
        if self.qop is not None:
            proof[1:1] = [count, cnonce, self.qop]
        fields = {
            "username": f'"{_quoted(username)}"',
            "realm": f'"{_quoted(self.realm)}"',
            "nonce": f'"{_quoted(self.nonce)}"',
            "uri": f'"{uri}"',
            "response": f'"{self._hash(":".join([a1, *proof]))}"',
        }
        if self.hashes_username:
            fields["username"] = f'"{self._hash(f"{username}:{self.realm}")}"'
            fields["userhash"] = "true"
        elif not username.isascii():
            del fields["username"]
            fields["username*"] = f"UTF-8''{quote(username, safe='')}"
        if self._says_algorithm:
            fields["algorithm"] = self.algorithm
        if self.qop is not None:
            fields |= {"qop": self.qop, "nc": count, "cnonce": f'"{cnonce}"'}
        elif self.is_session:
            fields["cnonce"] = f'"{cnonce}"'
        if self.opaque is not None:
            fields["opaque"] = f'"{_quoted(self.opaque)}"'
        return "Digest " + ", ".join(
            f"{name}={value}" for name, value in fields.items()
        )

    def _hash(self, text: str) -> str:
        return self._hash_all([text.encode()])

    def _hash_all(self, pieces: Iterable[bytes]) -> str:
        made = hashlib.new(self.hash_name, usedforsecurity=False)
        for piece in pieces:
            made.update(piece)
        return made.hexdigest()


class _Flow(httpx2.Auth):
    """Answers the challenge that a server gave before, and the one that it gives now."""

    def __init__(
        self,
        username: str,
        password: str,
        challenges: dict[tuple[str, str, str], Challenge],
    ) -> None:
        self._user = username, password
        self._challenges = challenges

    def auth_flow(
        self, request: httpx2.Request
    ) -> Generator[httpx2.Request, httpx2.Response, None]:
        server = f"{request.url.scheme}://{request.url.netloc.decode('ascii')}"
        credentials: Credentials = request.extensions[CREDENTIALS]
        credentials.note("Authorization", "header")
        if (known := self._challenges.get((server, *self._user))) is not None:
            put_header(request, "Authorization", known.answer(request, *self._user))
        response = yield request
        if response.status_code != 401:
            return
        challenge = challenge_of(response.headers)
        if challenge is None or not is_repeatable(request):
            return
        self._challenges[(server, *self._user)] = challenge
        put_header(request, "Authorization", challenge.answer(request, *self._user))
        yield request


def challenge_of(headers: httpx2.Headers) -> Challenge | None:
    """The first challenge that can be answered; None where there is none."""
    for value in headers.get_list("WWW-Authenticate"):
        scheme, _, fields = value.partition(" ")
        if scheme.lower() == "digest":
            try:
                found = parse_keqv_list(parse_http_list(fields))
                return Challenge({name.lower(): text for name, text in found.items()})
            except (KeyError, ValueError):
                continue
    return None


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
