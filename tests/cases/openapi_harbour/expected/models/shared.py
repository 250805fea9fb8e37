"""Models that several resources share."""

import datetime as dt
from uuid import UUID

from .._runtime.models import Model


class Contact(Model):
    email: str
    site: str
    address: str
    phone: str
    since: dt.date


class Berth(Model):
    id: UUID
    quay: str
    length_m: float
    depth_m: float
    is_free: bool
    tides: dict[str, float]
    contacts: dict[str, Contact]
    grid: list[list[int]]
    opened_on: dt.date
    changed_at: dt.datetime
    note: str


class HandPaperResult(Model):
    kind: str
    pages: int
    scanned: bool
    hash: str


class ItFailed(Model):
    code: str
    message: str
    fields: dict[str, list[str]]
