"""The operations of the client itself."""

from __future__ import annotations

from pydantic import JsonValue

from .._runtime import Operation

_BASIC: Operation[JsonValue] = Operation("GET", "/c", auth=("basic",))
_INHERITED: Operation[JsonValue] = Operation("GET", "/f")
_KEY_IN_QUERY: Operation[JsonValue] = Operation("GET", "/b", auth=("api_key_in_query",))
_OWN_KEY: Operation[JsonValue] = Operation("GET", "/a", auth=("api_key_in_header",))
_PUBLIC: Operation[JsonValue] = Operation("GET", "/e", auth=())
_SPELLED_OUT: Operation[JsonValue] = Operation("GET", "/d", auth=("legacy_token",))
