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
_LIST_AT_EU_ACME_TEST: Operation[JsonValue] = Operation(
    "GET",
    "/users",
    auth=(),
    server="https://eu.acme.test",
)
_LIST_AT_US_ACME_TEST: Operation[JsonValue] = Operation(
    "GET",
    "/users",
    auth=(),
    server="https://us.acme.test",
)


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

    def list_at_eu_acme_test(self, *, options: Options | None = None) -> JsonValue:
        """List users."""
        return self._transport.send(_LIST_AT_EU_ACME_TEST, options=options)

    def list_at_us_acme_test(self, *, options: Options | None = None) -> JsonValue:
        """List users."""
        return self._transport.send(_LIST_AT_US_ACME_TEST, options=options)
