"""Webhooks, asynchronous."""

from __future__ import annotations

import builtins

from .._runtime import OMIT, AsyncTransport, Id, Omit, Options
from .._runtime.models import Model
from ..models.integrations_webhooks import (
    RetryPolicyInput,
    SendTestEventResult,
    Webhook,
    WebhookList,
    WebhookPayloadInput,
)
from ..resources.integrations_webhooks import _CREATE, _LIST, _SEND_TEST_EVENT


class AsyncIntegrationsWebhooks:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def create(
        self,
        *,
        target_url: str | Omit = OMIT,
        event_types: builtins.list[str] | Omit = OMIT,
        is_active: bool | Omit = OMIT,
        retry_policy: RetryPolicyInput | Model | Omit = OMIT,
        options: Options | None = None,
    ) -> Webhook:
        """Registers an address."""
        return await self._transport.send(
            _CREATE,
            json={
                "targetUrl": target_url,
                "eventTypes": event_types,
                "isActive": is_active,
                "retryPolicy": retry_policy,
            },
            options=options,
        )

    async def list(self, *, options: Options | None = None) -> WebhookList:
        """Lists the webhooks of the integration."""
        return await self._transport.send(_LIST, options=options)

    async def send_test_event(
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
        return await self._transport.send(
            _SEND_TEST_EVENT,
            path={"webhookId": webhook_id},
            json={"eventType": event_type, "payload": payload},
            options=options,
        )
