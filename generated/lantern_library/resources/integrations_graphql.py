"""Queries of the mobile app.

All of them go to the same address.
"""

from __future__ import annotations

from uuid import UUID

from .._runtime import OMIT, Omit, Operation, Options, Transport
from ..models.integrations_graphql import (
    BadRequestErrorBody,
    MemberStatisticsResult,
    TitleSummariesResult,
)

_MEMBER_STATISTICS_DOCUMENT = """query MemberStatistics($id: ID!) {
    member(id: $id) { cardNumber loansByYear { year loans } }
}"""
_MEMBER_STATISTICS: Operation[MemberStatisticsResult] = Operation(
    "POST", "/graphql", returns={200: MemberStatisticsResult}
)
_TITLE_SUMMARIES_DOCUMENT = """query TitleSummaries($branch: String!, $first: Int) {
    titles(branch: $branch, first: $first) {
        nodes { id title authors { name } }
        pageInfo { endCursor hasNextPage }
    }
}"""
_TITLE_SUMMARIES: Operation[TitleSummariesResult] = Operation(
    "POST",
    "/graphql",
    returns={200: TitleSummariesResult},
    raises={400: BadRequestErrorBody},
)


class IntegrationsGraphql:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def member_statistics(
        self, *, id: UUID | str | int, options: Options | None = None
    ) -> MemberStatisticsResult:
        """How much a member reads, by year."""
        return self._transport.send(
            _MEMBER_STATISTICS,
            json={"query": _MEMBER_STATISTICS_DOCUMENT, "variables": {"id": id}},
            options=options,
        )

    def title_summaries(
        self,
        *,
        branch: str,
        first: int | None | Omit = OMIT,
        options: Options | None = None,
    ) -> TitleSummariesResult:
        """Titles with a copy at a branch, a page at a time."""
        return self._transport.send(
            _TITLE_SUMMARIES,
            json={
                "query": _TITLE_SUMMARIES_DOCUMENT,
                "variables": {"branch": branch, "first": first},
            },
            options=options,
        )
