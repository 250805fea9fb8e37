"""Answers of a bounded size: what is longer is not read."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import httpx2

from .errors import ResponseTooLarge


def receive(
    client: httpx2.Client, request: httpx2.Request, most: int | None
) -> httpx2.Response:
    """Send a request and read the answer, of which at most so many bytes."""
    if most is None:
        return client.send(request)
    response = client.send(request, stream=True)
    try:
        body = _Body(response, most)
        for chunk in response.iter_bytes():
            body.add(chunk)
    finally:
        response.close()
    return body.response()


async def receive_async(
    client: httpx2.AsyncClient, request: httpx2.Request, most: int | None
) -> httpx2.Response:
    """The same, asynchronously."""
    if most is None:
        return await client.send(request)
    response = await client.send(request, stream=True)
    try:
        body = _Body(response, most)
        async for chunk in response.aiter_bytes():
            body.add(chunk)
    finally:
        await response.aclose()
    return body.response()


class _Body:
    """The body of an answer while it comes in, decompressed."""

    def __init__(self, response: httpx2.Response, most: int) -> None:
        self._response = response
        self._most = most
        self._content = bytearray()

    def add(self, chunk: bytes) -> None:
        """Take a piece of it; ResponseTooLarge where that makes it too long."""
        self._content += chunk
        if len(self._content) > self._most:
            raise ResponseTooLarge(self._response.request, self._most)

    def response(self) -> httpx2.Response:
        """The answer with its whole body."""
        headers = self._response.headers.copy()
        headers.pop("Content-Encoding", None)
        headers["Content-Length"] = str(len(self._content))
        return httpx2.Response(
            self._response.status_code,
            headers=headers,
            content=bytes(self._content),
            request=self._response.request,
            extensions=self._response.extensions,
            history=self._response.history,
        )


def bound_redirects(most: int | None) -> Callable[[httpx2.Response], None]:
    """What httpx2 calls with each answer: it reads those of redirects itself, to the end."""

    def hook(response: httpx2.Response) -> None:
        if most is not None and response.has_redirect_location:
            response.headers.pop("Content-Encoding", None)
            response.stream = _BoundedStream(response, most)

    return hook


class _BoundedStream(httpx2.SyncByteStream, httpx2.AsyncByteStream):
    """The bytes of an answer as they come; ResponseTooLarge where there are too many."""

    def __init__(self, response: httpx2.Response, most: int) -> None:
        self._request = response.request
        self._stream: Any = response.stream
        self._left = self._most = most

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self._stream:
            yield self._counted(chunk)

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for chunk in self._stream:
            yield self._counted(chunk)

    def _counted(self, chunk: bytes) -> bytes:
        self._left -= len(chunk)
        if self._left < 0:
            raise ResponseTooLarge(self._request, self._most)
        return chunk

    def close(self) -> None:
        """Let the answer go."""
        self._stream.close()

    async def aclose(self) -> None:
        """Let the answer go."""
        await self._stream.aclose()
