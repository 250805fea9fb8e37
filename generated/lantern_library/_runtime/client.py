"""What every client can do, whatever its API."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from typing import ParamSpec, Self, TypeVar

from .options import Options
from .reply import (
    AsyncStreamedResponse,
    Reply,
    Response,
    StreamedResponse,
    check_call,
)
from .transport import AsyncTransport, Transport

P = ParamSpec("P")
T = TypeVar("T")


class BaseClient:
    """The base of synchronous clients."""

    _transport: Transport

    def raw(
        self, call: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs
    ) -> Response[T]:
        """Make a call and get the status and the headers of its answer, too.

        `client.raw(client.links.get, id)` is `client.links.get(id)`, and its value in a
        Response.
        """
        check_call(call, "raw")
        reply = Reply()
        kwargs["options"] = _with(kwargs.get("options"), reply)
        value = call(*args, **kwargs)
        return Response(value, reply.get())

    @contextmanager
    def stream(
        self, call: Callable[P, object], /, *args: P.args, **kwargs: P.kwargs
    ) -> Iterator[StreamedResponse]:
        """Make a call and read its answer piece by piece, however long it is.

        `with client.stream(client.files.download, id) as response: response.save(path)`.
        Errors of the API are raised as usual.
        """
        check_call(call, "stream")
        reply = Reply(is_streamed=True)
        kwargs["options"] = _with(kwargs.get("options"), reply)
        call(*args, **kwargs)
        response = reply.get()
        try:
            yield StreamedResponse(response)
        finally:
            response.close()

    def close(self) -> None:
        """Give the connections back; the client makes no call after that."""
        self._transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class BaseAsyncClient:
    """The base of asynchronous clients."""

    _transport: AsyncTransport

    async def raw(
        self, call: Callable[P, Awaitable[T]], /, *args: P.args, **kwargs: P.kwargs
    ) -> Response[T]:
        """Make a call and get the status and the headers of its answer, too.

        `await client.raw(client.links.get, id)` is `await client.links.get(id)`, and its
        value in a Response.
        """
        check_call(call, "raw")
        reply = Reply()
        kwargs["options"] = _with(kwargs.get("options"), reply)
        value = await call(*args, **kwargs)
        return Response(value, reply.get())

    @asynccontextmanager
    async def stream(
        self, call: Callable[P, Awaitable[object]], /, *args: P.args, **kwargs: P.kwargs
    ) -> AsyncIterator[AsyncStreamedResponse]:
        """Make a call and read its answer piece by piece, however long it is.

        `async with client.stream(client.files.download, id) as response:
        await response.save(path)`. Errors of the API are raised as usual.
        """
        check_call(call, "stream")
        reply = Reply(is_streamed=True)
        kwargs["options"] = _with(kwargs.get("options"), reply)
        await call(*args, **kwargs)
        response = reply.get()
        try:
            yield AsyncStreamedResponse(response)
        finally:
            await response.aclose()

    async def aclose(self) -> None:
        """Give the connections back; the client makes no call after that."""
        await self._transport.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()


def _with(options: object, reply: Reply) -> Options:
    """The options of a call, with the place where its answer is wanted."""
    given = options if isinstance(options, Options) else Options()
    return replace(given, reply=reply)
