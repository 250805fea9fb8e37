"""Models of Catalogue."""

import datetime as dt
from typing import TypedDict
from uuid import UUID

from pydantic import Field, JsonValue

from .._runtime.models import Model
from .shared import Price


class AddTitleDescriptionsInput(TypedDict, total=False):
    en: str
    fr: str


class Author(Model):
    id: UUID
    name: str
    role: str


class AddTitleResultDescriptions(Model):
    en: str | None = None
    fr: str | None = None


class AddTitleResult(Model):
    id: UUID
    isbn: str | None
    title: str
    authors: list[Author]
    type: str
    class_: str = Field(alias="class")
    language: str
    published: int
    pages: int | None
    formats: list[str]
    subjects: list[str]
    series: JsonValue
    dimensions: JsonValue
    rating: JsonValue
    replacement_cost: Price
    descriptions: AddTitleResultDescriptions
    created_at: dt.datetime
    updated_at: dt.datetime


class AuthorInput(TypedDict, total=False):
    id: UUID | str
    name: str
    role: str


class CafeLitteraireShelf(Model):
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


class Dimensions(Model):
    height_mm: int
    width_mm: float
    weight_g: int


class DimensionsInput(TypedDict, total=False):
    height_mm: int
    width_mm: float
    weight_g: int


class ReplaceTitleDescriptionsInput(TypedDict, total=False):
    en: str
    de: str


class Series(Model):
    id: UUID
    name: str
    position: int


class ReplaceTitleResultDescriptions(Model):
    en: str
    de: str


class ReplaceTitleResult(Model):
    id: UUID
    isbn: str
    title: str
    subtitle: str
    authors: list[Author]
    type: str
    class_: str = Field(alias="class")
    language: str
    published: int
    pages: int
    formats: list[str]
    subjects: list[str]
    series: Series
    dimensions: Dimensions
    rating: float
    replacement_cost: Price
    descriptions: ReplaceTitleResultDescriptions
    created_at: dt.datetime
    updated_at: dt.datetime


class SeriesInput(TypedDict, total=False):
    id: UUID | str
    name: str
    position: int


class TitleDescriptions(Model):
    en: str | None = None
    de: str | None = None
    fr: str | None = None


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
    pages: int | None
    formats: list[str]
    subjects: list[str]
    series: Series | None
    dimensions: Dimensions | None
    rating: float | None
    replacement_cost: Price
    descriptions: TitleDescriptions
    created_at: dt.datetime
    updated_at: dt.datetime


class TitleAvailabilityBranch(Model):
    total: int
    available: int
    shelf: str | None


class TitleAvailability(Model):
    title_id: UUID
    branches: dict[str, TitleAvailabilityBranch]
    due: dict[str, int]
    holds: int


class TitleList(Model):
    count: int
    next: str | None
    previous: str | None
    results: list[CafeLitteraireShelf]


class UploadCoverResult(Model):
    file_name: str = Field(alias="file-name")
    content_type: str = Field(alias="content-type")
    size: int
    dimensions: list[int]
    sha_256: JsonValue = Field(alias="sha-256")
