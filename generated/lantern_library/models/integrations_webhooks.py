"""Models of Webhooks."""

import datetime as dt
from collections.abc import Sequence
from typing import TypedDict
from uuid import UUID

from pydantic import Field, JsonValue

from .._runtime.models import Model


class RetryPolicy(Model):
    max_attempts: int = Field(alias="maxAttempts")
    backoff_seconds: list[int] = Field(alias="backoffSeconds")


class RetryPolicyInput(TypedDict, total=False):
    maxAttempts: int
    backoffSeconds: Sequence[int]


class SendTestEventResult(Model):
    delivery_id: UUID = Field(alias="deliveryId")
    status_code: int = Field(alias="statusCode")
    duration_ms: float = Field(alias="durationMs")
    delivered_at: dt.datetime = Field(alias="deliveredAt")


class Webhook(Model):
    webhook_id: UUID = Field(alias="webhookId")
    target_url: str = Field(alias="targetUrl")
    event_types: list[str] = Field(alias="eventTypes")
    is_active: bool = Field(alias="isActive")
    created_at: dt.datetime = Field(alias="createdAt")
    last_delivery: JsonValue = Field(alias="lastDelivery")
    retry_policy: RetryPolicy = Field(alias="retryPolicy")


class WebhookErrorBody(Model):
    error_code: str = Field(alias="errorCode")
    error_message: str = Field(alias="errorMessage")
    request_id: UUID = Field(alias="requestId")


class WebhookListItem(Model):
    webhook_id: UUID = Field(alias="webhookId")
    target_url: str = Field(alias="targetUrl")
    event_types: list[str] = Field(alias="eventTypes")
    is_active: bool = Field(alias="isActive")
    created_at: dt.datetime = Field(alias="createdAt")
    last_delivery: SendTestEventResult | None = Field(alias="lastDelivery")
    retry_policy: RetryPolicy = Field(alias="retryPolicy")


class WebhookList(Model):
    items: list[WebhookListItem]
    next_cursor: JsonValue = Field(alias="nextCursor")


class WebhookPayloadInput(TypedDict, total=False):
    loanId: UUID | str
    memberId: UUID | str
    dueOn: dt.date | str
