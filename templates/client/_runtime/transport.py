"""Sending: the only module that does input and output, once for each kind of client."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Iterator
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar, Unpack

import httpx2

from . import bounds
from .errors import connection_error
from .settings import Settings

if TYPE_CHECKING:
    from .exchange import Call, Parts, SetupParts
    from .operation import Operation
    from .options import Options

T = TypeVar("T")


class Transport:
    """Sends operations and reads their answers."""

    def __init__(
        self,
        settings: Settings,
        *,
        http_client: httpx2.Client | None = None,
        **setup: Unpack[SetupParts],
    ) -> None:
        # Here and not above: it is a third of what a client has to import.
        from .exchange import Setup  # noqa: PLC0415

        self.settings = settings
        self._setup = Setup(settings, **setup)
        self._client = http_client
        self._is_own = http_client is None
        self._is_closed = False
        self._lock = Lock()

    def send(
        self,
        operation: Operation[T],
        *,
        options: Options | None = None,
        **parts: Unpack[Parts],
    ) -> T:
        """Call an operation: its value, or what it raises."""
        client = self._connect()
        with self._setup.call(operation, options, parts) as call:
            request, flow = call.request(client)
            attempt = 0
            while True:
                try:
                    response = _authenticated(client, call, request, flow)
                except httpx2.RequestError as error:
                    wait = call.wait(error, attempt)
                    if wait is None:
                        raise connection_error(error, request) from error
                else:
                    wait = call.wait(response, attempt)
                    if wait is None:
                        return call.result(response)
                time.sleep(wait)
                attempt += 1

    def iterate(
        self,
        operation: Operation[Any],
        *,
        options: Options | None = None,
        **parts: Unpack[Parts],
    ) -> Iterator[Any]:
        """The items of an operation's pages; each page is got when it is needed."""
        from .pages import Walk  # noqa: PLC0415

        walk = Walk(operation, parts.get("query", {}), options)
        while walk.query is not None:
            parts["query"] = walk.query
            value = self.send(operation, options=walk.options, **parts)
            yield from walk.items(value)

    def _connect(self) -> httpx2.Client:
        with self._lock:
            if self._is_closed:
                raise RuntimeError("the client is closed")
            if self._client is None:
                self._client = httpx2.Client(follow_redirects=True)
            return self._client

    def close(self) -> None:
        """Close the connections, unless the http client is the caller's own."""
        with self._lock:
            self._is_closed = True
            if self._is_own and self._client is not None:
                self._client.close()


def _authenticated(
    client: httpx2.Client,
    call: Call[T],
    request: httpx2.Request,
    flow: httpx2.Auth | None,
) -> httpx2.Response:
    """The answer to a request and to all that its authentication asks for."""
    if flow is None:
        return _followed(client, call, request, is_plain=True)
    steps = flow.sync_auth_flow(request)
    try:
        step = next(steps)
        while True:
            response = _followed(client, call, step, is_plain=False)
            try:
                step = steps.send(response)
            except StopIteration:
                return response
    finally:
        steps.close()


def _followed(
    client: httpx2.Client,
    call: Call[T],
    request: httpx2.Request,
    *,
    is_plain: bool,
) -> httpx2.Response:
    """The answer to a request, wherever it is redirected to."""
    response = _answered(client, call, request, is_plain=is_plain)
    history = [*response.history]
    while (moved := call.redirected(response, client, history)) is not None:
        response = _answered(client, call, moved, is_plain=False)
    response.history = history
    return response


def _answered(
    client: httpx2.Client,
    call: Call[T],
    request: httpx2.Request,
    *,
    is_plain: bool,
) -> httpx2.Response:
    """The answer to one request, read unless it is to be streamed."""
    # An http client of the caller's may have a way to authenticate of its own.
    auth = httpx2.USE_CLIENT_DEFAULT if is_plain else None
    with call.watch(request) as watch:
        watch.response = response = client.send(
            request, stream=True, auth=auth, follow_redirects=False
        )
        if not call.streams(response):
            response = bounds.read(response, call.most_bytes)
        return response


class AsyncTransport:
    """The same, asynchronous."""

    def __init__(
        self,
        settings: Settings,
        *,
        http_client: httpx2.AsyncClient | None = None,
        **setup: Unpack[SetupParts],
    ) -> None:
        # Here and not above: it is a third of what a client has to import.
        from .exchange import Setup  # noqa: PLC0415

        self.settings = settings
        self._setup = Setup(settings, **setup)
        self._client = http_client
        self._is_own = http_client is None
        self._is_closed = False

    async def send(
        self,
        operation: Operation[T],
        *,
        options: Options | None = None,
        **parts: Unpack[Parts],
    ) -> T:
        """Call an operation: its value, or what it raises."""
        client = self._connect()
        with self._setup.call(operation, options, parts) as call:
            request, flow = call.request(client)
            attempt = 0
            while True:
                try:
                    response = await _authenticated_async(client, call, request, flow)
                except httpx2.RequestError as error:
                    wait = call.wait(error, attempt)
                    if wait is None:
                        raise connection_error(error, request) from error
                else:
                    wait = call.wait(response, attempt)
                    if wait is None:
                        return call.result(response)
                # Here and not above: a synchronous client does without asyncio.
                from asyncio import sleep  # noqa: PLC0415

                await sleep(wait)
                attempt += 1

    async def iterate(
        self,
        operation: Operation[Any],
        *,
        options: Options | None = None,
        **parts: Unpack[Parts],
    ) -> AsyncIterator[Any]:
        """The items of an operation's pages; each page is got when it is needed."""
        from .pages import Walk  # noqa: PLC0415

        walk = Walk(operation, parts.get("query", {}), options)
        while walk.query is not None:
            parts["query"] = walk.query
            value = await self.send(operation, options=walk.options, **parts)
            for item in walk.items(value):
                yield item

    def _connect(self) -> httpx2.AsyncClient:
        if self._is_closed:
            raise RuntimeError("the client is closed")
        if self._client is None:
            self._client = httpx2.AsyncClient(follow_redirects=True)
        return self._client

    async def aclose(self) -> None:
        """Close the connections, unless the http client is the caller's own."""
        self._is_closed = True
        if self._is_own and self._client is not None:
            await self._client.aclose()


async def _authenticated_async(
    client: httpx2.AsyncClient,
    call: Call[T],
    request: httpx2.Request,
    flow: httpx2.Auth | None,
) -> httpx2.Response:
    if flow is None:
        return await _followed_async(client, call, request, is_plain=True)
    steps = flow.async_auth_flow(request)
    try:
        step = await anext(steps)
        while True:
            response = await _followed_async(client, call, step, is_plain=False)
            try:
                step = await steps.asend(response)
            except StopAsyncIteration:
                return response
    finally:
        await steps.aclose()


async def _followed_async(
    client: httpx2.AsyncClient,
    call: Call[T],
    request: httpx2.Request,
    *,
    is_plain: bool,
) -> httpx2.Response:
    response = await _answered_async(client, call, request, is_plain=is_plain)
    history = [*response.history]
    while (moved := call.redirected(response, client, history)) is not None:
        response = await _answered_async(client, call, moved, is_plain=False)
    response.history = history
    return response


async def _answered_async(
    client: httpx2.AsyncClient,
    call: Call[T],
    request: httpx2.Request,
    *,
    is_plain: bool,
) -> httpx2.Response:
    auth = httpx2.USE_CLIENT_DEFAULT if is_plain else None
    with call.watch(request) as watch:
        watch.response = response = await client.send(
            request, stream=True, auth=auth, follow_redirects=False
        )
        if not call.streams(response):
            response = await bounds.read_async(response, call.most_bytes)
        return response
