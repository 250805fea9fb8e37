"""Answers as they came: with status and headers, or as a stream."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

import httpx2

from .errors import connection_error

if TYPE_CHECKING:
    import os

T = TypeVar("T")


@dataclass(slots=True)
class Reply:
    """Where the transport puts an answer for `raw` and `stream`."""

    is_streamed: bool = False
    response: httpx2.Response | None = field(default=None, init=False, repr=False)

    def get(self) -> httpx2.Response:
        """The answer; TypeError where the call was none of an API."""
        if self.response is None:
            raise TypeError(
                "takes a method that makes one call, such as client.links.get"
            )
        return self.response


def check_call(call: object, name: str) -> None:
    """Refuse what a call gave in the place of the method that makes it."""
    if not callable(call):
        if hasattr(call, "close"):
            call.close()  # a coroutine that nobody is going to await
        raise TypeError(
            f"{name} takes a method and its arguments apart, client.{name}("
            f"client.links.get, id), and not the {type(call).__name__} that "
            "client.links.get(id) gives"
        )


@dataclass(frozen=True, slots=True)
class Response(Generic[T]):
    """What a call returns, and the answer that it was read from."""

    value: T
    http: httpx2.Response = field(repr=False)
    """The answer itself; the credentials are taken out of its request."""

    @property
    def status_code(self) -> int:
        """The status of the answer."""
        return self.http.status_code

    @property
    def headers(self) -> httpx2.Headers:
        """The headers of the answer."""
        return self.http.headers


class _Streamed:
    """An answer whose body has not been read."""

    def __init__(self, http: httpx2.Response) -> None:
        self._http = http

    @property
    def status_code(self) -> int:
        """The status of the answer."""
        return self._http.status_code

    @property
    def headers(self) -> httpx2.Headers:
        """The headers of the answer."""
        return self._http.headers

    def __repr__(self) -> str:
        return f"<{type(self).__name__} [{self.status_code}]>"

    @contextmanager
    def _reading(self) -> Iterator[None]:
        try:
            yield
        except httpx2.RequestError as error:
            raise connection_error(error, self._http.request) from error


class StreamedResponse(_Streamed):
    """An answer whose body is read piece by piece, once."""

    def iter_bytes(self, size: int | None = None) -> Iterator[bytes]:
        """The body, decompressed, in pieces of this size; as it comes by default."""
        with self._reading():
            yield from self._http.iter_bytes(size)

    def iter_lines(self) -> Iterator[str]:
        """The body as lines of text, without their ends."""
        with self._reading():
            yield from self._http.iter_lines()

    def read(self) -> bytes:
        """The whole body."""
        with self._reading():
            return self._http.read()

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the body to a file; an old one is replaced."""
        with Path(path).open("wb") as file:
            file.writelines(self.iter_bytes())


class AsyncStreamedResponse(_Streamed):
    """The same, asynchronous."""

    async def iter_bytes(self, size: int | None = None) -> AsyncIterator[bytes]:
        """The body, decompressed, in pieces of this size; as it comes by default."""
        with self._reading():
            async for chunk in self._http.aiter_bytes(size):
                yield chunk

    async def iter_lines(self) -> AsyncIterator[str]:
        """The body as lines of text, without their ends."""
        with self._reading():
            async for line in self._http.aiter_lines():
                yield line

    async def read(self) -> bytes:
        """The whole body."""
        with self._reading():
            return await self._http.aread()

    async def save(self, path: str | os.PathLike[str]) -> None:
        """Write the body to a file; an old one is replaced."""
        with Path(path).open("wb") as file:
            async for chunk in self.iter_bytes():
                file.write(chunk)
