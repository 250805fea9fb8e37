"""Models of Branches."""

from typing import TypedDict
from uuid import UUID

from pydantic import Field, JsonValue

from .._runtime import JsonInput
from .._runtime.models import Model
from .shared import BranchAddress, MemberAddress


class Location(Model):
    latitude: float
    longitude: float


class Friday(Model):
    from_: str = Field(alias="from")
    to: str


class BranchOpeningHours(Model):
    monday: Friday
    tuesday: Friday
    wednesday: Friday
    thursday: Friday
    friday: Friday
    saturday: Friday
    sunday: JsonValue


class Branch(Model):
    id: UUID
    code: str
    name: str
    address: BranchAddress
    phone: str
    email: str
    location: Location
    services: list[str]
    opening_hours: BranchOpeningHours
    closures: dict[str, str]


class BranchListItemOpeningHours(Model):
    monday: Friday | None
    tuesday: Friday
    wednesday: Friday
    thursday: Friday
    friday: Friday
    saturday: Friday
    sunday: JsonValue


class BranchListItem(Model):
    id: UUID
    code: str
    name: str
    address: MemberAddress
    phone: str | None
    email: str
    location: Location
    services: list[str]
    opening_hours: BranchListItemOpeningHours
    closures: dict[str, str]


class ClearCacheResult(Model):
    purged: bool
    objects: int


MondayInput = TypedDict(
    "MondayInput",
    {
        "from": str,
        "to": str,
    },
    total=False,
)


class OpeningHoursInput(TypedDict, total=False):
    monday: MondayInput | Model
    sunday: JsonInput
