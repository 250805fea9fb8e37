"""Models of Events."""

import datetime as dt
from typing import TypedDict
from uuid import UUID

from pydantic import JsonValue

from .._runtime.models import Model
from .shared import Price


class Host(Model):
    name: str
    url: str


class CreateEventResult(Model):
    id: UUID
    title: str
    type: str
    date: dt.date
    starts_at: dt.datetime
    ends_at: dt.datetime | None
    branch: str
    room: str | None
    capacity: int | None
    registered: int
    tags: list[str]
    price: JsonValue
    host: Host | None


class Event(Model):
    id: UUID
    title: str
    type: str
    date: dt.date
    starts_at: dt.datetime
    ends_at: dt.datetime | None
    branch: str
    room: str | None
    capacity: int | None
    registered: int
    tags: list[str]
    price: Price | None
    host: Host | None


class EventList(Model):
    count: int
    next: str | None
    previous: str | None
    results: list[Event]


class HostInput(TypedDict, total=False):
    name: str
    url: str
