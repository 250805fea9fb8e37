"""Integrations."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from .._runtime import OMIT, Id, Omit, Operation, Options, Transport
from ..models.integrations import ServiceToken
from ..models.shared import UnauthorizedErrorBody

if TYPE_CHECKING:
    from .integrations_graphql import IntegrationsGraphql
    from .integrations_webhooks import IntegrationsWebhooks

_GET_SERVICE_TOKEN: Operation[ServiceToken] = Operation(
    "POST",
    "/oauth/token",
    returns={200: ServiceToken},
    raises={401: UnauthorizedErrorBody},
    auth=(),
    server="auth_url",
)


class Integrations:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    @cached_property
    def graphql(self) -> IntegrationsGraphql:
        from .integrations_graphql import IntegrationsGraphql

        return IntegrationsGraphql(self._transport)

    @cached_property
    def webhooks(self) -> IntegrationsWebhooks:
        from .integrations_webhooks import IntegrationsWebhooks

        return IntegrationsWebhooks(self._transport)

    def get_service_token(
        self,
        *,
        grant_type: str | Omit = OMIT,
        client_id: Id | Omit = OMIT,
        client_secret: str | Omit = OMIT,
        scope: Sequence[str] | Omit = OMIT,
        options: Options | None = None,
    ) -> ServiceToken:
        """Exchanges the credentials of an integration for an access token.

        The authorisation server has an address of its own.
        """
        return self._transport.send(
            _GET_SERVICE_TOKEN,
            form={
                "grant_type": grant_type,
                "client_id": client_id,
                "client_secret": client_secret,
                "scope": scope,
            },
            options=options,
        )
