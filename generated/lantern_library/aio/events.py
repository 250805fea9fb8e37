"""Events, asynchronous."""

from __future__ import annotations

import builtins
import datetime as dt
from typing import Literal

from .._runtime import OMIT, AsyncTransport, Id, JsonInput, Omit, Options
from .._runtime.models import Model
from ..models.events import CreateEventResult, Event, EventList, HostInput
from ..resources.events import _CREATE, _GET, _LIST


class AsyncEvents:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def create(
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
        return await self._transport.send(
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

    async def get(self, id: Id, *, options: Options | None = None) -> Event:
        """Returns one event.

        Args:
            id: The id of the event.
        """
        return await self._transport.send(_GET, path={"id": id}, options=options)

    async def list(
        self,
        *,
        from_: dt.date | str | Omit = OMIT,
        to: dt.date | str | Omit = OMIT,
        type: Literal["workshop", "reading", "exhibition"] | Omit = OMIT,
        free: bool | Omit = OMIT,
        options: Options | None = None,
    ) -> EventList:
        """Lists the events in a period, earliest first."""
        return await self._transport.send(
            _LIST,
            query={"from": from_, "to": to, "type": type, "free": free},
            options=options,
        )
