"""Lending, renewing, reserving and returning."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from .._runtime import Transport

if TYPE_CHECKING:
    from .circulation_holds import CirculationHolds
    from .circulation_loans import CirculationLoans
    from .circulation_self_check_kiosk import CirculationSelfCheckKiosk


class Circulation:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    @cached_property
    def holds(self) -> CirculationHolds:
        from .circulation_holds import CirculationHolds

        return CirculationHolds(self._transport)

    @cached_property
    def loans(self) -> CirculationLoans:
        from .circulation_loans import CirculationLoans

        return CirculationLoans(self._transport)

    @cached_property
    def self_check_kiosk(self) -> CirculationSelfCheckKiosk:
        from .circulation_self_check_kiosk import CirculationSelfCheckKiosk

        return CirculationSelfCheckKiosk(self._transport)
