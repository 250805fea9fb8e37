"""Models of Links."""

import datetime as dt
from uuid import UUID

from .._runtime.models import Model


class Link(Model):
    id: UUID
    institution: str
    access_mode: str
    last_accessed_at: dt.datetime
    status: str
    created_by: UUID
    refresh_rate: str
