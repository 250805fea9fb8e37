"""What the self-service machines call.

They identify themselves with a key of their own.
"""

from __future__ import annotations

from .._runtime import OMIT, Id, Omit, Operation, Options, Transport
from ..models.circulation_self_check_kiosk import CheckOutCopyResult
from ..models.shared import ErrorBody

_CHECK_OUT_COPY: Operation[CheckOutCopyResult] = Operation(
    "POST",
    "/kiosk/checkouts",
    returns={200: CheckOutCopyResult},
    raises={401: ErrorBody},
    auth=("kiosk_key_in_header",),
)
_PRINT_RECEIPT: Operation[str] = Operation(
    "GET",
    "/kiosk/receipts/{loanId}",
    returns={200: str},
    auth=("kiosk_key_in_header",),
    headers={"Accept": "text/plain"},
)
_REPORT_STATE_OF_KIOSK: Operation[None] = Operation(
    "POST",
    "/kiosk/state",
    returns={202: None},
    auth=("kiosk_key_in_query",),
    content_type="text/plain",
)


class CirculationSelfCheckKiosk:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def check_out_copy(
        self,
        *,
        card_number: str | Omit = OMIT,
        barcodes: list[str] | Omit = OMIT,
        options: Options | None = None,
    ) -> CheckOutCopyResult:
        """Lends everything on the tray to the member whose card was read."""
        return self._transport.send(
            _CHECK_OUT_COPY,
            json={"card_number": card_number, "barcodes": barcodes},
            options=options,
        )

    def print_receipt(self, loan_id: Id, *, options: Options | None = None) -> str:
        """Returns the text that the machine prints.

        Args:
            loan_id: The id of the loan.
        """
        return self._transport.send(
            _PRINT_RECEIPT, path={"loanId": loan_id}, options=options
        )

    def report_state_of_kiosk(
        self, *, body: str | bytes, options: Options | None = None
    ) -> None:
        """Sends the machine's state, one `name=value` a line.

        Old machines can't set headers, so the key is in the query.
        """
        return self._transport.send(
            _REPORT_STATE_OF_KIOSK, content=body, options=options
        )
