"""Models of Copies."""

import datetime as dt
from uuid import UUID

from pydantic import JsonValue

from .._runtime.models import Model
from .shared import HomeBranch, Price


class AddCopyResult(Model):
    id: UUID
    title_id: UUID
    barcode: str
    branch: HomeBranch
    shelf: str
    status: str
    condition: str
    notes: JsonValue
    price: Price
    acquired_on: dt.date
    last_seen_at: JsonValue


class Copy(Model):
    id: UUID
    title_id: UUID
    barcode: str
    branch: HomeBranch
    shelf: str
    status: str
    condition: str
    notes: str | None
    price: Price
    acquired_on: dt.date
    last_seen_at: dt.datetime
