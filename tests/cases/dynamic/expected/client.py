"""Clients of Acme."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from ._runtime import (
    AsyncTransport,
    BaseAsyncClient,
    BaseClient,
    Dynamic,
    Settings,
    Transport,
)
from .errors import BY_STATUS

if TYPE_CHECKING:
    from collections.abc import Callable

    import httpx2
    from pydantic import JsonValue

    from ._runtime import Attempt, Mismatch, Omit, Options
    from .aio.orders import AsyncOrders
    from .resources.orders import Orders


class Client(BaseClient):
    """Acme, synchronous.

    Args:
        base_url: Where the API is; https://api.acme.test by default; else ACME_BASE_URL.
        timeout: Seconds to wait for an answer; None waits for ever.
        max_retries: How often a request that is safe to repeat is tried again.
        max_response_bytes: The longest answer that is read; by default any.
        strict: Raise ResponseMismatch where an answer does not fit its type.
        on_mismatch: Called where one does not and `strict` is off; a log line by default.
        on_request: Called with each request before it is sent.
        on_response: Called after it with what came of it, for logging and tracing.
        http_client: An httpx2 client of your own.
    """

    def __init__(
        self,
        *,
        base_url: str | None = None,
        timeout: float | None = 60.0,
        max_retries: int = 2,
        max_response_bytes: int | None = None,
        strict: bool = False,
        on_mismatch: Callable[[Mismatch], None] | None = None,
        on_request: Callable[[httpx2.Request], None] | None = None,
        on_response: Callable[[Attempt], None] | None = None,
        http_client: httpx2.Client | None = None,
    ) -> None:
        self._transport = Transport(
            Settings(
                base_url=(base_url, "ACME_BASE_URL", "https://api.acme.test"),
            ),
            auth={},
            errors=BY_STATUS,
            timeout=timeout,
            max_retries=max_retries,
            max_response_bytes=max_response_bytes,
            strict=strict,
            on_mismatch=on_mismatch,
            on_request=on_request,
            on_response=on_response,
            http_client=http_client,
        )

    @cached_property
    def orders(self) -> Orders:
        from .resources.orders import Orders

        return Orders(self._transport)

    def ping(
        self,
        *,
        nonce: int | Dynamic | Omit = Dynamic("{{$timestamp}}"),
        options: Options | None = None,
    ) -> JsonValue:
        """Ping.

        Args:
            nonce: A new one at each call, unless it is given: {{$timestamp}}.
        """
        from .resources.root import _PING

        return self._transport.send(_PING, query={"nonce": nonce}, options=options)


class AsyncClient(BaseAsyncClient):
    """Acme, asynchronous; arguments as for Client."""

    def __init__(
        self,
        *,
        base_url: str | None = None,
        timeout: float | None = 60.0,
        max_retries: int = 2,
        max_response_bytes: int | None = None,
        strict: bool = False,
        on_mismatch: Callable[[Mismatch], None] | None = None,
        on_request: Callable[[httpx2.Request], None] | None = None,
        on_response: Callable[[Attempt], None] | None = None,
        http_client: httpx2.AsyncClient | None = None,
    ) -> None:
        self._transport = AsyncTransport(
            Settings(
                base_url=(base_url, "ACME_BASE_URL", "https://api.acme.test"),
            ),
            auth={},
            errors=BY_STATUS,
            timeout=timeout,
            max_retries=max_retries,
            max_response_bytes=max_response_bytes,
            strict=strict,
            on_mismatch=on_mismatch,
            on_request=on_request,
            on_response=on_response,
            http_client=http_client,
        )

    @cached_property
    def orders(self) -> AsyncOrders:
        from .aio.orders import AsyncOrders

        return AsyncOrders(self._transport)

    async def ping(
        self,
        *,
        nonce: int | Dynamic | Omit = Dynamic("{{$timestamp}}"),
        options: Options | None = None,
    ) -> JsonValue:
        """Ping.

        Args:
            nonce: A new one at each call, unless it is given: {{$timestamp}}.
        """
        from .resources.root import _PING

        return await self._transport.send(
            _PING, query={"nonce": nonce}, options=options
        )
