"""Calls that we make to your server when something happens.

Names here are in camelCase, as in the payloads.
"""

from __future__ import annotations

import builtins

from .._runtime import OMIT, Id, Omit, Operation, Options, Transport
from .._runtime.models import Model
from ..models.integrations_webhooks import (
    RetryPolicyInput,
    SendTestEventResult,
    Webhook,
    WebhookErrorBody,
    WebhookList,
    WebhookPayloadInput,
)

_CREATE: Operation[Webhook] = Operation(
    "POST",
    "/webhooks",
    returns={201: Webhook},
    raises={422: WebhookErrorBody},
)
_LIST: Operation[WebhookList] = Operation(
    "GET", "/webhooks", returns={200: WebhookList}
)
_SEND_TEST_EVENT: Operation[SendTestEventResult] = Operation(
    "POST",
    "/webhooks/{webhookId}/test",
    returns={200: SendTestEventResult},
    raises={502: WebhookErrorBody},
)


class IntegrationsWebhooks:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def create(
        self,
        *,
        target_url: str | Omit = OMIT,
        event_types: builtins.list[str] | Omit = OMIT,
        is_active: bool | Omit = OMIT,
        retry_policy: RetryPolicyInput | Model | Omit = OMIT,
        options: Options | None = None,
    ) -> Webhook:
        """Registers an address.

        It must answer within five seconds.
        """
        return self._transport.send(
            _CREATE,
            json={
                "targetUrl": target_url,
                "eventTypes": event_types,
                "isActive": is_active,
                "retryPolicy": retry_policy,
            },
            options=options,
        )

    def list(self, *, options: Options | None = None) -> WebhookList:
        """Lists the webhooks of the integration."""
        return self._transport.send(_LIST, options=options)

    def send_test_event(
        self,
        webhook_id: Id,
        *,
        event_type: str | Omit = OMIT,
        payload: WebhookPayloadInput | Model | Omit = OMIT,
        options: Options | None = None,
    ) -> SendTestEventResult:
        """Sends an event to the address now and returns what came of it.

        Args:
            webhook_id: The id of the webhook.
        """
        return self._transport.send(
            _SEND_TEST_EVENT,
            path={"webhookId": webhook_id},
            json={"eventType": event_type, "payload": payload},
            options=options,
        )
