"""Models of Requests."""

import datetime as dt
from uuid import UUID

from .._runtime.models import Model


class InterlibraryRequest(Model):
    id: UUID
    partner_id: UUID
    isbn: str
    volumes: int | None
    status: str
    shipping_cost: float
    insured: bool
    needed_by: dt.date
    requested_at: dt.datetime
    tracking_url: str
    remarks: dict[str, str]
