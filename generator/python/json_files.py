"""Values as the text of JSON files, as `json.dumps` with an indent of 2 has it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from json.encoder import encode_basestring
from typing import Any, Generic, TypeVar

Value = TypeVar("Value")

IN_EXAMPLE = 3
"""The depth of what is in an example: in a file, its list of examples, and one of them."""

_rest = json.JSONEncoder(allow_nan=False).encode


@dataclass(frozen=True, slots=True, eq=False)
class Written(Generic[Value]):
    """A value that stands in many places at the same depth, and its text there."""

    value: Value
    line: str
    """What begins a line at that depth."""
    text: str


def dump(value: object) -> str:
    """A value as the text of a JSON file."""
    return _text(value, "\n") + "\n"


def written(value: Value, depth: int) -> Written[Value]:
    """A value with its text for a place that so many lists and objects are around."""
    line = "\n" + "  " * depth
    return Written(value, line, _text(value, line))


def _text(value: Any, line: str) -> str:
    """The text of a value whose lines begin so; several times as fast as the standard library."""
    kind = type(value)  # which is quicker than `isinstance`, and nothing here is of a subclass
    if kind is str:
        return encode_basestring(value)
    if kind is dict:
        inner = f"{line}  "
        pairs = [
            # The text of a text at once: most values are one.
            f"{encode_basestring(key)}: "
            f"{encode_basestring(each) if type(each) is str else _text(each, inner)}"
            for key, each in value.items()
        ]
        return f"{{{inner}{f',{inner}'.join(pairs)}{line}}}" if pairs else "{}"
    if kind is list or kind is tuple:
        inner = f"{line}  "
        texts = [_text(each, inner) for each in value]
        return f"[{inner}{f',{inner}'.join(texts)}{line}]" if texts else "[]"
    if kind is Written:
        return value.text if value.line == line else _text(value.value, line)
    return _scalar(value)


def _scalar(value: object) -> str:
    """The text of what is neither text nor holds anything, as the library has it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    return "null" if value is None else _rest(value)
