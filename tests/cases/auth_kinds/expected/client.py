"""Clients of Acme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._runtime import AsyncTransport, BaseAsyncClient, BaseClient, Settings, Transport
from ._runtime.auth.api_key import ApiKeyAuth
from ._runtime.auth.basic import BasicAuth
from ._runtime.auth.bearer import BearerAuth
from .errors import BY_STATUS

if TYPE_CHECKING:
    from collections.abc import Callable

    import httpx2
    from pydantic import JsonValue

    from ._runtime import Attempt, Mismatch, Options


class Client(BaseClient):
    """Acme, synchronous.

    Args:
        base_url: Where the API is; https://api.acme.test by default; else ACME_BASE_URL.
        access_token: Access token of the authentication; else ACME_ACCESS_TOKEN.
        api_key: Api key of the authentication; else ACME_API_KEY.
        legacy_token: Legacy token of the authentication; else ACME_LEGACY_TOKEN.
        user: User of the authentication; else ACME_USER.
        password: Password of the authentication; else ACME_PASSWORD.
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
        access_token: str | None = None,
        api_key: str | None = None,
        legacy_token: str | None = None,
        user: str | None = None,
        password: str | None = None,
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
                access_token=(access_token, "ACME_ACCESS_TOKEN"),
                api_key=(api_key, "ACME_API_KEY"),
                legacy_token=(legacy_token, "ACME_LEGACY_TOKEN"),
                user=(user, "ACME_USER"),
                password=(password, "ACME_PASSWORD"),
            ),
            auth={
                "default": BearerAuth("access_token"),
                "api_key_in_header": ApiKeyAuth("api_key", name="X-Key"),
                "api_key_in_query": ApiKeyAuth("api_key", name="key", place="query"),
                "basic": BasicAuth("user", "password"),
                "legacy_token": ApiKeyAuth(
                    "legacy_token", name="Authorization", prefix="Token "
                ),
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

    def basic(self, *, options: Options | None = None) -> JsonValue:
        """Basic."""
        from .resources.root import _BASIC

        return self._transport.send(_BASIC, options=options)

    def inherited(self, *, options: Options | None = None) -> JsonValue:
        """Inherited."""
        from .resources.root import _INHERITED

        return self._transport.send(_INHERITED, options=options)

    def key_in_query(self, *, options: Options | None = None) -> JsonValue:
        """Key in query."""
        from .resources.root import _KEY_IN_QUERY

        return self._transport.send(_KEY_IN_QUERY, options=options)

    def own_key(self, *, options: Options | None = None) -> JsonValue:
        """Own key."""
        from .resources.root import _OWN_KEY

        return self._transport.send(_OWN_KEY, options=options)

    def public(self, *, options: Options | None = None) -> JsonValue:
        """Public."""
        from .resources.root import _PUBLIC

        return self._transport.send(_PUBLIC, options=options)

    def spelled_out(self, *, options: Options | None = None) -> JsonValue:
        """Spelled out."""
        from .resources.root import _SPELLED_OUT

        return self._transport.send(_SPELLED_OUT, options=options)

    def authenticate(
        self,
        *,
        access_token: str | None = None,
        api_key: str | None = None,
        legacy_token: str | None = None,
        user: str | None = None,
        password: str | None = None,
    ) -> None:
        """Set credentials later, such as after a login; what is left out stays."""
        self._transport.settings.update(
            access_token=access_token,
            api_key=api_key,
            legacy_token=legacy_token,
            user=user,
            password=password,
        )


class AsyncClient(BaseAsyncClient):
    """Acme, asynchronous; arguments as for Client."""

    def __init__(
        self,
        *,
        base_url: str | None = None,
        access_token: str | None = None,
        api_key: str | None = None,
        legacy_token: str | None = None,
        user: str | None = None,
        password: str | None = None,
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
                access_token=(access_token, "ACME_ACCESS_TOKEN"),
                api_key=(api_key, "ACME_API_KEY"),
                legacy_token=(legacy_token, "ACME_LEGACY_TOKEN"),
                user=(user, "ACME_USER"),
                password=(password, "ACME_PASSWORD"),
            ),
            auth={
                "default": BearerAuth("access_token"),
                "api_key_in_header": ApiKeyAuth("api_key", name="X-Key"),
                "api_key_in_query": ApiKeyAuth("api_key", name="key", place="query"),
                "basic": BasicAuth("user", "password"),
                "legacy_token": ApiKeyAuth(
                    "legacy_token", name="Authorization", prefix="Token "
                ),
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

    async def basic(self, *, options: Options | None = None) -> JsonValue:
        """Basic."""
        from .resources.root import _BASIC

        return await self._transport.send(_BASIC, options=options)

    async def inherited(self, *, options: Options | None = None) -> JsonValue:
        """Inherited."""
        from .resources.root import _INHERITED

        return await self._transport.send(_INHERITED, options=options)

    async def key_in_query(self, *, options: Options | None = None) -> JsonValue:
        """Key in query."""
        from .resources.root import _KEY_IN_QUERY

        return await self._transport.send(_KEY_IN_QUERY, options=options)

    async def own_key(self, *, options: Options | None = None) -> JsonValue:
        """Own key."""
        from .resources.root import _OWN_KEY

        return await self._transport.send(_OWN_KEY, options=options)

    async def public(self, *, options: Options | None = None) -> JsonValue:
        """Public."""
        from .resources.root import _PUBLIC

        return await self._transport.send(_PUBLIC, options=options)

    async def spelled_out(self, *, options: Options | None = None) -> JsonValue:
        """Spelled out."""
        from .resources.root import _SPELLED_OUT

        return await self._transport.send(_SPELLED_OUT, options=options)

    def authenticate(
        self,
        *,
        access_token: str | None = None,
        api_key: str | None = None,
        legacy_token: str | None = None,
        user: str | None = None,
        password: str | None = None,
    ) -> None:
        """Set credentials later, such as after a login; what is left out stays."""
        self._transport.settings.update(
            access_token=access_token,
            api_key=api_key,
            legacy_token=legacy_token,
            user=user,
            password=password,
        )
