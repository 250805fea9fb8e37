"""Clients of Acme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._runtime import AsyncTransport, BaseAsyncClient, BaseClient, Settings, Transport
from ._runtime.auth.bearer import BearerAuth
from ._runtime.auth.oauth2 import OAuth2Auth
from .errors import BY_STATUS

if TYPE_CHECKING:
    from collections.abc import Callable

    import httpx2
    from pydantic import JsonValue

    from ._runtime import Attempt, Mismatch, Options
    from ._runtime.auth.oauth2 import (
        AsyncAuthorize,
        AsyncTokenSource,
        Authorize,
        TokenSource,
    )


class Client(BaseClient):
    """Acme, synchronous.

    Args:
        base_url: Where the API is; https://api.acme.test by default; else ACME_BASE_URL.
        access_token: Access token of the authentication; else ACME_ACCESS_TOKEN.
        authorization_code_access_token: Authorization code access token of the authentication; else ACME_AUTHORIZATION_CODE_ACCESS_TOKEN.
        authorization_code_client_secret: Authorization code client secret of the authentication; else ACME_AUTHORIZATION_CODE_CLIENT_SECRET.
        authorization_code_scope: Authorization code scope of the authentication; else ACME_AUTHORIZATION_CODE_SCOPE.
        authorization_url: Authorization url of the authentication; else ACME_AUTHORIZATION_URL.
        client_credentials_scope: Client credentials scope of the authentication; else ACME_CLIENT_CREDENTIALS_SCOPE.
        client_id: Client id of the authentication; else ACME_CLIENT_ID.
        client_secret: Client secret of the authentication; else ACME_CLIENT_SECRET.
        redirect_uri: Redirect uri of the authentication; else ACME_REDIRECT_URI.
        refresh_token: Refresh token of the authentication; else ACME_REFRESH_TOKEN.
        token: Token of the authentication; else ACME_TOKEN.
        token_url: Token url of the authentication; else ACME_TOKEN_URL.
        user: User of the authentication; else ACME_USER.
        password: Password of the authentication; else ACME_PASSWORD.
        password_scope: Password scope of the authentication; else ACME_PASSWORD_SCOPE.
        token_source: Gives the access tokens, in the place of those that this client fetches.
        authorize: Leads a user to an address where to consent, and returns the one that the browser ends at.
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
        authorization_code_access_token: str | None = None,
        authorization_code_client_secret: str | None = None,
        authorization_code_scope: str | None = None,
        authorization_url: str | None = None,
        client_credentials_scope: str | None = None,
        client_id: str | None = None,
        client_secret: str | None = None,
        redirect_uri: str | None = None,
        refresh_token: str | None = None,
        token: str | None = None,
        token_url: str | None = None,
        user: str | None = None,
        password: str | None = None,
        password_scope: str | None = None,
        token_source: TokenSource | None = None,
        authorize: Authorize | None = None,
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
                authorization_code_access_token=(
                    authorization_code_access_token,
                    "ACME_AUTHORIZATION_CODE_ACCESS_TOKEN",
                ),
                authorization_code_client_secret=(
                    authorization_code_client_secret,
                    "ACME_AUTHORIZATION_CODE_CLIENT_SECRET",
                ),
                authorization_code_scope=(
                    authorization_code_scope,
                    "ACME_AUTHORIZATION_CODE_SCOPE",
                    "read write",
                ),
                authorization_url=(
                    authorization_url,
                    "ACME_AUTHORIZATION_URL",
                    "https://login.acme.test/authorize",
                ),
                client_credentials_scope=(
                    client_credentials_scope,
                    "ACME_CLIENT_CREDENTIALS_SCOPE",
                    "read",
                ),
                client_id=(client_id, "ACME_CLIENT_ID"),
                client_secret=(client_secret, "ACME_CLIENT_SECRET"),
                redirect_uri=(
                    redirect_uri,
                    "ACME_REDIRECT_URI",
                    "http://127.0.0.1:8400/callback",
                ),
                refresh_token=(refresh_token, "ACME_REFRESH_TOKEN"),
                token=(token, "ACME_TOKEN"),
                token_url=(
                    token_url,
                    "ACME_TOKEN_URL",
                    "https://login.acme.test/token",
                ),
                user=(user, "ACME_USER"),
                password=(password, "ACME_PASSWORD"),
                password_scope=(password_scope, "ACME_PASSWORD_SCOPE"),
            ),
            auth={
                "default": OAuth2Auth(
                    "client_credentials",
                    access_token="access_token",
                    token_url="token_url",
                    client_id="client_id",
                    client_secret="client_secret",
                    scope="client_credentials_scope",
                    extra={"audience": "https://api.acme.test"},
                    source=token_source,
                ),
                "authorization_code": OAuth2Auth(
                    "authorization_code",
                    access_token="authorization_code_access_token",
                    token_url="token_url",
                    client_id="client_id",
                    client_secret="authorization_code_client_secret",
                    scope="authorization_code_scope",
                    refresh_token="refresh_token",
                    authorization_url="authorization_url",
                    redirect_uri="redirect_uri",
                    pkce="S256",
                    place="query",
                    source=token_source,
                    authorize=authorize,
                ),
                "bearer": BearerAuth("token"),
                "password": OAuth2Auth(
                    "password",
                    access_token="authorization_code_access_token",
                    token_url="token_url",
                    client_id="client_id",
                    client_secret="client_secret",
                    scope="password_scope",
                    username="user",
                    password="password",
                    client_place="body",
                    prefix="Token",
                    source=token_source,
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

    def authorization_code(self, *, options: Options | None = None) -> JsonValue:
        """Authorization code."""
        from .resources.root import _AUTHORIZATION_CODE

        return self._transport.send(_AUTHORIZATION_CODE, options=options)

    def client_credentials(self, *, options: Options | None = None) -> JsonValue:
        """Client credentials."""
        from .resources.root import _CLIENT_CREDENTIALS

        return self._transport.send(_CLIENT_CREDENTIALS, options=options)

    def password(self, *, options: Options | None = None) -> JsonValue:
        """Password."""
        from .resources.root import _PASSWORD

        return self._transport.send(_PASSWORD, options=options)

    def token_that_is_given(self, *, options: Options | None = None) -> JsonValue:
        """A token that is given."""
        from .resources.root import _TOKEN_THAT_IS_GIVEN

        return self._transport.send(_TOKEN_THAT_IS_GIVEN, options=options)

    def authenticate(
        self,
        *,
        access_token: str | None = None,
        authorization_code_access_token: str | None = None,
        authorization_code_client_secret: str | None = None,
        authorization_code_scope: str | None = None,
        authorization_url: str | None = None,
        client_credentials_scope: str | None = None,
        client_id: str | None = None,
        client_secret: str | None = None,
        redirect_uri: str | None = None,
        refresh_token: str | None = None,
        token: str | None = None,
        token_url: str | None = None,
        user: str | None = None,
        password: str | None = None,
        password_scope: str | None = None,
    ) -> None:
        """Set credentials later, such as after a login; what is left out stays."""
        self._transport.settings.update(
            access_token=access_token,
            authorization_code_access_token=authorization_code_access_token,
            authorization_code_client_secret=authorization_code_client_secret,
            authorization_code_scope=authorization_code_scope,
            authorization_url=authorization_url,
            client_credentials_scope=client_credentials_scope,
            client_id=client_id,
            client_secret=client_secret,
            redirect_uri=redirect_uri,
            refresh_token=refresh_token,
            token=token,
            token_url=token_url,
            user=user,
            password=password,
            password_scope=password_scope,
        )


class AsyncClient(BaseAsyncClient):
    """Acme, asynchronous; arguments as for Client."""

    def __init__(
        self,
        *,
        base_url: str | None = None,
        access_token: str | None = None,
        authorization_code_access_token: str | None = None,
        authorization_code_client_secret: str | None = None,
        authorization_code_scope: str | None = None,
        authorization_url: str | None = None,
        client_credentials_scope: str | None = None,
        client_id: str | None = None,
        client_secret: str | None = None,
        redirect_uri: str | None = None,
        refresh_token: str | None = None,
        token: str | None = None,
        token_url: str | None = None,
        user: str | None = None,
        password: str | None = None,
        password_scope: str | None = None,
        token_source: AsyncTokenSource | None = None,
        authorize: AsyncAuthorize | None = None,
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
                authorization_code_access_token=(
                    authorization_code_access_token,
                    "ACME_AUTHORIZATION_CODE_ACCESS_TOKEN",
                ),
                authorization_code_client_secret=(
                    authorization_code_client_secret,
                    "ACME_AUTHORIZATION_CODE_CLIENT_SECRET",
                ),
                authorization_code_scope=(
                    authorization_code_scope,
                    "ACME_AUTHORIZATION_CODE_SCOPE",
                    "read write",
                ),
                authorization_url=(
                    authorization_url,
                    "ACME_AUTHORIZATION_URL",
                    "https://login.acme.test/authorize",
                ),
                client_credentials_scope=(
                    client_credentials_scope,
                    "ACME_CLIENT_CREDENTIALS_SCOPE",
                    "read",
                ),
                client_id=(client_id, "ACME_CLIENT_ID"),
                client_secret=(client_secret, "ACME_CLIENT_SECRET"),
                redirect_uri=(
                    redirect_uri,
                    "ACME_REDIRECT_URI",
                    "http://127.0.0.1:8400/callback",
                ),
                refresh_token=(refresh_token, "ACME_REFRESH_TOKEN"),
                token=(token, "ACME_TOKEN"),
                token_url=(
                    token_url,
                    "ACME_TOKEN_URL",
                    "https://login.acme.test/token",
                ),
                user=(user, "ACME_USER"),
                password=(password, "ACME_PASSWORD"),
                password_scope=(password_scope, "ACME_PASSWORD_SCOPE"),
            ),
            auth={
                "default": OAuth2Auth(
                    "client_credentials",
                    access_token="access_token",
                    token_url="token_url",
                    client_id="client_id",
                    client_secret="client_secret",
                    scope="client_credentials_scope",
                    extra={"audience": "https://api.acme.test"},
                    source=token_source,
                ),
                "authorization_code": OAuth2Auth(
                    "authorization_code",
                    access_token="authorization_code_access_token",
                    token_url="token_url",
                    client_id="client_id",
                    client_secret="authorization_code_client_secret",
                    scope="authorization_code_scope",
                    refresh_token="refresh_token",
                    authorization_url="authorization_url",
                    redirect_uri="redirect_uri",
                    pkce="S256",
                    place="query",
                    source=token_source,
                    authorize=authorize,
                ),
                "bearer": BearerAuth("token"),
                "password": OAuth2Auth(
                    "password",
                    access_token="authorization_code_access_token",
                    token_url="token_url",
                    client_id="client_id",
                    client_secret="client_secret",
                    scope="password_scope",
                    username="user",
                    password="password",
                    client_place="body",
                    prefix="Token",
                    source=token_source,
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

    async def authorization_code(self, *, options: Options | None = None) -> JsonValue:
        """Authorization code."""
        from .resources.root import _AUTHORIZATION_CODE

        return await self._transport.send(_AUTHORIZATION_CODE, options=options)

    async def client_credentials(self, *, options: Options | None = None) -> JsonValue:
        """Client credentials."""
        from .resources.root import _CLIENT_CREDENTIALS

        return await self._transport.send(_CLIENT_CREDENTIALS, options=options)

    async def password(self, *, options: Options | None = None) -> JsonValue:
        """Password."""
        from .resources.root import _PASSWORD

        return await self._transport.send(_PASSWORD, options=options)

    async def token_that_is_given(self, *, options: Options | None = None) -> JsonValue:
        """A token that is given."""
        from .resources.root import _TOKEN_THAT_IS_GIVEN

        return await self._transport.send(_TOKEN_THAT_IS_GIVEN, options=options)

    def authenticate(
        self,
        *,
        access_token: str | None = None,
        authorization_code_access_token: str | None = None,
        authorization_code_client_secret: str | None = None,
        authorization_code_scope: str | None = None,
        authorization_url: str | None = None,
        client_credentials_scope: str | None = None,
        client_id: str | None = None,
        client_secret: str | None = None,
        redirect_uri: str | None = None,
        refresh_token: str | None = None,
        token: str | None = None,
        token_url: str | None = None,
        user: str | None = None,
        password: str | None = None,
        password_scope: str | None = None,
    ) -> None:
        """Set credentials later, such as after a login; what is left out stays."""
        self._transport.settings.update(
            access_token=access_token,
            authorization_code_access_token=authorization_code_access_token,
            authorization_code_client_secret=authorization_code_client_secret,
            authorization_code_scope=authorization_code_scope,
            authorization_url=authorization_url,
            client_credentials_scope=client_credentials_scope,
            client_id=client_id,
            client_secret=client_secret,
            redirect_uri=redirect_uri,
            refresh_token=refresh_token,
            token=token,
            token_url=token_url,
            user=user,
            password=password,
            password_scope=password_scope,
        )
