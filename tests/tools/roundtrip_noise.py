"""What two conversions of one document differ in, and what that does to the client.

Where a document lets a value be null, or gives it no type or several, the converter draws
what kind of value it writes. A single value does not tell which others might have been
drawn, so that no reading of it is right for all of them: `{"a": null}` is what a conversion
gives of a text that may be null, of a number that may be, and of one that is always null.
So with texts drawn by a pattern, which may look like a number or a date in one conversion.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import Any

from generator.inference.observe import observe
from generator.inference.text import observe_text
from generator.inference.types import String
from generator.output.lock import EMPTY, LOCK_NAME
from generator.pipeline import Options, read, run

Json = Any


@dataclass(frozen=True, slots=True)
class Noise:
    """What a second conversion changed."""

    files: int
    """Files of the client that differ, those in `tests/` and the lock aside."""
    levelled: int
    """The same, once each value of another kind is as in the first conversion."""
    kinds: Counter[str]
    """How many values are of another kind, by the two kinds."""


def noise(first: bytes, second: bytes) -> Noise:
    """Compare the clients of two conversions."""
    kinds: Counter[str] = Counter()
    level = json.dumps(_levelled(json.loads(first), json.loads(second), kinds)).encode()
    files = differing(first, second)
    return Noise(files, differing(first, level) if files else 0, kinds)


def differing(first: bytes, second: bytes) -> int:
    """How many files outside `tests/` two collections give differently, the lock aside."""
    options = Options(name="client", make_tests=False)
    here, there = (run(read(data), EMPTY, options).files for data in (first, second))
    paths = (here.keys() | there.keys()) - {LOCK_NAME}
    return sum(here.get(path) != there.get(path) for path in paths)


def _levelled(one: Json, other: Json, kinds: Counter[str], *, in_body: bool = False) -> Json:
    """The other value, with that of the first in the place of each of another kind."""
    if not in_body and isinstance(one, str) and isinstance(other, str):
        here, there = _body(one), _body(other)
        if here is not None and there is not None:
            return json.dumps(_levelled(here, there, kinds, in_body=True))
    said = [_kind(value, in_body=in_body) for value in (one, other)]
    if said[0] != said[1]:
        kinds[" or ".join(sorted(said))] += 1
        return one
    match one, other:
        case dict(), dict():
            return {
                key: _levelled(one[key], value, kinds, in_body=in_body) if key in one else value
                for key, value in other.items()
            }
        case list(), list() if len(one) == len(other):
            pairs = zip(one, other, strict=True)
            return [_levelled(a, b, kinds, in_body=in_body) for a, b in pairs]
        case _:
            return other


def _body(text: str) -> Json:
    """The JSON of a body; None of any other text."""
    try:
        return json.loads(text) if text[:1] in {"{", "["} else None
    except ValueError:
        return None


def _kind(value: Json, *, in_body: bool) -> str:
    """What kind of value it is; of a text what it looks like, as all of a parameter is text."""
    if isinstance(value, str):
        type_ = observe(value) if in_body else observe_text(value)
        shown = type(type_).__name__.lower() if not isinstance(type_, String) else type_.format
        return f"text like {shown}" if shown else "text"
    names = {dict: "object", list: "list", bool: "boolean", int: "integer", float: "number"}
    return names.get(type(value), "null")
