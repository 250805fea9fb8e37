"""Circulation, asynchronous."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from .._runtime import AsyncTransport

if TYPE_CHECKING:
    from .circulation_holds import AsyncCirculationHolds
    from .circulation_loans import AsyncCirculationLoans
    from .circulation_self_check_kiosk import AsyncCirculationSelfCheckKiosk


class AsyncCirculation:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    @cached_property
    def holds(self) -> AsyncCirculationHolds:
        from .circulation_holds import AsyncCirculationHolds

        return AsyncCirculationHolds(self._transport)

    @cached_property
    def loans(self) -> AsyncCirculationLoans:
        from .circulation_loans import AsyncCirculationLoans

        return AsyncCirculationLoans(self._transport)

    @cached_property
    def self_check_kiosk(self) -> AsyncCirculationSelfCheckKiosk:
        from .circulation_self_check_kiosk import AsyncCirculationSelfCheckKiosk

        return AsyncCirculationSelfCheckKiosk(self._transport)
