"""Models of Holds."""

import datetime as dt
from uuid import UUID

from pydantic import JsonValue

from .._runtime.models import Model


class Hold(Model):
    id: UUID
    title_id: UUID
    member_id: UUID
    pickup_branch: str
    position: int
    status: str
    placed_at: dt.datetime
    expires_on: JsonValue
