"""Clients of Belvo."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from ._runtime import AsyncTransport, BaseAsyncClient, BaseClient, Settings, Transport
from ._runtime.auth.basic import BasicAuth
from .errors import BY_STATUS

if TYPE_CHECKING:
    from collections.abc import Callable

    import httpx2

    from ._runtime import Attempt, Mismatch
    from .aio.balances import AsyncBalances
    from .aio.links import AsyncLinks
    from .resources.balances import Balances
    from .resources.links import Links


class Client(BaseClient):
    """Belvo, synchronous.

    Args:
        base_url: Where the API is; https://sandbox.belvo.com by default; else BELVO_BASE_URL.
        secret_id: Secret id of the authentication; else BELVO_SECRET_ID.
        secret_password: Secret password of the authentication; else BELVO_SECRET_PASSWORD.
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
        secret_id: str | None = None,
        secret_password: str | None = None,
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
                base_url=(base_url, "BELVO_BASE_URL", "https://sandbox.belvo.com"),
                secret_id=(secret_id, "BELVO_SECRET_ID"),
                secret_password=(secret_password, "BELVO_SECRET_PASSWORD"),
            ),
            auth={
                "default": BasicAuth("secret_id", "secret_password"),
            },
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
    def balances(self) -> Balances:
        from .resources.balances import Balances

        return Balances(self._transport)

    @cached_property
    def links(self) -> Links:
        from .resources.links import Links

        return Links(self._transport)

    def authenticate(
        self,
        *,
        secret_id: str | None = None,
        secret_password: str | None = None,
    ) -> None:
        """Set credentials later, such as after a login; what is left out stays."""
        self._transport.settings.update(
            secret_id=secret_id,
            secret_password=secret_password,
        )


class AsyncClient(BaseAsyncClient):
    """Belvo, asynchronous; arguments as for Client."""

    def __init__(
        self,
        *,
        base_url: str | None = None,
        secret_id: str | None = None,
        secret_password: str | None = None,
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
                base_url=(base_url, "BELVO_BASE_URL", "https://sandbox.belvo.com"),
                secret_id=(secret_id, "BELVO_SECRET_ID"),
                secret_password=(secret_password, "BELVO_SECRET_PASSWORD"),
            ),
            auth={
                "default": BasicAuth("secret_id", "secret_password"),
            },
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
    def balances(self) -> AsyncBalances:
        from .aio.balances import AsyncBalances

        return AsyncBalances(self._transport)

    @cached_property
    def links(self) -> AsyncLinks:
        from .aio.links import AsyncLinks

        return AsyncLinks(self._transport)

    def authenticate(
        self,
        *,
        secret_id: str | None = None,
        secret_password: str | None = None,
    ) -> None:
        """Set credentials later, such as after a login; what is left out stays."""
        self._transport.settings.update(
            secret_id=secret_id,
            secret_password=secret_password,
        )
