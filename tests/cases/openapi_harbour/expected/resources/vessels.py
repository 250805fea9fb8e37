"""Vessels."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Literal

from .._runtime import OMIT, Id, Omit, Operation, Options, Pages, Transport
from .._runtime.models import Model
from ..models.shared import ItFailed
from ..models.vessels import PaperInput, Vessel, VesselList

_CHANGE: Operation[Vessel] = Operation(
    "PATCH",
    "/vessels/{imo}",
    returns={200: Vessel},
    headers={"Accept": "application/json"},
)
_GET: Operation[Vessel] = Operation(
    "GET",
    "/vessels/{imo}",
    returns={200: Vessel},
    raises={404: ItFailed},
    headers={"Accept": "application/json"},
)
_LIST: Operation[VesselList] = Operation(
    "GET",
    "/vessels",
    returns={200: VesselList},
    headers={"Accept": "application/json"},
    pages=Pages("link", items="items", next="next"),
)
_REPORT_POSITION: Operation[dict[str, dt.datetime]] = Operation(
    "PUT",
    "/vessels/{imo}/position",
    returns={200: dict[str, dt.datetime]},
    headers={"Accept": "application/json"},
)
_SEND_SIGNAL: Operation[str] = Operation(
    "POST",
    "/vessels/{imo}/signal",
    returns={200: str},
    headers={"Accept": "text/plain"},
)


class Vessels:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def change(
        self,
        imo: Id,
        *,
        name: str | Omit = OMIT,
        draught: float | Omit = OMIT,
        until: dt.date | str | Omit = OMIT,
        papers: Sequence[PaperInput | Model] | Omit = OMIT,
        options: Options | None = None,
    ) -> Vessel:
        """Change a vessel.

        Args:
            imo: Its number.
        """
        return self._transport.send(
            _CHANGE,
            path={"imo": imo},
            json={"name": name, "draught": draught, "until": until, "papers": papers},
            options=options,
        )

    def get(self, imo: Id, *, options: Options | None = None) -> Vessel:
        """Get a vessel.

        Args:
            imo: Its number.
        """
        return self._transport.send(_GET, path={"imo": imo}, options=options)

    def list(
        self,
        *,
        page: int | Omit = OMIT,
        flag: Literal["NL", "PT", "NO"] | Omit = OMIT,
        options: Options | None = None,
    ) -> VesselList:
        """List vessels."""
        return self._transport.send(
            _LIST, query={"page": page, "flag": flag}, options=options
        )

    def iter_list(
        self,
        *,
        page: int | Omit = OMIT,
        flag: Literal["NL", "PT", "NO"] | Omit = OMIT,
        options: Options | None = None,
    ) -> Iterator[Vessel]:
        """Goes through all pages of `list`, item by item; each is got when needed."""
        return self._transport.iterate(
            _LIST, query={"page": page, "flag": flag}, options=options
        )

    def report_position(
        self,
        imo: Id,
        *,
        body: Sequence[float],
        options: Options | None = None,
    ) -> dict[str, dt.datetime]:
        """Report a position."""
        return self._transport.send(
            _REPORT_POSITION,
            path={"imo": imo},
            json=body,
            options=options,
        )

    def send_signal(
        self,
        imo: Id,
        *,
        text: str,
        lamp: bool | Omit = OMIT,
        repeat: int | Omit = OMIT,
        flagged: str | Omit = OMIT,
        options: Options | None = None,
    ) -> str:
        """Send a signal.

        Args:
            text: What to say.
            lamp: By lamp.
            repeat: How often.
            flagged: By flag.
        """
        return self._transport.send(
            _SEND_SIGNAL,
            path={"imo": imo},
            form={"text": text, "lamp": lamp, "repeat": repeat, "flagged": flagged},
            options=options,
        )
