"""Models of Loans."""

import datetime as dt
from uuid import UUID

from pydantic import Field

from .._runtime.models import Model
from .shared import LoanCopy, Price


class Loan(Model):
    id: UUID
    member_id: UUID
    copy_: LoanCopy = Field(alias="copy")
    branch: str
    status: str
    loaned_at: dt.datetime
    due_on: dt.date
    returned_at: dt.datetime | None
    renewals: int
    fine: Price | None


class LoanList(Model):
    count: int
    next: str | None
    previous: str | None
    results: list[Loan]
