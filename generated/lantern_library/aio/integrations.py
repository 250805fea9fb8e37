"""Integrations, asynchronous."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from .._runtime import OMIT, AsyncTransport, Id, Omit, Options
from ..models.integrations import ServiceToken
from ..resources.integrations import _GET_SERVICE_TOKEN

if TYPE_CHECKING:
    from .integrations_graphql import AsyncIntegrationsGraphql
    from .integrations_webhooks import AsyncIntegrationsWebhooks


class AsyncIntegrations:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    @cached_property
    def graphql(self) -> AsyncIntegrationsGraphql:
        from .integrations_graphql import AsyncIntegrationsGraphql

        return AsyncIntegrationsGraphql(self._transport)

    @cached_property
    def webhooks(self) -> AsyncIntegrationsWebhooks:
        from .integrations_webhooks import AsyncIntegrationsWebhooks

        return AsyncIntegrationsWebhooks(self._transport)

    async def get_service_token(
        self,
        *,
        grant_type: str | Omit = OMIT,
        client_id: Id | Omit = OMIT,
        client_secret: str | Omit = OMIT,
        scope: Sequence[str] | Omit = OMIT,
        options: Options | None = None,
    ) -> ServiceToken:
        """Exchanges the credentials of an integration for an access token."""
        return await self._transport.send(
            _GET_SERVICE_TOKEN,
            form={
                "grant_type": grant_type,
                "client_id": client_id,
                "client_secret": client_secret,
                "scope": scope,
            },
            options=options,
        )
