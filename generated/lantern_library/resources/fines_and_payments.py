"""What members owe and how they pay it.

Amounts are in the currency of the branch.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from .._runtime import OMIT, Dynamic, Id, Omit, Operation, Options, Scalar, Transport
from ..models.fines_and_payments import Declined, FineList, PayFinesResult

_GET_RECEIPT: Operation[str] = Operation(
    "GET", "/payments/{id}/receipt", returns={200: str}
)
_LIST_FINES: Operation[FineList] = Operation("GET", "/fines", returns={200: FineList})
_PAY_FINES: Operation[PayFinesResult] = Operation(
    "POST",
    "/payments",
    returns={201: PayFinesResult},
    raises={402: Declined},
)


class FinesAndPayments:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def get_receipt(self, id: Id, *, options: Options | None = None) -> str:
        """Returns a page to show or to print.

        Args:
            id: The id of the payment.
        """
        return self._transport.send(_GET_RECEIPT, path={"id": id}, options=options)

    def list_fines(
        self,
        *,
        member_id: Id,
        min_amount: str | Omit = "0.50",
        paid: bool | Omit = False,
        options: Options | None = None,
    ) -> FineList:
        """Lists what a member owes or has owed.

        Args:
            member_id: The id of the member.
        """
        return self._transport.send(
            _LIST_FINES,
            query={"member_id": member_id, "min_amount": min_amount, "paid": paid},
            options=options,
        )

    def pay_fines(
        self,
        *,
        member_id: Id,
        fine_id: Sequence[Id],
        method: Literal["card", "cash", "voucher"] | Omit = OMIT,
        amount: str | Omit = OMIT,
        voucher: Scalar | Omit = OMIT,
        idempotency_key: Id | Omit = Dynamic("{{$guid}}"),
        options: Options | None = None,
    ) -> PayFinesResult:
        """Pays one or more fines at once.

        The request is a form, since the payment page posts it from a browser.

        Args:
            member_id: The id of the member.
            fine_id: A fine to pay.
                May be given more than once.
            idempotency_key: A new one at each call, unless it is given: {{$guid}}.
        """
        return self._transport.send(
            _PAY_FINES,
            headers={"Idempotency-Key": idempotency_key},
            form={
                "member_id": member_id,
                "fine_id": fine_id,
                "method": method,
                "amount": amount,
                "voucher": voucher,
            },
            options=options,
        )
