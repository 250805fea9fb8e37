"""Models that several resources share."""

import datetime as dt
from typing import TypedDict
from uuid import UUID

from pydantic import Field, JsonValue

from .._runtime.models import Model


class AddTitleErrorBody(Model):
    code: str
    message: str
    details: list[JsonValue]
    request_id: UUID
    existing_id: UUID | None = None


class Address(Model):
    line1: str
    line2: str | None
    city: str
    postcode: str


class CatalogueErrorBody(Model):
    code: str
    message: str
    details: list[str]
    request_id: UUID


class CatalogueReplacementCostInput(TypedDict, total=False):
    amount: float
    currency: str


class CopyErrorBody(Model):
    code: str
    message: str
    details: list[UUID]
    request_id: UUID


class ErrorBody(Model):
    code: str
    message: str
    details: list[JsonValue]
    request_id: UUID


class HomeBranch(Model):
    code: str
    name: str


class LoanCopy(Model):
    id: UUID
    barcode: str
    title: str


class LoanCheckOutCopyResult(Model):
    id: UUID
    member_id: UUID
    copy_: LoanCopy = Field(alias="copy")
    branch: str
    status: str
    loaned_at: dt.datetime
    due_on: dt.date
    returned_at: dt.datetime | None
    renewals: int
    fine: JsonValue


class Price(Model):
    amount: float
    currency: str


class UnauthorizedErrorBody(Model):
    error: str
    error_description: str


class UnprocessableEntityErrorBodyError(Model):
    field: str
    message: str


class UnprocessableEntityErrorBody(Model):
    code: str
    message: str
    errors: list[UnprocessableEntityErrorBodyError]
    request_id: UUID
