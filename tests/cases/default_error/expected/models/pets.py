"""Models of Pets."""

from .._runtime.models import Model


class NotFound(Model):
    reason: str


class Pet(Model):
    id: int


class UnexpectedError(Model):
    code: int
    message: str
