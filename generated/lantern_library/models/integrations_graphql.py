"""Models of GraphQL."""

from uuid import UUID

from pydantic import Field, JsonValue

from .._runtime.models import Model


class BadRequestErrorBodyErrorLocation(Model):
    line: int
    column: int


class BadRequestErrorBodyError(Model):
    message: str
    locations: list[BadRequestErrorBodyErrorLocation]
    path: JsonValue


class BadRequestErrorBody(Model):
    errors: list[BadRequestErrorBodyError]


class MemberStatisticsResultDataMemberLoansByYear(Model):
    year: int
    loans: int


class MemberStatisticsResultDataMember(Model):
    card_number: str = Field(alias="cardNumber")
    loans_by_year: list[MemberStatisticsResultDataMemberLoansByYear] = Field(
        alias="loansByYear"
    )


class MemberStatisticsResultData(Model):
    member: MemberStatisticsResultDataMember | None


class MemberStatisticsResult(Model):
    data: MemberStatisticsResultData


class TitleSummariesResultDataTitlesNodeAuthor(Model):
    name: str


class TitleSummariesResultDataTitlesNode(Model):
    id: UUID
    title: str
    authors: list[TitleSummariesResultDataTitlesNodeAuthor]


class TitleSummariesResultDataTitlesPageInfo(Model):
    end_cursor: str = Field(alias="endCursor")
    has_next_page: bool = Field(alias="hasNextPage")


class TitleSummariesResultDataTitles(Model):
    nodes: list[TitleSummariesResultDataTitlesNode]
    page_info: TitleSummariesResultDataTitlesPageInfo = Field(alias="pageInfo")


class TitleSummariesResultData(Model):
    titles: TitleSummariesResultDataTitles


class TitleSummariesResult(Model):
    data: TitleSummariesResultData
