"""Sending: the only module that does input and output, once for each kind of client."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from threading import Lock
from typing import TYPE_CHECKING, TypeVar, Unpack

import httpx2

from .bounds import bound_redirects, receive, receive_async
from .errors import APIStatusError, Mismatch
from .exchange import (
    Call,
    Parts,
    Setup,
    WarnOnce,
    connection_error,
    keep_credentials_home,
)
from .operation import Operation
from .options import Options
from .settings import Settings

if TYPE_CHECKING:
    from .auth.base import Auth

T = TypeVar("T")


class Transport:
    """Sends operations and reads their answers."""

    def __init__(
        self,
        settings: Settings,
        *,
        auth: Mapping[str, Auth],
        errors: Mapping[int, type[APIStatusError]],
        timeout: float | None,
        max_retries: int,
        max_response_bytes: int | None = None,
        strict: bool = False,
        on_mismatch: Callable[[Mismatch], None] | None = None,
        http_client: httpx2.Client | None = None,
    ) -> None:
        self.settings = settings
        self._setup = Setup(
            settings,
            auth,
            errors,
            timeout,
            max_retries,
            strict,
            on_mismatch or WarnOnce(),
        )
        self._most = max_response_bytes
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
        with Call(self._setup, operation, options, parts) as call:
            request = call.request(client)
            attempt = 0
            while True:
                try:
                    response = receive(client, request, self._most)
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

    def _connect(self) -> httpx2.Client:
        with self._lock:
            if self._is_closed:
                raise RuntimeError("the client is closed")
            if self._client is None:
                self._client = httpx2.Client(
                    follow_redirects=True,
                    event_hooks={
                        "request": [keep_credentials_home],
                        "response": [bound_redirects(self._most)],
                    },
                )
            return self._client

    def close(self) -> None:
        """Close the connections, unless the http client is the caller's own."""
        with self._lock:
            self._is_closed = True
            if self._is_own and self._client is not None:
                self._client.close()


class AsyncTransport:
    """The same, asynchronous."""

    def __init__(
        self,
        settings: Settings,
        *,
        auth: Mapping[str, Auth],
        errors: Mapping[int, type[APIStatusError]],
        timeout: float | None,
        max_retries: int,
        max_response_bytes: int | None = None,
        strict: bool = False,
        on_mismatch: Callable[[Mismatch], None] | None = None,
        http_client: httpx2.AsyncClient | None = None,
    ) -> None:
        self.settings = settings
        self._setup = Setup(
            settings,
            auth,
            errors,
            timeout,
            max_retries,
            strict,
            on_mismatch or WarnOnce(),
        )
        self._most = max_response_bytes
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
        with Call(self._setup, operation, options, parts) as call:
            request = call.request(client)
            attempt = 0
            while True:
                try:
                    response = await receive_async(client, request, self._most)
                except httpx2.RequestError as error:
                    wait = call.wait(error, attempt)
                    if wait is None:
                        raise connection_error(error, request) from error
                else:
                    wait = call.wait(response, attempt)
                    if wait is None:
                        return call.result(response)
                await asyncio.sleep(wait)
                attempt += 1

    def _connect(self) -> httpx2.AsyncClient:
        if self._is_closed:
            raise RuntimeError("the client is closed")
        if self._client is None:
            bound = bound_redirects(self._most)

            async def on_request(request: httpx2.Request) -> None:
                keep_credentials_home(request)

            async def on_response(response: httpx2.Response) -> None:
                bound(response)

            self._client = httpx2.AsyncClient(
                follow_redirects=True,
                event_hooks={"request": [on_request], "response": [on_response]},
            )
        return self._client

    async def aclose(self) -> None:
        """Close the connections, unless the http client is the caller's own."""
        self._is_closed = True
        if self._is_own and self._client is not None:
            await self._client.aclose()
