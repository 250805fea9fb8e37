"""Readings, workshops and everything else that is in the calendar."""

from __future__ import annotations

import builtins
import datetime as dt
from typing import Literal

from .._runtime import OMIT, Id, JsonInput, Omit, Operation, Options, Transport
from .._runtime.models import Model
from ..models.events import CreateEventResult, Event, EventList, HostInput
from ..models.shared import CatalogueErrorBody, ErrorBody

_CREATE: Operation[CreateEventResult] = Operation(
    "POST", "/events", returns={201: CreateEventResult}
)
_GET: Operation[Event] = Operation(
    "GET",
    "/events/{id}",
    returns={200: Event},
    raises={404: ErrorBody},
)
_LIST: Operation[EventList] = Operation(
    "GET",
    "/events",
    returns={200: EventList},
    raises={400: CatalogueErrorBody},
)


class Events:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def create(
        self,
        *,
        title: str | Omit = OMIT,
        type: str | Omit = OMIT,
        date: dt.date | str | Omit = OMIT,
        starts_at: dt.datetime | str | Omit = OMIT,
        ends_at: dt.datetime | str | Omit = OMIT,
        branch: str | Omit = OMIT,
        room: str | Omit = OMIT,
        capacity: JsonInput | Omit = OMIT,
        tags: builtins.list[str] | Omit = OMIT,
        host: HostInput | Model | Omit = OMIT,
        options: Options | None = None,
    ) -> CreateEventResult:
        """Puts an event in the calendar."""
        return self._transport.send(
            _CREATE,
            json={
                "title": title,
                "type": type,
                "date": date,
                "starts_at": starts_at,
                "ends_at": ends_at,
                "branch": branch,
                "room": room,
                "capacity": capacity,
                "tags": tags,
                "host": host,
            },
            options=options,
        )

    def get(self, id: Id, *, options: Options | None = None) -> Event:
        """Returns one event.

        Args:
            id: The id of the event.
        """
        return self._transport.send(_GET, path={"id": id}, options=options)

    def list(
        self,
        *,
        from_: dt.date | str | Omit = OMIT,
        to: dt.date | str | Omit = OMIT,
        type: Literal["workshop", "reading", "exhibition"] | Omit = OMIT,
        free: bool | Omit = OMIT,
        options: Options | None = None,
    ) -> EventList:
        """Lists the events in a period, earliest first."""
        return self._transport.send(
            _LIST,
            query={"from": from_, "to": to, "type": type, "free": free},
            options=options,
        )
