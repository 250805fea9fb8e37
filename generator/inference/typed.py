"""A value without what it says: every scalar as the placeholder of its type."""

from __future__ import annotations

import json
from collections.abc import Iterable

from .formats import string_format
from .maps import is_map
from .observe import DEEPEST, is_drawn, observe, observe_placeholder

_FORMATS = {"date-time": "<dateTime>"}
"""Formats whose placeholder is named otherwise (see POSTMAN's `typesMap` in `observe`)."""
_DRAWN = "string"
_TOO_DEEP = "<Error: Too many levels of nesting to fake this schema>"


def typed(value: object, depth: int = 0) -> object:
    """The value with placeholders, such as `<uuid>`, in place of its scalars.

    It has the type that the value has: `observe` gives the same for both. Of the elements
    of a list those of one shape stand once, and keys that are data become `key_0`, `key_1`.
    """
    if depth > DEEPEST:
        return _TOO_DEEP
    match value:
        case bool():
            return "<boolean>"
        case int():
            return "<integer>"
        case float():
            return "<number>"
        case str() if observe_placeholder(value) is not None:
            return value
        case str():
            name = string_format(value)
            return "<string>" if name is None else _FORMATS.get(name, f"<{name}>")
        case list():
            return _distinct(typed(item, depth + 1) for item in value)
        case dict():
            # A value that a converter drew has no type, and is no placeholder of one.
            members = {
                key: _DRAWN if is_drawn(key, item) else typed(item, depth + 1)
                for key, item in value.items()
            }
            if not is_map(value, [observe(item, depth + 1) for item in value.values()]):
                return members
            return {f"key_{n}": item for n, item in enumerate(_distinct(members.values()))}
        case _:
            return value


def _distinct(values: Iterable[object]) -> list[object]:
    return list({json.dumps(value, sort_keys=True): value for value in values}.values())
