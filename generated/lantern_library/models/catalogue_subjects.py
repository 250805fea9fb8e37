"""Models of Subjects."""

from pydantic import Field, JsonValue

from .._runtime.models import Model


class SubjectChildrenChildren(Model):
    class_: str = Field(alias="class")
    name: str
    title_count: int
    children: list[JsonValue]


class SubjectChildren(Model):
    class_: str = Field(alias="class")
    name: str
    title_count: int
    children: list[SubjectChildrenChildren]


class Subject(Model):
    class_: str = Field(alias="class")
    name: str
    title_count: int
    children: list[SubjectChildren]
