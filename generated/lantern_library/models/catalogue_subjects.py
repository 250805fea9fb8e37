"""Models of Subjects."""

from pydantic import Field

from .._runtime.models import Model


class Subject(Model):
    class_: str = Field(alias="class")
    name: str
    title_count: int
    children: "list[Subject]"
