"""Models of Fines and payments."""

import datetime as dt
from uuid import UUID

from pydantic import JsonValue

from .._runtime.models import Model


class Declined(Model):
    code: str
    message: str
    details: list[JsonValue]
    request_id: UUID
    decline_code: str


class Fine(Model):
    id: UUID
    member_id: UUID
    loan_id: UUID | None
    reason: str
    amount: float
    outstanding: float
    currency: str
    status: str
    assessed_on: dt.date
    waived_by: UUID | None = None


class FineList(Model):
    count: int
    next: str | None
    previous: str | None
    results: list[Fine]


class PayFinesResult(Model):
    id: UUID
    member_id: UUID
    fine_ids: list[UUID]
    amount: float
    currency: str
    method: str
    status: str
    paid_at: dt.datetime
    receipt_url: str
