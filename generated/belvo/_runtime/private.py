"""Which parts of a request are credentials: they stay at home, and no text shows them."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import unquote

import httpx2

CREDENTIALS = "credentials"
"""The extension of a request that holds its Credentials."""

_MASK = "***"
_SHORTEST_SECRET = 4


@dataclass(slots=True)
class Credentials:
    """What authentication added to a request."""

    headers: set[str] = field(default_factory=set)
    query: set[str] = field(default_factory=set)
    secrets: set[str] = field(default_factory=set, repr=False)
    """The values themselves, to be taken out of messages that a server writes."""

    def note(
        self, name: str, place: Literal["header", "query"], value: str = ""
    ) -> None:
        """Remember a header, in lower case, or a query parameter, and its value."""
        self.secrets.add(value)
        if place == "header":
            self.headers.add(name.lower())
        else:
            self.query.add(name)

    def masked(self, text: str) -> str:
        """A text without the values of credentials."""
        known = (one for one in self.secrets if len(one) >= _SHORTEST_SECRET)
        for secret in sorted(known, key=len, reverse=True):
            text = text.replace(secret, _MASK)
        return text


class PrivateURL(httpx2.URL):
    """An address that is printed without the credentials in its query.

    httpx2 writes the address of each request to the log, and whoever catches an error may
    print it. What is sent is the whole of it.
    """

    def __init__(self, url: httpx2.URL, hidden: frozenset[str]) -> None:
        super().__init__(url)
        self._hidden = hidden

    def __str__(self) -> str:
        shown = [self._shown(pair) for pair in self.query.decode("ascii").split("&")]
        return str(
            self.copy_with(
                query="&".join(shown).encode() if self.query else None, userinfo=b""
            )
        )

    def __repr__(self) -> str:
        return f"URL({str(self)!r})"

    def __eq__(self, other: object) -> bool:
        return httpx2.URL(self) == other

    def __hash__(self) -> int:
        return hash(httpx2.URL(self))

    def _shown(self, pair: str) -> str:
        name = pair.partition("=")[0]
        # Compared decoded: `api%5Fkey` is `api_key`.
        return f"{name}={_MASK}" if unquote(name) in self._hidden else pair


def conceal(request: httpx2.Request) -> None:
    """Let the address of a request be printed without credentials."""
    credentials: Credentials | None = request.extensions.get(CREDENTIALS)
    if request.url.userinfo and credentials is not None:
        # httpx2 makes a header of it.
        pair = f"{request.url.username}:{request.url.password}"
        credentials.secrets |= {b64encode(pair.encode()).decode(), request.url.password}
    if credentials is not None and (credentials.query or request.url.userinfo):
        request.url = PrivateURL(request.url, frozenset(credentials.query))


def keep_home(request: httpx2.Request, origin: httpx2.URL) -> None:
    """Take the credentials out of a request that a redirect sends to another server.

    httpx2 takes only Authorization out; an API key has a header of its own. An upgrade of
    the same host from http to https is no other server.
    """
    is_upgrade = (origin.scheme, request.url.scheme) == ("http", "https") and (
        origin.port,
        request.url.port,
    ) == (None, None)
    same = request.url.host == origin.host and (
        is_upgrade
        or (origin.scheme, origin.port) == (request.url.scheme, request.url.port)
    )
    credentials: Credentials | None = request.extensions.get(CREDENTIALS)
    if credentials is not None and not same:
        for name in credentials.headers:
            request.headers.pop(name, None)


def masked(text: str, request: httpx2.Request) -> str:
    """A message without the credentials of a request: servers repeat them."""
    credentials: Credentials | None = request.extensions.get(CREDENTIALS)
    return text if credentials is None else credentials.masked(text)


def mask_error(error: BaseException, request: httpx2.Request) -> None:
    """Take the credentials of a request out of an error, and of what caused it.

    A library may quote the header that it does not like.
    """
    credentials: Credentials | None = request.extensions.get(CREDENTIALS)
    seen: BaseException | None = error
    while credentials is not None and seen is not None:
        seen.args = tuple(
            credentials.masked(one) if isinstance(one, str) else one
            for one in seen.args
        )
        seen = seen.__cause__ or seen.__context__


def blank(request: httpx2.Request) -> None:
    """Take the credentials out of a request that goes into an error."""
    credentials: Credentials | None = request.extensions.get(CREDENTIALS)
    if credentials is not None:
        for name in credentials.headers & set(request.headers):
            request.headers[name] = _MASK
