"""Models of Class."""

from pydantic import Field, JsonValue

from .._runtime.models import Model


class Class(Model):
    class_: str = Field(alias="class")
    from_: int = Field(alias="from")
    none: JsonValue = Field(alias="None")
    self: str
