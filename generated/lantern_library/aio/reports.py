"""Reports, asynchronous."""

from __future__ import annotations

import datetime as dt

from .._runtime import OMIT, AsyncTransport, Id, Omit, Options
from .._runtime.models import Model
from ..models.reports import (
    CirculationByBranchItem,
    CirculationByDayResult,
    OptionsInput,
    Report,
)
from ..resources.reports import (
    _CIRCULATION_BY_BRANCH,
    _CIRCULATION_BY_DAY,
    _COUNT_OVERDUE_LOANS,
    _DOWNLOAD,
    _EXPORT_LOANS,
    _GET,
    _START,
)


class AsyncReports:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def circulation_by_branch(
        self,
        *,
        group_by: str | Omit = "branch",
        api_version: dt.date | str | Omit = "2025-10-01",
        options: Options | None = None,
    ) -> list[CirculationByBranchItem]:
        """Loans since the start of the year, by branch, with each branch's share.

        Args:
            api_version: The version of the report format.
        """
        return await self._transport.send(
            _CIRCULATION_BY_BRANCH,
            query={"group_by": group_by, "api-version": api_version},
            options=options,
        )

    async def circulation_by_day(
        self,
        *,
        group_by: str | Omit = "day",
        from_: dt.date | str | Omit = OMIT,
        to: dt.date | str | Omit = OMIT,
        api_version: dt.date | str | Omit = "2025-10-01",
        options: Options | None = None,
    ) -> CirculationByDayResult:
        """Loans and returns, keyed by day.

        Args:
            api_version: The version of the report format.
        """
        return await self._transport.send(
            _CIRCULATION_BY_DAY,
            query={
                "group_by": group_by,
                "from": from_,
                "to": to,
                "api-version": api_version,
            },
            options=options,
        )

    async def count_overdue_loans(
        self,
        *,
        api_version: dt.date | str | Omit = "2025-10-01",
        options: Options | None = None,
    ) -> int:
        """Returns a number and nothing else.

        Args:
            api_version: The version of the report format.
        """
        return await self._transport.send(
            _COUNT_OVERDUE_LOANS, query={"api-version": api_version}, options=options
        )

    async def download(
        self,
        id: Id,
        *,
        api_version: dt.date | str | Omit = "2025-10-01",
        options: Options | None = None,
    ) -> bytes:
        """Returns a finished report as PDF.

        Args:
            id: The id of the report.
            api_version: The version of the report format.
        """
        return await self._transport.send(
            _DOWNLOAD,
            path={"id": id},
            query={"api-version": api_version},
            options=options,
        )

    async def export_loans(
        self,
        *,
        month: str | Omit = "2026-02",
        api_version: dt.date | str | Omit = "2025-10-01",
        options: Options | None = None,
    ) -> str:
        """Returns the loans of a month as comma-separated values.

        Args:
            api_version: The version of the report format.
        """
        return await self._transport.send(
            _EXPORT_LOANS,
            query={"month": month, "api-version": api_version},
            options=options,
        )

    async def get(
        self,
        id: Id,
        *,
        api_version: dt.date | str | Omit = "2025-10-01",
        options: Options | None = None,
    ) -> Report:
        """Returns the state of a report. `progress` runs from 0 to 1.

        Args:
            id: The id of the report.
            api_version: The version of the report format.
        """
        return await self._transport.send(
            _GET,
            path={"id": id},
            query={"api-version": api_version},
            options=options,
        )

    async def start(
        self,
        *,
        type: str | Omit = OMIT,
        year: int | Omit = OMIT,
        branches: list[str] | Omit = OMIT,
        body_options: OptionsInput | Model | Omit = OMIT,
        api_version: dt.date | str | Omit = "2025-10-01",
        options: Options | None = None,
    ) -> Report:
        """Starts a report and returns at once; ask for its state until it is finished.

        Args:
            api_version: The version of the report format.
        """
        return await self._transport.send(
            _START,
            query={"api-version": api_version},
            json={
                "type": type,
                "year": year,
                "branches": branches,
                "options": body_options,
            },
            options=options,
        )
