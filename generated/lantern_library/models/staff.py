"""Models of Staff."""

import datetime as dt
from uuid import UUID

from .._runtime.models import Model


class AuditLogActor(Model):
    id: UUID
    name: str


class AuditLogObject(Model):
    type: str
    id: UUID


class AuditLogChanges(Model):
    status: list[str] | None = None
    outstanding: list[int] | None = None


class AuditLog(Model):
    id: UUID
    action: str
    actor: AuditLogActor
    object: AuditLogObject
    changes: AuditLogChanges
    at: dt.datetime


class Staff(Model):
    id: UUID
    username: str
    name: str
    email: str
    roles: list[str]
    branch: str
    active: bool
    last_login_at: dt.datetime | None
