"""Clients of Acme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._runtime import (
    OMIT,
    AsyncTransport,
    BaseAsyncClient,
    BaseClient,
    Settings,
    Transport,
)
from ._runtime.auth.aws import AwsAuth
from ._runtime.auth.digest import DigestAuth
from ._runtime.auth.edgegrid import EdgeGridAuth
from ._runtime.auth.hawk import HawkAuth
from ._runtime.auth.jwt import AsapAuth, JwtAuth
from ._runtime.auth.ntlm import NtlmAuth
from ._runtime.auth.oauth1 import OAuth1Auth
from ._runtime.auth.unsupported import UnsupportedAuth
from .errors import BY_STATUS

if TYPE_CHECKING:
    from collections.abc import Callable

    import httpx2
    from pydantic import JsonValue

    from ._runtime import Attempt, Mismatch, Omit, Options


class Client(BaseClient):
    """Acme, synchronous.

    Args:
        base_url: Where the API is; https://api.acme.test by default; else ACME_BASE_URL.
        akamai_access: Akamai access of the authentication; else ACME_AKAMAI_ACCESS.
        akamai_client: Akamai client of the authentication; else ACME_AKAMAI_CLIENT.
        akamai_secret: Akamai secret of the authentication; else ACME_AKAMAI_SECRET.
        asap_key: Asap key of the authentication; else ACME_ASAP_KEY.
        audience: Audience of the authentication; else ACME_AUDIENCE.
        aws_key: Aws key of the authentication; else ACME_AWS_KEY.
        aws_region: Aws region of the authentication; else ACME_AWS_REGION.
        aws_secret: Aws secret of the authentication; else ACME_AWS_SECRET.
        consumer_key: Consumer key of the authentication; else ACME_CONSUMER_KEY.
        consumer_secret: Consumer secret of the authentication; else ACME_CONSUMER_SECRET.
        domain: Domain of the authentication; else ACME_DOMAIN.
        ec_key: Ec key of the authentication; else ACME_EC_KEY.
        ext: Ext of the authentication; else ACME_EXT.
        hawk_id: Hawk id of the authentication; else ACME_HAWK_ID.
        hawk_key: Hawk key of the authentication; else ACME_HAWK_KEY.
        issuer: Issuer of the authentication; else ACME_ISSUER.
        jwt_secret: Jwt secret of the authentication; else ACME_JWT_SECRET.
        key_id: Key id of the authentication; else ACME_KEY_ID.
        level: Level of the authentication; else ACME_LEVEL.
        oauth_token: Oauth token of the authentication; else ACME_OAUTH_TOKEN.
        oauth_token_secret: Oauth token secret of the authentication; else ACME_OAUTH_TOKEN_SECRET.
        realm: Realm of the authentication; else ACME_REALM.
        rsa_key: Rsa key of the authentication; else ACME_RSA_KEY.
        service_kysr: Service kysr of the authentication; else ACME_SERVICE_KYSR.
        service_yxfv: Service yxfv of the authentication; else ACME_SERVICE_YXFV.
        session_token: Session token of the authentication; else ACME_SESSION_TOKEN.
        token: Token of the authentication; else ACME_TOKEN.
        token_secret: Token secret of the authentication; else ACME_TOKEN_SECRET.
        user: User of the authentication; else ACME_USER.
        user_id: User id of the authentication; else ACME_USER_ID.
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
        akamai_access: str | None = None,
        akamai_client: str | None = None,
        akamai_secret: str | None = None,
        asap_key: str | None = None,
        audience: str | None = None,
        aws_key: str | None = None,
        aws_region: str | None = None,
        aws_secret: str | None = None,
        consumer_key: str | None = None,
        consumer_secret: str | None = None,
        domain: str | None = None,
        ec_key: str | None = None,
        ext: str | None = None,
        hawk_id: str | None = None,
        hawk_key: str | None = None,
        issuer: str | None = None,
        jwt_secret: str | None = None,
        key_id: str | None = None,
        level: str | None = None,
        oauth_token: str | None = None,
        oauth_token_secret: str | None = None,
        realm: str | None = None,
        rsa_key: str | None = None,
        service_kysr: str | None = None,
        service_yxfv: str | None = None,
        session_token: str | None = None,
        token: str | None = None,
        token_secret: str | None = None,
        user: str | None = None,
        user_id: str | None = None,
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
                akamai_access=(akamai_access, "ACME_AKAMAI_ACCESS"),
                akamai_client=(akamai_client, "ACME_AKAMAI_CLIENT"),
                akamai_secret=(akamai_secret, "ACME_AKAMAI_SECRET"),
                asap_key=(asap_key, "ACME_ASAP_KEY"),
                audience=(audience, "ACME_AUDIENCE", "you"),
                aws_key=(aws_key, "ACME_AWS_KEY"),
                aws_region=(aws_region, "ACME_AWS_REGION", "eu-central-1"),
                aws_secret=(aws_secret, "ACME_AWS_SECRET"),
                consumer_key=(consumer_key, "ACME_CONSUMER_KEY"),
                consumer_secret=(consumer_secret, "ACME_CONSUMER_SECRET"),
                domain=(domain, "ACME_DOMAIN"),
                ec_key=(ec_key, "ACME_EC_KEY"),
                ext=(ext, "ACME_EXT", "some-data"),
                hawk_id=(hawk_id, "ACME_HAWK_ID"),
                hawk_key=(hawk_key, "ACME_HAWK_KEY"),
                issuer=(issuer, "ACME_ISSUER", "me"),
                jwt_secret=(jwt_secret, "ACME_JWT_SECRET"),
                key_id=(key_id, "ACME_KEY_ID", "key-1"),
                level=(level, "ACME_LEVEL"),
                oauth_token=(oauth_token, "ACME_OAUTH_TOKEN"),
                oauth_token_secret=(oauth_token_secret, "ACME_OAUTH_TOKEN_SECRET"),
                realm=(realm, "ACME_REALM", "Photos"),
                rsa_key=(rsa_key, "ACME_RSA_KEY"),
                service_kysr=(service_kysr, "ACME_SERVICE_KYSR", "iam"),
                service_yxfv=(service_yxfv, "ACME_SERVICE_YXFV", "s3"),
                session_token=(session_token, "ACME_SESSION_TOKEN"),
                token=(token, "ACME_TOKEN"),
                token_secret=(token_secret, "ACME_TOKEN_SECRET"),
                user=(user, "ACME_USER"),
                user_id=(user_id, "ACME_USER_ID"),
                password=(password, "ACME_PASSWORD"),
            ),
            auth={
                "asap": AsapAuth(
                    "asap_key",
                    key_id="key_id",
                    issuer="issuer",
                    audience="audience",
                    claims='{"extra": true}',
                ),
                "aws_key_aws_secret_in_header": AwsAuth(
                    "aws_key",
                    "aws_secret",
                    session_token="session_token",
                    region="aws_region",
                    service="service_kysr",
                ),
                "aws_key_aws_secret_in_query": AwsAuth(
                    "aws_key",
                    "aws_secret",
                    session_token="session_token",
                    region="aws_region",
                    service="service_yxfv",
                    place="query",
                ),
                "azure": UnsupportedAuth("azure"),
                "consumer_key": OAuth1Auth(
                    "consumer_key",
                    token="token",
                    token_secret="token_secret",
                    private_key="rsa_key",
                    method="RSA-SHA256",
                ),
                "consumer_key_consumer_secret_in_header": OAuth1Auth(
                    "consumer_key",
                    "consumer_secret",
                    token="oauth_token",
                    token_secret="oauth_token_secret",
                    realm="realm",
                    method="HMAC-SHA256",
                    has_body_hash=True,
                ),
                "consumer_key_consumer_secret_in_request": OAuth1Auth(
                    "consumer_key",
                    "consumer_secret",
                    token="token",
                    token_secret="token_secret",
                    place="request",
                ),
                "digest": DigestAuth("user", "password"),
                "ec_key": JwtAuth(
                    "ec_key",
                    algorithm="ES256",
                    name="jwt",
                    place="query",
                    prefix="",
                    claims="{}",
                ),
                "edgegrid": EdgeGridAuth(
                    "akamai_client",
                    "akamai_secret",
                    "akamai_access",
                    headers_to_sign=("X-A", "X-B"),
                ),
                "hawk": HawkAuth(
                    "hawk_id", "hawk_key", ext="ext", has_payload_hash=True
                ),
                "jwt_secret": JwtAuth(
                    "jwt_secret",
                    claims='{ "sub": "{{user_id}}", "level": {{level}}, "iat": {{$timestamp}} }',
                ),
                "ntlm": NtlmAuth("user", "password", domain="domain"),
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

    def asap(self, *, options: Options | None = None) -> JsonValue:
        """ASAP."""
        from .resources.root import _ASAP

        return self._transport.send(_ASAP, options=options)

    def aws(self, *, options: Options | None = None) -> JsonValue:
        """AWS."""
        from .resources.root import _AWS

        return self._transport.send(_AWS, options=options)

    def aws_in_query(self, *, options: Options | None = None) -> JsonValue:
        """AWS in the query."""
        from .resources.root import _AWS_IN_QUERY

        return self._transport.send(_AWS_IN_QUERY, options=options)

    def digest(self, *, options: Options | None = None) -> JsonValue:
        """Digest."""
        from .resources.root import _DIGEST

        return self._transport.send(_DIGEST, options=options)

    def edge_grid(self, *, options: Options | None = None) -> JsonValue:
        """EdgeGrid."""
        from .resources.root import _EDGE_GRID

        return self._transport.send(_EDGE_GRID, options=options)

    def hawk(self, *, body: str | bytes, options: Options | None = None) -> JsonValue:
        """Hawk."""
        from .resources.root import _HAWK

        return self._transport.send(_HAWK, content=body, options=options)

    def jwt(self, *, options: Options | None = None) -> JsonValue:
        """JWT."""
        from .resources.root import _JWT

        return self._transport.send(_JWT, options=options)

    def jwt_in_query(self, *, options: Options | None = None) -> JsonValue:
        """JWT in the query."""
        from .resources.root import _JWT_IN_QUERY

        return self._transport.send(_JWT_IN_QUERY, options=options)

    def ntlm(self, *, options: Options | None = None) -> JsonValue:
        """NTLM."""
        from .resources.root import _NTLM

        return self._transport.send(_NTLM, options=options)

    def oauth_1(
        self, *, a: int | Omit = OMIT, options: Options | None = None
    ) -> JsonValue:
        """OAuth 1."""
        from .resources.root import _OAUTH_1

        return self._transport.send(_OAUTH_1, json={"a": a}, options=options)

    def oauth_1_in_form(
        self, *, status: str | Omit = OMIT, options: Options | None = None
    ) -> JsonValue:
        """OAuth 1 in the form."""
        from .resources.root import _OAUTH_1_IN_FORM

        return self._transport.send(
            _OAUTH_1_IN_FORM, form={"status": status}, options=options
        )

    def oauth_1_in_query(
        self, *, page: int | Omit = 2, options: Options | None = None
    ) -> JsonValue:
        """OAuth 1 in the query."""
        from .resources.root import _OAUTH_1_IN_QUERY

        return self._transport.send(
            _OAUTH_1_IN_QUERY, query={"page": page}, options=options
        )

    def oauth_1_with_key_pair(self, *, options: Options | None = None) -> JsonValue:
        """OAuth 1 with a key pair."""
        from .resources.root import _OAUTH_1_WITH_KEY_PAIR

        return self._transport.send(_OAUTH_1_WITH_KEY_PAIR, options=options)

    def unknown(self, *, options: Options | None = None) -> JsonValue:
        """Unknown."""
        from .resources.root import _UNKNOWN

        return self._transport.send(_UNKNOWN, options=options)

    def authenticate(
        self,
        *,
        akamai_access: str | None = None,
        akamai_client: str | None = None,
        akamai_secret: str | None = None,
        asap_key: str | None = None,
        audience: str | None = None,
        aws_key: str | None = None,
        aws_region: str | None = None,
        aws_secret: str | None = None,
        consumer_key: str | None = None,
        consumer_secret: str | None = None,
        domain: str | None = None,
        ec_key: str | None = None,
        ext: str | None = None,
        hawk_id: str | None = None,
        hawk_key: str | None = None,
        issuer: str | None = None,
        jwt_secret: str | None = None,
        key_id: str | None = None,
        level: str | None = None,
        oauth_token: str | None = None,
        oauth_token_secret: str | None = None,
        realm: str | None = None,
        rsa_key: str | None = None,
        service_kysr: str | None = None,
        service_yxfv: str | None = None,
        session_token: str | None = None,
        token: str | None = None,
        token_secret: str | None = None,
        user: str | None = None,
        user_id: str | None = None,
        password: str | None = None,
    ) -> None:
        """Set credentials later, such as after a login; what is left out stays."""
        self._transport.settings.update(
            akamai_access=akamai_access,
            akamai_client=akamai_client,
            akamai_secret=akamai_secret,
            asap_key=asap_key,
            audience=audience,
            aws_key=aws_key,
            aws_region=aws_region,
            aws_secret=aws_secret,
            consumer_key=consumer_key,
            consumer_secret=consumer_secret,
            domain=domain,
            ec_key=ec_key,
            ext=ext,
            hawk_id=hawk_id,
            hawk_key=hawk_key,
            issuer=issuer,
            jwt_secret=jwt_secret,
            key_id=key_id,
            level=level,
            oauth_token=oauth_token,
            oauth_token_secret=oauth_token_secret,
            realm=realm,
            rsa_key=rsa_key,
            service_kysr=service_kysr,
            service_yxfv=service_yxfv,
            session_token=session_token,
            token=token,
            token_secret=token_secret,
            user=user,
            user_id=user_id,
            password=password,
        )


class AsyncClient(BaseAsyncClient):
    """Acme, asynchronous; arguments as for Client."""

    def __init__(
        self,
        *,
        base_url: str | None = None,
        akamai_access: str | None = None,
        akamai_client: str | None = None,
        akamai_secret: str | None = None,
        asap_key: str | None = None,
        audience: str | None = None,
        aws_key: str | None = None,
        aws_region: str | None = None,
        aws_secret: str | None = None,
        consumer_key: str | None = None,
        consumer_secret: str | None = None,
        domain: str | None = None,
        ec_key: str | None = None,
        ext: str | None = None,
        hawk_id: str | None = None,
        hawk_key: str | None = None,
        issuer: str | None = None,
        jwt_secret: str | None = None,
        key_id: str | None = None,
        level: str | None = None,
        oauth_token: str | None = None,
        oauth_token_secret: str | None = None,
        realm: str | None = None,
        rsa_key: str | None = None,
        service_kysr: str | None = None,
        service_yxfv: str | None = None,
        session_token: str | None = None,
        token: str | None = None,
        token_secret: str | None = None,
        user: str | None = None,
        user_id: str | None = None,
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
                akamai_access=(akamai_access, "ACME_AKAMAI_ACCESS"),
                akamai_client=(akamai_client, "ACME_AKAMAI_CLIENT"),
                akamai_secret=(akamai_secret, "ACME_AKAMAI_SECRET"),
                asap_key=(asap_key, "ACME_ASAP_KEY"),
                audience=(audience, "ACME_AUDIENCE", "you"),
                aws_key=(aws_key, "ACME_AWS_KEY"),
                aws_region=(aws_region, "ACME_AWS_REGION", "eu-central-1"),
                aws_secret=(aws_secret, "ACME_AWS_SECRET"),
                consumer_key=(consumer_key, "ACME_CONSUMER_KEY"),
                consumer_secret=(consumer_secret, "ACME_CONSUMER_SECRET"),
                domain=(domain, "ACME_DOMAIN"),
                ec_key=(ec_key, "ACME_EC_KEY"),
                ext=(ext, "ACME_EXT", "some-data"),
                hawk_id=(hawk_id, "ACME_HAWK_ID"),
                hawk_key=(hawk_key, "ACME_HAWK_KEY"),
                issuer=(issuer, "ACME_ISSUER", "me"),
                jwt_secret=(jwt_secret, "ACME_JWT_SECRET"),
                key_id=(key_id, "ACME_KEY_ID", "key-1"),
                level=(level, "ACME_LEVEL"),
                oauth_token=(oauth_token, "ACME_OAUTH_TOKEN"),
                oauth_token_secret=(oauth_token_secret, "ACME_OAUTH_TOKEN_SECRET"),
                realm=(realm, "ACME_REALM", "Photos"),
                rsa_key=(rsa_key, "ACME_RSA_KEY"),
                service_kysr=(service_kysr, "ACME_SERVICE_KYSR", "iam"),
                service_yxfv=(service_yxfv, "ACME_SERVICE_YXFV", "s3"),
                session_token=(session_token, "ACME_SESSION_TOKEN"),
                token=(token, "ACME_TOKEN"),
                token_secret=(token_secret, "ACME_TOKEN_SECRET"),
                user=(user, "ACME_USER"),
                user_id=(user_id, "ACME_USER_ID"),
                password=(password, "ACME_PASSWORD"),
            ),
            auth={
                "asap": AsapAuth(
                    "asap_key",
                    key_id="key_id",
                    issuer="issuer",
                    audience="audience",
                    claims='{"extra": true}',
                ),
                "aws_key_aws_secret_in_header": AwsAuth(
                    "aws_key",
                    "aws_secret",
                    session_token="session_token",
                    region="aws_region",
                    service="service_kysr",
                ),
                "aws_key_aws_secret_in_query": AwsAuth(
                    "aws_key",
                    "aws_secret",
                    session_token="session_token",
                    region="aws_region",
                    service="service_yxfv",
                    place="query",
                ),
                "azure": UnsupportedAuth("azure"),
                "consumer_key": OAuth1Auth(
                    "consumer_key",
                    token="token",
                    token_secret="token_secret",
                    private_key="rsa_key",
                    method="RSA-SHA256",
                ),
                "consumer_key_consumer_secret_in_header": OAuth1Auth(
                    "consumer_key",
                    "consumer_secret",
                    token="oauth_token",
                    token_secret="oauth_token_secret",
                    realm="realm",
                    method="HMAC-SHA256",
                    has_body_hash=True,
                ),
                "consumer_key_consumer_secret_in_request": OAuth1Auth(
                    "consumer_key",
                    "consumer_secret",
                    token="token",
                    token_secret="token_secret",
                    place="request",
                ),
                "digest": DigestAuth("user", "password"),
                "ec_key": JwtAuth(
                    "ec_key",
                    algorithm="ES256",
                    name="jwt",
                    place="query",
                    prefix="",
                    claims="{}",
                ),
                "edgegrid": EdgeGridAuth(
                    "akamai_client",
                    "akamai_secret",
                    "akamai_access",
                    headers_to_sign=("X-A", "X-B"),
                ),
                "hawk": HawkAuth(
                    "hawk_id", "hawk_key", ext="ext", has_payload_hash=True
                ),
                "jwt_secret": JwtAuth(
                    "jwt_secret",
                    claims='{ "sub": "{{user_id}}", "level": {{level}}, "iat": {{$timestamp}} }',
                ),
                "ntlm": NtlmAuth("user", "password", domain="domain"),
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

    async def asap(self, *, options: Options | None = None) -> JsonValue:
        """ASAP."""
        from .resources.root import _ASAP

        return await self._transport.send(_ASAP, options=options)

    async def aws(self, *, options: Options | None = None) -> JsonValue:
        """AWS."""
        from .resources.root import _AWS

        return await self._transport.send(_AWS, options=options)

    async def aws_in_query(self, *, options: Options | None = None) -> JsonValue:
        """AWS in the query."""
        from .resources.root import _AWS_IN_QUERY

        return await self._transport.send(_AWS_IN_QUERY, options=options)

    async def digest(self, *, options: Options | None = None) -> JsonValue:
        """Digest."""
        from .resources.root import _DIGEST

        return await self._transport.send(_DIGEST, options=options)

    async def edge_grid(self, *, options: Options | None = None) -> JsonValue:
        """EdgeGrid."""
        from .resources.root import _EDGE_GRID

        return await self._transport.send(_EDGE_GRID, options=options)

    async def hawk(
        self, *, body: str | bytes, options: Options | None = None
    ) -> JsonValue:
        """Hawk."""
        from .resources.root import _HAWK

        return await self._transport.send(_HAWK, content=body, options=options)

    async def jwt(self, *, options: Options | None = None) -> JsonValue:
        """JWT."""
        from .resources.root import _JWT

        return await self._transport.send(_JWT, options=options)

    async def jwt_in_query(self, *, options: Options | None = None) -> JsonValue:
        """JWT in the query."""
        from .resources.root import _JWT_IN_QUERY

        return await self._transport.send(_JWT_IN_QUERY, options=options)

    async def ntlm(self, *, options: Options | None = None) -> JsonValue:
        """NTLM."""
        from .resources.root import _NTLM

        return await self._transport.send(_NTLM, options=options)

    async def oauth_1(
        self, *, a: int | Omit = OMIT, options: Options | None = None
    ) -> JsonValue:
        """OAuth 1."""
        from .resources.root import _OAUTH_1

        return await self._transport.send(_OAUTH_1, json={"a": a}, options=options)

    async def oauth_1_in_form(
        self, *, status: str | Omit = OMIT, options: Options | None = None
    ) -> JsonValue:
        """OAuth 1 in the form."""
        from .resources.root import _OAUTH_1_IN_FORM

        return await self._transport.send(
            _OAUTH_1_IN_FORM, form={"status": status}, options=options
        )

    async def oauth_1_in_query(
        self, *, page: int | Omit = 2, options: Options | None = None
    ) -> JsonValue:
        """OAuth 1 in the query."""
        from .resources.root import _OAUTH_1_IN_QUERY

        return await self._transport.send(
            _OAUTH_1_IN_QUERY, query={"page": page}, options=options
        )

    async def oauth_1_with_key_pair(
        self, *, options: Options | None = None
    ) -> JsonValue:
        """OAuth 1 with a key pair."""
        from .resources.root import _OAUTH_1_WITH_KEY_PAIR

        return await self._transport.send(_OAUTH_1_WITH_KEY_PAIR, options=options)

    async def unknown(self, *, options: Options | None = None) -> JsonValue:
        """Unknown."""
        from .resources.root import _UNKNOWN

        return await self._transport.send(_UNKNOWN, options=options)

    def authenticate(
        self,
        *,
        akamai_access: str | None = None,
        akamai_client: str | None = None,
        akamai_secret: str | None = None,
        asap_key: str | None = None,
        audience: str | None = None,
        aws_key: str | None = None,
        aws_region: str | None = None,
        aws_secret: str | None = None,
        consumer_key: str | None = None,
        consumer_secret: str | None = None,
        domain: str | None = None,
        ec_key: str | None = None,
        ext: str | None = None,
        hawk_id: str | None = None,
        hawk_key: str | None = None,
        issuer: str | None = None,
        jwt_secret: str | None = None,
        key_id: str | None = None,
        level: str | None = None,
        oauth_token: str | None = None,
        oauth_token_secret: str | None = None,
        realm: str | None = None,
        rsa_key: str | None = None,
        service_kysr: str | None = None,
        service_yxfv: str | None = None,
        session_token: str | None = None,
        token: str | None = None,
        token_secret: str | None = None,
        user: str | None = None,
        user_id: str | None = None,
        password: str | None = None,
    ) -> None:
        """Set credentials later, such as after a login; what is left out stays."""
        self._transport.settings.update(
            akamai_access=akamai_access,
            akamai_client=akamai_client,
            akamai_secret=akamai_secret,
            asap_key=asap_key,
            audience=audience,
            aws_key=aws_key,
            aws_region=aws_region,
            aws_secret=aws_secret,
            consumer_key=consumer_key,
            consumer_secret=consumer_secret,
            domain=domain,
            ec_key=ec_key,
            ext=ext,
            hawk_id=hawk_id,
            hawk_key=hawk_key,
            issuer=issuer,
            jwt_secret=jwt_secret,
            key_id=key_id,
            level=level,
            oauth_token=oauth_token,
            oauth_token_secret=oauth_token_secret,
            realm=realm,
            rsa_key=rsa_key,
            service_kysr=service_kysr,
            service_yxfv=service_yxfv,
            session_token=session_token,
            token=token,
            token_secret=token_secret,
            user=user,
            user_id=user_id,
            password=password,
        )
