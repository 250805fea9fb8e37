"""Who has which copy, and until when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Literal
from uuid import UUID

from .._runtime import OMIT, Dynamic, Id, Omit, Operation, Options, Pages, Transport
from ..models.circulation_loans import Loan, LoanList
from ..models.shared import (
    CopyErrorBody,
    ErrorBody,
    LoanCheckOutCopyResult,
    UnprocessableEntityErrorBody,
)

_CHECK_OUT_COPY: Operation[LoanCheckOutCopyResult] = Operation(
    "POST",
    "/loans",
    returns={201: LoanCheckOutCopyResult},
    raises={409: CopyErrorBody, 422: UnprocessableEntityErrorBody},
)
_GET: Operation[Loan] = Operation(
    "GET",
    "/loans/{id}",
    returns={200: Loan},
    raises={404: ErrorBody},
)
_LIST: Operation[LoanList] = Operation(
    "GET",
    "/loans",
    returns={200: LoanList},
    pages=Pages("link", items="results", next="next"),
)
_RETURN_COPY: Operation[Loan] = Operation(
    "POST", "/loans/{id}/return", returns={200: Loan}
)


class CirculationLoans:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def check_out_copy(
        self,
        *,
        copy_id: UUID | str,
        member_id: UUID | str,
        due_on: dt.date | str | Omit = OMIT,
        idempotency_key: Id | Omit = Dynamic("{{$guid}}"),
        options: Options | None = None,
    ) -> LoanCheckOutCopyResult:
        """Lends a copy to a member.

        Without `due_on` the loan period of the title's type applies.

        Args:
            idempotency_key: Makes it safe to send the request twice.
                A new one at each call, unless it is given: {{$guid}}.
        """
        return self._transport.send(
            _CHECK_OUT_COPY,
            headers={"Idempotency-Key": idempotency_key},
            json={"copy_id": copy_id, "member_id": member_id, "due_on": due_on},
            options=options,
        )

    def get(self, id: Id, *, options: Options | None = None) -> Loan:
        """Returns one loan.

        Args:
            id: The id of the loan.
        """
        return self._transport.send(_GET, path={"id": id}, options=options)

    def list(
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

        The dates are those of lending; both days are included.

        Args:
            from_: The first day.
            to: The last day.
        """
        return self._transport.send(
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
    ) -> Iterator[Loan]:
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

    def return_copy(
        self,
        id: Id,
        *,
        branch: str,
        condition: str | Omit = OMIT,
        returned_at: dt.datetime | str | Omit = Dynamic("{{$isoTimestamp}}"),
        options: Options | None = None,
    ) -> Loan:
        """Takes a copy back.

        When it is late, the loan has a fine.

        Args:
            returned_at: A new one at each call, unless it is given: {{$isoTimestamp}}.
            id: The id of the loan.
        """
        return self._transport.send(
            _RETURN_COPY,
            path={"id": id},
            json={"branch": branch, "condition": condition, "returned_at": returned_at},
            options=options,
        )
