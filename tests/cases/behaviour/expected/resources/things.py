"""Things."""

from __future__ import annotations

from pydantic import JsonValue

from .._runtime import OMIT, Omit, Operation, Options, Transport

_LOOK: Operation[JsonValue] = Operation(
    "GET",
    "/things",
    auth=(),
    redirects=3,
    has_cookies=False,
    without=("accept",),
)
_LOOK_ONCE: Operation[None] = Operation(
    "GET",
    "/things/once",
    returns={302: None},
    auth=(),
    redirects=0,
    without=("accept",),
)
_PUT: Operation[JsonValue] = Operation(
    "POST",
    "/things",
    auth=(),
    keeps_method=True,
    has_cookies=False,
    without=("content-type", "user-agent"),
)
_PUT_AS_IT_SAYS: Operation[JsonValue] = Operation(
    "POST",
    "/things/typed",
    auth=(),
    content_type="application/vnd.acme+json",
    redirects=3,
    has_cookies=False,
    without=("content-type",),
)
_PUT_TEXT: Operation[JsonValue] = Operation(
    "POST",
    "/things/text",
    auth=(),
    redirects=3,
    has_cookies=False,
    without=("content-type",),
)


class Things:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def look(self, *, options: Options | None = None) -> JsonValue:
        """Look."""
        return self._transport.send(_LOOK, options=options)

    def look_once(self, *, options: Options | None = None) -> None:
        """Look once."""
        return self._transport.send(_LOOK_ONCE, options=options)

    def put(self, *, a: int | Omit = OMIT, options: Options | None = None) -> JsonValue:
        """Put."""
        return self._transport.send(_PUT, json={"a": a}, options=options)

    def put_as_it_says(
        self, *, a: int | Omit = OMIT, options: Options | None = None
    ) -> JsonValue:
        """Put as it says."""
        return self._transport.send(_PUT_AS_IT_SAYS, json={"a": a}, options=options)

    def put_text(
        self, *, body: str | bytes, options: Options | None = None
    ) -> JsonValue:
        """Put a text."""
        return self._transport.send(_PUT_TEXT, content=body, options=options)
