"""Models of Catalogue."""

import datetime as dt
from typing import TypedDict
from uuid import UUID

from pydantic import Field, JsonValue

from .._runtime.models import Model
from .shared import Price


class Author(Model):
    id: UUID
    name: str
    role: str


class AddTitleResult(Model):
    id: UUID
    isbn: str | None
    title: str
    authors: list[Author]
    type: str
    class_: str = Field(alias="class")
    language: str
    published: int
    pages: int | None = None
    formats: list[str]
    subjects: list[str] | None = None
    series: JsonValue = None
    dimensions: JsonValue = None
    rating: JsonValue
    replacement_cost: Price | None = None
    descriptions: dict[str, str] | None = None
    created_at: dt.datetime | None = None
    updated_at: dt.datetime | None = None


class AuthorInput(TypedDict, total=False):
    id: UUID | str
    name: str
    role: str


class DimensionsInput(TypedDict, total=False):
    height_mm: int
    width_mm: float
    weight_g: int


class SeriesInput(TypedDict, total=False):
    id: UUID | str
    name: str
    position: int


class TitleSeries(Model):
    id: UUID
    name: str
    position: int


class TitleDimensions(Model):
    height_mm: int
    width_mm: float
    weight_g: int


class Title(Model):
    id: UUID
    isbn: str | None
    title: str
    subtitle: str | None = None
    authors: list[Author]
    type: str
    class_: str = Field(alias="class")
    language: str
    published: int
    pages: int | None = None
    formats: list[str]
    subjects: list[str] | None = None
    series: TitleSeries | None = None
    dimensions: TitleDimensions | None = None
    rating: float | None
    replacement_cost: Price | None = None
    descriptions: dict[str, str] | None = None
    created_at: dt.datetime | None = None
    updated_at: dt.datetime | None = None


class TitleAvailabilityBranch(Model):
    total: int
    available: int
    shelf: str | None


class TitleAvailability(Model):
    title_id: UUID
    branches: dict[str, TitleAvailabilityBranch]
    due: dict[str, int]
    holds: int


class TitleListItem(Model):
    id: UUID
    isbn: str | None
    title: str
    authors: list[Author]
    type: str
    class_: str = Field(alias="class")
    language: str
    published: int
    formats: list[str]
    rating: float | None
    subtitle: str | None = None


class TitleList(Model):
    count: int
    next: str | None
    previous: str | None
    results: list[TitleListItem]


class UploadCoverResult(Model):
    file_name: str = Field(alias="file-name")
    content_type: str = Field(alias="content-type")
    size: int
    dimensions: list[int]
    sha_256: JsonValue = Field(alias="sha-256")
