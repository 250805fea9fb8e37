"""Models of Reading lists."""

import datetime as dt
from typing import TypedDict
from uuid import UUID

from pydantic import Field

from .._runtime.models import Model


class ReadingListListItem(Model):
    title_id: UUID
    note: str | None
    added_on: dt.date


class ReadingList(Model):
    id: UUID
    member_id: UUID
    name: str
    public: bool
    list_: list[ReadingListListItem] = Field(alias="list")
    created_at: dt.datetime


class ReadingListListInput(TypedDict, total=False):
    title_id: UUID | str
    note: str
