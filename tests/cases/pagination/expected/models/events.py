"""Models of Events."""

from pydantic import Field

from .._runtime.models import Model


class Event(Model):
    type: str
    at: str


class EventListMeta(Model):
    next_cursor: str | None = Field(default=None, alias="nextCursor")


class EventList(Model):
    data: list[Event]
    meta: EventListMeta | None = None


class TailEventItem(Model):
    type: str
