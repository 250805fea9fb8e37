"""Answers of a bounded size: what is longer is not read."""

from __future__ import annotations

import httpx2

from .errors import ResponseTooLarge


def read(response: httpx2.Response, most: int | None) -> httpx2.Response:
    """The answer with its whole body, of which at most so many bytes, decompressed."""
    try:
        if most is None:
            response.read()
            return response
        body = _Body(response, most)
        for chunk in response.iter_bytes():
            body.add(chunk)
        return body.response()
    finally:
        response.close()


async def read_async(response: httpx2.Response, most: int | None) -> httpx2.Response:
    """The same, asynchronously."""
    try:
        if most is None:
            await response.aread()
            return response
        body = _Body(response, most)
        async for chunk in response.aiter_bytes():
            body.add(chunk)
        return body.response()
    finally:
        await response.aclose()


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
        made = httpx2.Response(
            self._response.status_code,
            headers=headers,
            content=bytes(self._content),
            request=self._response.request,
            extensions=self._response.extensions,
            history=self._response.history,
        )
        made.next_request = self._response.next_request
        return made
