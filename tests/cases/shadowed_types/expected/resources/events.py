"""Events."""

from __future__ import annotations

import datetime as dt

from pydantic import JsonValue

from .._runtime import OMIT, Id, Omit, Operation, Options, Transport
from .._runtime.models import Model
from ..models.events import Event, SchemaInput

_CREATE: Operation[JsonValue] = Operation(
    "POST",
    "/events",
    auth=(),
    content_type="text/plain",
)
_GET: Operation[Event] = Operation(
    "GET",
    "/events/{id}",
    returns={200: Event},
    auth=(),
)


class Events:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def create(
        self,
        *,
        date: dt.date | str | Omit = OMIT,
        dt: dt.date | str | Omit = OMIT,
        str: str | Omit = OMIT,
        int: int | Omit = OMIT,
        schema: SchemaInput | Model | Omit = OMIT,
        options: Options | None = None,
    ) -> JsonValue:
        """Create event."""
        return self._transport.send(
            _CREATE,
            json={"date": date, "dt": dt, "str": str, "int": int, "schema": schema},
            options=options,
        )

    def get(self, id: Id, *, options: Options | None = None) -> Event:
        """Get event."""
        return self._transport.send(_GET, path={"id": id}, options=options)
