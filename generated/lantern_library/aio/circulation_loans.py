"""Loans, asynchronous."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator
from typing import Literal
from uuid import UUID

from .._runtime import OMIT, AsyncTransport, Dynamic, Id, Omit, Options
from ..models.circulation_loans import Loan, LoanList
from ..models.shared import LoanCheckOutCopyResult
from ..resources.circulation_loans import _CHECK_OUT_COPY, _GET, _LIST, _RETURN_COPY


class AsyncCirculationLoans:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def check_out_copy(
        self,
        *,
        copy_id: UUID | str,
        member_id: UUID | str,
        due_on: dt.date | str | Omit = OMIT,
        idempotency_key: Id | Omit = Dynamic("{{$guid}}"),
        options: Options | None = None,
    ) -> LoanCheckOutCopyResult:
        """Lends a copy to a member.

        Args:
            idempotency_key: Makes it safe to send the request twice.
                A new one at each call, unless it is given: {{$guid}}.
        """
        return await self._transport.send(
            _CHECK_OUT_COPY,
            headers={"Idempotency-Key": idempotency_key},
            json={"copy_id": copy_id, "member_id": member_id, "due_on": due_on},
            options=options,
        )

    async def get(self, id: Id, *, options: Options | None = None) -> Loan:
        """Returns one loan.

        Args:
            id: The id of the loan.
        """
        return await self._transport.send(_GET, path={"id": id}, options=options)

    async def list(
        self,
        *,
        member_id: Id | Omit = OMIT,
        status: Literal["open", "returned", "overdue", "lost"] | Omit = "open",
        from_: dt.date | str | Omit = OMIT,
        to: dt.date | str | Omit = OMIT,
        page: int | Omit = 1,
        options: Options | None = None,
    ) -> LoanList:
        """Lists loans, newest first.

        Args:
            from_: The first day.
            to: The last day.
        """
        return await self._transport.send(
            _LIST,
            query={
                "member_id": member_id,
                "status": status,
                "from": from_,
                "to": to,
                "page": page,
            },
            options=options,
        )

    def iter_list(
        self,
        *,
        member_id: Id | Omit = OMIT,
        status: Literal["open", "returned", "overdue", "lost"] | Omit = "open",
        from_: dt.date | str | Omit = OMIT,
        to: dt.date | str | Omit = OMIT,
        page: int | Omit = 1,
        options: Options | None = None,
    ) -> AsyncIterator[Loan]:
        """Goes through all pages of `list`, item by item; each is got when needed."""
        return self._transport.iterate(
            _LIST,
            query={
                "member_id": member_id,
                "status": status,
                "from": from_,
                "to": to,
                "page": page,
            },
            options=options,
        )

    async def return_copy(
        self,
        id: Id,
        *,
        branch: str,
        condition: str | Omit = OMIT,
        returned_at: dt.datetime | str | Omit = Dynamic("{{$isoTimestamp}}"),
        options: Options | None = None,
    ) -> Loan:
        """Takes a copy back.

        Args:
            returned_at: A new one at each call, unless it is given: {{$isoTimestamp}}.
            id: The id of the loan.
        """
        return await self._transport.send(
            _RETURN_COPY,
            path={"id": id},
            json={"branch": branch, "condition": condition, "returned_at": returned_at},
            options=options,
        )
