"""Models of Events."""

import datetime as dt
from collections.abc import Mapping
from typing import TypedDict
from uuid import UUID

from pydantic import Field

from .._runtime.models import Model


class EventSchema(Model):
    a: int


class EventItem(Model):
    event: str = Field(alias="Event")


class Event(Model):
    date: dt.date
    datetime: dt.datetime
    uuid: UUID
    dt_: dt.date = Field(alias="dt")
    str_: str = Field(alias="str")
    int_: int = Field(alias="int")
    list_: list[str] = Field(alias="list")
    dict_: dict[str, int] = Field(alias="dict")
    json_: int = Field(alias="json")
    copy_: str = Field(alias="copy")
    schema_: EventSchema = Field(alias="schema")
    model_config_: int = Field(alias="model_config")
    model_fields_: int = Field(alias="model_fields")
    model_dump_: int = Field(alias="model_dump")
    fields: int
    event: EventItem = Field(alias="Event")


SchemaInput = TypedDict(
    "SchemaInput",
    {
        "a": int,
        "date": dt.date | str,
        "dict": Mapping[str, int],
    },
    total=False,
)
