"""Users."""

from __future__ import annotations

from pydantic import JsonValue

from .._runtime import Id, Operation, Options, Transport

_AVATAR: Operation[JsonValue] = Operation(
    "GET",
    "/avatar.png",
    auth=(),
    server="https://cdn.acme.test",
)
_GET: Operation[JsonValue] = Operation("GET", "/users/{id}", auth=())
_LIST: Operation[JsonValue] = Operation("GET", "/users", auth=())


class Users:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def avatar(self, *, options: Options | None = None) -> JsonValue:
        """Avatar."""
        return self._transport.send(_AVATAR, options=options)

    def get(self, id: Id, *, options: Options | None = None) -> JsonValue:
        """Get user."""
        return self._transport.send(_GET, path={"id": id}, options=options)

    def list(self, *, options: Options | None = None) -> JsonValue:
        """List users."""
        return self._transport.send(_LIST, options=options)
