"""Users."""

from __future__ import annotations

from .._runtime import OMIT, Id, Omit, Operation, Options, Transport
from .._runtime.models import Model
from ..models.users import AddressInput, User, UserList

_CREATE: Operation[User] = Operation(
    "POST",
    "/users",
    returns={201: User},
    auth=(),
    content_type="text/plain",
)
_GET: Operation[User] = Operation(
    "GET",
    "/users/{id}",
    returns={200: User},
    auth=(),
)
_LIST: Operation[UserList] = Operation(
    "GET",
    "/users",
    returns={200: UserList},
    auth=(),
)


class Users:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def create(
        self,
        *,
        address: AddressInput | Model | Omit = OMIT,
        options: Options | None = None,
    ) -> User:
        """Create user."""
        return self._transport.send(_CREATE, json={"address": address}, options=options)

    def get(self, id: Id, *, options: Options | None = None) -> User:
        """Get user."""
        return self._transport.send(_GET, path={"id": id}, options=options)

    def list(self, *, options: Options | None = None) -> UserList:
        """List users."""
        return self._transport.send(_LIST, options=options)
