"""GraphQL, asynchronous."""

from __future__ import annotations

from uuid import UUID

from .._runtime import OMIT, AsyncTransport, Omit, Options
from ..models.integrations_graphql import MemberStatisticsResult, TitleSummariesResult
from ..resources.integrations_graphql import (
    _MEMBER_STATISTICS,
    _MEMBER_STATISTICS_DOCUMENT,
    _TITLE_SUMMARIES,
    _TITLE_SUMMARIES_DOCUMENT,
)


class AsyncIntegrationsGraphql:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def member_statistics(
        self, *, id: UUID | str | int, options: Options | None = None
    ) -> MemberStatisticsResult:
        """How much a member reads, by year."""
        return await self._transport.send(
            _MEMBER_STATISTICS,
            json={"query": _MEMBER_STATISTICS_DOCUMENT, "variables": {"id": id}},
            options=options,
        )

    async def title_summaries(
        self,
        *,
        branch: str,
        first: int | None | Omit = OMIT,
        options: Options | None = None,
    ) -> TitleSummariesResult:
        """Titles with a copy at a branch, a page at a time."""
        return await self._transport.send(
            _TITLE_SUMMARIES,
            json={
                "query": _TITLE_SUMMARIES_DOCUMENT,
                "variables": {"branch": branch, "first": first},
            },
            options=options,
        )
