"""Models of Branches."""

from typing import TypedDict
from uuid import UUID

from pydantic import Field, JsonValue

from .._runtime import JsonInput
from .._runtime.models import Model
from .shared import Address


class BranchLocation(Model):
    latitude: float
    longitude: float


class BranchOpeningHoursFriday(Model):
    from_: str = Field(alias="from")
    to: str


class BranchOpeningHours(Model):
    monday: BranchOpeningHoursFriday | None
    tuesday: BranchOpeningHoursFriday
    wednesday: BranchOpeningHoursFriday
    thursday: BranchOpeningHoursFriday
    friday: BranchOpeningHoursFriday
    saturday: BranchOpeningHoursFriday
    sunday: JsonValue


class Branch(Model):
    id: UUID
    code: str
    name: str
    address: Address
    phone: str | None
    email: str
    location: BranchLocation
    services: list[str]
    opening_hours: BranchOpeningHours
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
