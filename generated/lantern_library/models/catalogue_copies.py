"""Models of Copies."""

import datetime as dt
from uuid import UUID

from .._runtime.models import Model
from .shared import HomeBranch, Price


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
    last_seen_at: dt.datetime | None
