"""Self-check kiosk, asynchronous."""

from __future__ import annotations

from .._runtime import OMIT, AsyncTransport, Id, Omit, Options
from ..models.circulation_self_check_kiosk import CheckOutCopyResult
from ..resources.circulation_self_check_kiosk import (
    _CHECK_OUT_COPY,
    _PRINT_RECEIPT,
    _REPORT_STATE_OF_KIOSK,
)


class AsyncCirculationSelfCheckKiosk:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def check_out_copy(
        self,
        *,
        card_number: str | Omit = OMIT,
        barcodes: list[str] | Omit = OMIT,
        options: Options | None = None,
    ) -> CheckOutCopyResult:
        """Lends everything on the tray to the member whose card was read."""
        return await self._transport.send(
            _CHECK_OUT_COPY,
            json={"card_number": card_number, "barcodes": barcodes},
            options=options,
        )

    async def print_receipt(
        self, loan_id: Id, *, options: Options | None = None
    ) -> str:
        """Returns the text that the machine prints.

        Args:
            loan_id: The id of the loan.
        """
        return await self._transport.send(
            _PRINT_RECEIPT, path={"loanId": loan_id}, options=options
        )

    async def report_state_of_kiosk(
        self, *, body: str | bytes, options: Options | None = None
    ) -> None:
        """Sends the machine's state, one `name=value` a line."""
        return await self._transport.send(
            _REPORT_STATE_OF_KIOSK, content=body, options=options
        )
