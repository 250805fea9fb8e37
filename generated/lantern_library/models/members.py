"""Models of Members."""

import datetime as dt
from typing import TypedDict
from uuid import UUID

from pydantic import Field, JsonValue

from .._runtime.models import Model
from .shared import Address, HomeBranch


class Name(Model):
    given: str
    family: str
    preferred: str | None = None


class PreferencesRemindersDueSoon(Model):
    enabled: bool
    days_before: int


class PreferencesReminders(Model):
    due_soon: PreferencesRemindersDueSoon
    hold_ready: PreferencesRemindersDueSoon


class Preferences(Model):
    language: str
    channels: list[str]
    reminders: PreferencesReminders


class MemberSuspension(Model):
    reason: str
    from_: dt.date = Field(alias="from")
    until: JsonValue


class Member(Model):
    id: UUID
    card_number: str
    name: Name
    email: str | None
    phone: str | None
    date_of_birth: dt.date
    status: str
    type: str
    home_branch: HomeBranch
    address: Address
    preferences: Preferences
    suspension: MemberSuspension | None
    joined_on: dt.date
    expires_on: dt.date


class MemberList(Model):
    count: int
    next: str | None
    previous: str | None
    results: list[Member]


class NameInput(TypedDict, total=False):
    given: str
    family: str
    preferred: str


class RemindersDueSoonInput(TypedDict, total=False):
    enabled: bool
    days_before: int


class RemindersInput(TypedDict, total=False):
    due_soon: RemindersDueSoonInput | Model
    hold_ready: RemindersDueSoonInput | Model


class PreferencesInput(TypedDict, total=False):
    language: str
    channels: list[str]
    reminders: RemindersInput | Model


class RegisterMemberAddressInput(TypedDict, total=False):
    line1: str
    line2: str | None
    city: str
    postcode: str


class RegisterMemberResult(Model):
    id: UUID
    card_number: str
    name: Name
    email: str | None
    phone: str | None
    date_of_birth: dt.date
    status: str
    type: str
    home_branch: HomeBranch
    address: Address
    preferences: Preferences
    suspension: JsonValue
    joined_on: dt.date
    expires_on: dt.date


class SendDocumentsResultDocument(Model):
    id: UUID
    file_name: str = Field(alias="file-name")
    content_type: str = Field(alias="content-type")
    size: int


class SendDocumentsResult(Model):
    documents: list[SendDocumentsResultDocument]
    state: str


class UpdateMemberAddressInput(TypedDict, total=False):
    line1: str
    city: str
    postcode: str


class UpdateMemberResultName(Model):
    given: str
    family: str


class UpdateMemberResult(Model):
    id: UUID
    card_number: str
    name: UpdateMemberResultName
    email: str | None
    phone: str | None
    date_of_birth: dt.date
    status: str
    type: str
    home_branch: HomeBranch
    address: Address
    preferences: Preferences
    suspension: JsonValue
    joined_on: dt.date
    expires_on: dt.date
