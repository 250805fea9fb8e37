"""Models of Partner libraries."""

from uuid import UUID

from pydantic import JsonValue

from .._runtime.models import Model


class PartnerLibrary(Model):
    id: UUID
    name: str
    email: str
    lending_limit: int
    rating: float
    note: str | None
    members: list[JsonValue]


class PartnerLibraryList(Model):
    total: int
    items: list[PartnerLibrary]
