"""Models of Reports."""

import datetime as dt
from collections.abc import Sequence
from typing import TypedDict
from uuid import UUID

from pydantic import Field

from .._runtime.models import Model


class CirculationByBranchItem(Model):
    branch: str
    loans: int
    share: float


class CirculationByDayResultDay(Model):
    loans: int
    returns: int
    average_days: float | None


class CirculationByDayResult(Model):
    from_: dt.date = Field(alias="from")
    to: dt.date
    days: dict[str, CirculationByDayResultDay]


class SectionInput(TypedDict, total=False):
    name: str
    depth: int


class OptionsInput(TypedDict, total=False):
    charts: bool
    language: str
    sections: Sequence[SectionInput | Model]


class Report(Model):
    id: UUID
    type: str
    state: str
    progress: float
    requested_at: dt.datetime
    finished_at: dt.datetime | None
    download_url: str | None
