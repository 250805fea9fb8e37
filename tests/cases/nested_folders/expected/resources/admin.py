"""What administrators do."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from pydantic import JsonValue

from .._runtime import Operation, Options, Transport

if TYPE_CHECKING:
    from .admin_users import AdminUsers

_WHOAMI: Operation[JsonValue] = Operation("GET", "/admin", auth=())


class Admin:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    @cached_property
    def users(self) -> AdminUsers:
        from .admin_users import AdminUsers

        return AdminUsers(self._transport)

    def whoami(self, *, options: Options | None = None) -> JsonValue:
        """Whoami."""
        return self._transport.send(_WHOAMI, options=options)
