"""What every way to authenticate can do."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass, field
from importlib import import_module
from threading import Lock
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias, cast

import httpx2

from ..encode import Pairs
from ..errors import MissingLibrary
from ..private import CREDENTIALS, Credentials, conceal
from ..settings import Settings

if TYPE_CHECKING:
    import asyncio

IS_REPEATABLE = "is_repeatable"
"""The extension of a request that says whether it can be sent a second time."""
ONE_SERVER = "one_server"
"""The extension of a request for a token, which is sent to no other server."""
UPLOAD = "upload"
"""The extension of a request that holds its body, for what has to read it beforehand."""

Place: TypeAlias = Literal["header", "query"]


@dataclass(slots=True)
class Draft:
    """A request that is being put together, for what authentication adds to it."""

    settings: Settings
    operation: object
    """For messages, which print it."""
    headers: httpx2.Headers = field(repr=False)
    query: Pairs = field(repr=False)
    is_authenticated: bool = False
    """Whether the caller has seen to it: a header, or an http client with its own auth."""
    credentials: Credentials = field(default_factory=Credentials)

    def require(self, name: str) -> str:
        """The value of a setting; where there is none, MissingSetting says how to give it."""
        value = self.settings.require(name, self.operation)
        self.credentials.secrets.add(value)
        return value

    def get(self, name: str | None) -> str:
        """The value of a setting that need not be there, else an empty text."""
        value = (self.settings.get(name) if name else None) or ""
        self.credentials.secrets.add(value)
        return value

    def plain(self, name: str | None, default: str = "") -> str:
        """The value of a setting that is no secret, else a default."""
        return (self.settings.get(name) if name else None) or default

    def put(self, name: str, value: str, place: Place = "header") -> None:
        """Send a credential, in the place of what has its name."""
        self.credentials.note(name, place, value)
        if place == "header":
            self.headers[name] = value
        else:
            self.query[:] = [pair for pair in self.query if pair[0] != name]
            self.query.append((name, value))


class Auth(Protocol):
    """A way to authenticate.

    It holds the names of settings and looks their values up at each call, so that they
    can be given or changed later, and no repr shows them.
    """

    def apply(self, draft: Draft) -> httpx2.Auth | None:
        """Add what can be known beforehand to a request.

        What depends on the whole of it, on the time or on what the server answers is for
        the flow that is returned: it runs each time that the request is sent.
        """


class Signing(httpx2.Auth):
    """Signs a request each time that it is sent."""

    def __init__(self, sign: Callable[[httpx2.Request], httpx2.Request]) -> None:
        self._sign = sign

    def auth_flow(
        self, request: httpx2.Request
    ) -> Generator[httpx2.Request, httpx2.Response, None]:
        """Send the request that the function makes of it."""
        yield self._sign(request)


class Turns:
    """Lets calls take turns: a lock for threads, and one for tasks."""

    def __init__(self) -> None:
        self.threads = Lock()
        self._tasks: asyncio.Lock | None = None

    @property
    def tasks(self) -> asyncio.Lock:
        """The lock for tasks; only an asynchronous client loads asyncio."""
        if self._tasks is None:
            from asyncio import Lock as TaskLock  # noqa: PLC0415

            self._tasks = TaskLock()
        return self._tasks


def put_header(request: httpx2.Request, name: str, value: str) -> None:
    """Set a header that no other server may see."""
    request.extensions[CREDENTIALS].note(name, "header", value)
    request.headers[name] = value


def with_query(
    request: httpx2.Request, query: str, hidden: tuple[str, ...]
) -> httpx2.Request:
    """The request with another query, in which some parameters are credentials."""
    credentials: Credentials = request.extensions[CREDENTIALS]
    for name in hidden:
        credentials.note(name, "query")
    made = httpx2.Request(
        request.method,
        request.url.copy_with(query=query.encode() or None),
        headers=request.headers,
        stream=request.stream,
        extensions=request.extensions,
    )
    conceal(made)
    return made


def is_repeatable(request: httpx2.Request) -> bool:
    """Whether a request can be sent a second time; not with a file that is read only once."""
    return bool(request.extensions.get(IS_REPEATABLE, True))


def chunks(request: httpx2.Request) -> Iterator[bytes]:
    """The body of a request, piece by piece, so that it is never in memory as a whole."""
    if not is_repeatable(request):
        raise TypeError(
            "the signature covers the body: give the file as a path, as bytes, or open it "
            "so that it can be read twice"
        )
    body = request.extensions.get(UPLOAD)
    if isinstance(body, bytes):
        yield body
    else:
        yield from cast("Iterable[bytes]", request.stream if body is None else body)


def library(name: str, package: str, needed_for: str) -> Any:
    """A module that only this way to authenticate needs."""
    try:
        return import_module(name)
    except ImportError as error:
        raise MissingLibrary(
            f"{needed_for} needs a library: pip install '{package}'"
        ) from error
