"""Berths."""

from __future__ import annotations

import builtins
import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Literal
from uuid import UUID

from .._runtime import OMIT, Id, Omit, Operation, Options, Transport
from .._runtime.models import Model
from ..models.berths import ContactInput
from ..models.shared import Berth, ItFailed

_ADD: Operation[Berth] = Operation(
    "POST",
    "/berths",
    returns={201: Berth},
    raises={400: ItFailed},
    headers={"Accept": "application/json"},
)
_GET: Operation[Berth] = Operation(
    "GET",
    "/berths/{berthId}",
    returns={200: Berth},
    raises={404: ItFailed},
    headers={"Accept": "application/json"},
)
_LIST: Operation[list[Berth]] = Operation(
    "GET",
    "/berths",
    returns={200: list[Berth]},
    default=ItFailed,
    headers={"Accept": "application/json"},
)
_REMOVE: Operation[None] = Operation("DELETE", "/berths/{berthId}", returns={204: None})


class Berths:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def add(
        self,
        *,
        id: UUID | str | Omit = OMIT,
        quay: str | Omit = OMIT,
        length_m: float | Omit = OMIT,
        depth_m: float | Omit = OMIT,
        is_free: bool | Omit = OMIT,
        tides: Mapping[str, float] | Omit = OMIT,
        contacts: Mapping[str, ContactInput | Model] | Omit = OMIT,
        grid: Sequence[Sequence[int]] | Omit = OMIT,
        opened_on: dt.date | str | Omit = OMIT,
        changed_at: dt.datetime | str | Omit = OMIT,
        note: str | Omit = OMIT,
        options: Options | None = None,
    ) -> Berth:
        """Add a berth."""
        return self._transport.send(
            _ADD,
            json={
                "id": id,
                "quay": quay,
                "length_m": length_m,
                "depth_m": depth_m,
                "is_free": is_free,
                "tides": tides,
                "contacts": contacts,
                "grid": grid,
                "opened_on": opened_on,
                "changed_at": changed_at,
                "note": note,
            },
            options=options,
        )

    def get(self, berth_id: Id, *, options: Options | None = None) -> Berth:
        """Get a berth.

        Args:
            berth_id: The berth.
        """
        return self._transport.send(_GET, path={"berthId": berth_id}, options=options)

    def list(
        self,
        *,
        free: bool | Omit = OMIT,
        min_length: float | Omit = OMIT,
        limit: int,
        order: Literal["asc", "desc"] | Omit = OMIT,
        after: dt.date | str | Omit = OMIT,
        tag: Sequence[str] | Omit = OMIT,
        x_harbour_watch: int | Omit = OMIT,
        x_language: Literal["en", "nl"],
        options: Options | None = None,
    ) -> builtins.list[Berth]:
        """List berths.

        Args:
            free: Only those that are free.
            min_length: In metres.
            limit: How many.
            order: Which first.
            after: Opened later.
            tag: Any of these.
            x_harbour_watch: The watch that asks.
            x_language: Of messages.
        """
        return self._transport.send(
            _LIST,
            query={
                "free": free,
                "min_length": min_length,
                "limit": limit,
                "order": order,
                "after": after,
                "tag": tag,
            },
            headers={"X-Harbour-Watch": x_harbour_watch, "X-Language": x_language},
            options=options,
        )

    def remove(self, berth_id: Id, *, options: Options | None = None) -> None:
        """Remove a berth.

        Args:
            berth_id: The berth.
        """
        return self._transport.send(
            _REMOVE, path={"berthId": berth_id}, options=options
        )
