"""Models of Values."""

from typing import TypedDict

from pydantic import Field

from .._runtime.models import Model


class ValueObject(Model):
    a: int


class Value(Model):
    value: str | int | None
    list_: list[str | int | None] = Field(alias="list")
    object: ValueObject | list[str] | str


class ValueItemInput(TypedDict, total=False):
    a: int
