"""Users."""

from __future__ import annotations

import datetime as dt

from pydantic import JsonValue

from .._runtime import OMIT, Id, Omit, Operation, Options, Transport
from ..models.users import User

_CREATE: Operation[JsonValue] = Operation(
    "POST",
    "/users",
    auth=(),
    content_type="text/plain",
)
_GET: Operation[User] = Operation(
    "GET",
    "/users/{id}",
    returns={200: User},
    auth=(),
)


class Users:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def create(
        self,
        *,
        created_at: dt.date | str | Omit = OMIT,
        first_name: str | Omit = OMIT,
        type: str | Omit = OMIT,
        options: Options | None = None,
    ) -> JsonValue:
        """Create user."""
        return self._transport.send(
            _CREATE,
            json={"createdAt": created_at, "first-name": first_name, "@type": type},
            options=options,
        )

    def get(self, id: Id, *, options: Options | None = None) -> User:
        """Get user."""
        return self._transport.send(_GET, path={"id": id}, options=options)
