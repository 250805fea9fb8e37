"""Models of Users."""

import datetime as dt

from pydantic import Field

from .._runtime.models import Model


class User(Model):
    created_at: dt.datetime = Field(alias="createdAt")
    user_id: int = Field(alias="userID")
    first_name: str = Field(alias="first-name")
    type: str = Field(alias="@type")
    a_b: bool = Field(alias="a b")
    value_sfmq: int = Field(alias="")
    ete: str = Field(alias="été")
    links: list[int] = Field(alias="_links")
    ref: str = Field(alias="$ref")
    n9_lives: int = Field(alias="9lives")
