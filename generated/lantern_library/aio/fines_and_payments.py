"""Fines and payments, asynchronous."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from .._runtime import OMIT, AsyncTransport, Dynamic, Id, Omit, Options, Scalar
from ..models.fines_and_payments import FineList, PayFinesResult
from ..resources.fines_and_payments import _GET_RECEIPT, _LIST_FINES, _PAY_FINES


class AsyncFinesAndPayments:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def get_receipt(self, id: Id, *, options: Options | None = None) -> str:
        """Returns a page to show or to print.

        Args:
            id: The id of the payment.
        """
        return await self._transport.send(
            _GET_RECEIPT, path={"id": id}, options=options
        )

    async def list_fines(
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
        return await self._transport.send(
            _LIST_FINES,
            query={"member_id": member_id, "min_amount": min_amount, "paid": paid},
            options=options,
        )

    async def pay_fines(
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

        Args:
            member_id: The id of the member.
            fine_id: A fine to pay.
                May be given more than once.
            idempotency_key: A new one at each call, unless it is given: {{$guid}}.
        """
        return await self._transport.send(
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
