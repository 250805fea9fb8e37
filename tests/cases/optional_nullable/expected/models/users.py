"""Models of Users."""

from .._runtime.models import Model


class User(Model):
    always: int
    sometimes: str | None = None
    nullable: str | None
    both: int | None = None
    number: float
    date: str
