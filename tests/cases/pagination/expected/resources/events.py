"""Events."""

from __future__ import annotations

import builtins
from collections.abc import Iterator

from .._runtime import OMIT, Omit, Operation, Options, Pages, Scalar, Transport
from ..models.events import Event, EventList, TailEventItem

_LIST: Operation[EventList] = Operation(
    "GET",
    "/events",
    returns={200: EventList},
    auth=(),
    pages=Pages("cursor", "cursor", items="data", next="meta.next_cursor"),
)
_TAIL: Operation[list[TailEventItem]] = Operation(
    "GET",
    "/events/tail",
    returns={200: list[TailEventItem]},
    auth=(),
    pages=Pages("header"),
)


class Events:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(
        self,
        *,
        cursor: Scalar | Omit = OMIT,
        limit: Scalar | Omit = OMIT,
        options: Options | None = None,
    ) -> EventList:
        """List events."""
        return self._transport.send(
            _LIST, query={"cursor": cursor, "limit": limit}, options=options
        )

    def iter_list(
        self,
        *,
        cursor: Scalar | Omit = OMIT,
        limit: Scalar | Omit = OMIT,
        options: Options | None = None,
    ) -> Iterator[Event]:
        """Goes through all pages of `list`, item by item; each is got when needed."""
        return self._transport.iterate(
            _LIST, query={"cursor": cursor, "limit": limit}, options=options
        )

    def tail(
        self, *, page: Scalar | Omit = OMIT, options: Options | None = None
    ) -> builtins.list[TailEventItem]:
        """Tail."""
        return self._transport.send(_TAIL, query={"page": page}, options=options)

    def iter_tail(
        self, *, page: Scalar | Omit = OMIT, options: Options | None = None
    ) -> Iterator[TailEventItem]:
        """Goes through all pages of `tail`, item by item; each is got when needed."""
        return self._transport.iterate(_TAIL, query={"page": page}, options=options)
