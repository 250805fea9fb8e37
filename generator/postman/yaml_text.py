"""YAML as Postman writes it -> plain values, whatever the text is up to.

The scalars are those of YAML 1.2's core schema, as Postman's own reader has them: `yes` and
`2024-01-31` are texts. Only the events of the parser are used: no tags, no classes, and what
aliases unfold to is counted before anybody walks through it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from ..diagnostics import InputError

_MOST_VALUES = 500_000
"""In one file, those that aliases repeat counted each time."""
_FEWEST_VALUES = 1_000
_MOST_TIMES = 4
"""Values for each character: without aliases there are fewer, so that many small files cannot
hold much more than a large one."""
_DEEPEST = 100
"""Levels of lists and objects."""
_LONGEST_INTEGER = 300
"""Digits; no number of a collection has more."""

_NO_TEXT = "a key that is no text; put quotes around {{variables}}"
_SURROGATES = re.compile("[\ud800-\udfff]")
_NULL = re.compile(r"~|null|Null|NULL|")
_BOOLEAN = re.compile(r"true|True|TRUE|false|False|FALSE")
_INTEGER = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", re.ASCII)
_NUMBER = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", re.ASCII)

_Parser: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NO_KEY = object()


@dataclass(slots=True)
class _Open:
    """A list or an object that is being read."""

    value: list[object] | dict[str, object]
    anchor: str | None
    first: int
    """The number of values read before it."""
    key: object = _NO_KEY
    depth: int = 0
    """Levels inside of it."""


@dataclass(slots=True)
class _Reading:
    """What was read so far."""

    stack: list[_Open] = field(default_factory=list)
    anchors: dict[str, tuple[object, int, int]] = field(default_factory=dict)
    """Value, number of values in it, levels in it."""
    count: int = 0
    root: object = None
    documents: int = 0
    most: int = _MOST_VALUES


def load_yaml(text: str) -> object:
    """The value of a YAML text with one document. Raises InputError with the line."""
    reading = _Reading(most=min(_MOST_VALUES, _FEWEST_VALUES + _MOST_TIMES * len(text)))
    try:
        for event in yaml.parse(text, Loader=_Parser):
            _take(event, reading)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = f"line {mark.line + 1}: " if mark else ""
        raise _bad(f"{line}{error.problem or error.context}") from None
    except yaml.YAMLError as error:
        raise _bad(str(error).splitlines()[0]) from None
    return reading.root


def _bad(message: str) -> InputError:
    return InputError(f"no YAML that can be read: {message}", code="bad-yaml")


def _take(event: Any, reading: _Reading) -> None:
    line = event.start_mark.line + 1 if event.start_mark else 0
    if getattr(event, "tag", None) is not None:
        raise _bad(f"line {line}: it has a tag")
    match event:
        case yaml.DocumentStartEvent():
            reading.documents += 1
            if reading.documents > 1:
                raise _bad(f"line {line}: a second document begins")
        case yaml.AliasEvent():
            if event.anchor not in reading.anchors:
                raise _bad(f"line {line}: an alias to nothing that stands before it")
            value, count, depth = reading.anchors[event.anchor]
            _add(value, count, depth, reading, line)
        case yaml.ScalarEvent():
            text = _whole(event.value)
            value = _scalar(text) if event.implicit[0] else text
            is_key = bool(reading.stack) and _takes_key(reading.stack[-1])
            _add(text if is_key else value, 1, 0, reading, line)
            if event.anchor is not None:
                reading.anchors[event.anchor] = value, 1, 0
        case yaml.SequenceStartEvent() | yaml.MappingStartEvent():
            if reading.stack and _takes_key(reading.stack[-1]):
                raise _bad(f"line {line}: {_NO_TEXT}")
            if len(reading.stack) >= _DEEPEST:
                raise _bad(f"line {line}: nested deeper than {_DEEPEST} levels")
            made: list[object] | dict[str, object]
            made = [] if isinstance(event, yaml.SequenceStartEvent) else {}
            reading.stack.append(_Open(made, event.anchor, reading.count))
        case yaml.SequenceEndEvent() | yaml.MappingEndEvent():
            closed = reading.stack.pop()
            count, depth = reading.count - closed.first + 1, closed.depth + 1
            reading.count = closed.first
            _add(closed.value, count, depth, reading, line)
            if closed.anchor is not None:
                reading.anchors[closed.anchor] = closed.value, count, depth
        case _:
            pass


def _takes_key(top: _Open) -> bool:
    return isinstance(top.value, dict) and top.key is _NO_KEY


def _add(value: object, count: int, depth: int, reading: _Reading, line: int) -> None:
    """Put a value, which holds so many, into what is open; the root where nothing is."""
    reading.count += count
    if reading.count > reading.most:
        raise _bad(f"line {line}: more than {reading.most} values")
    if not reading.stack:
        reading.root = value
        return
    top = reading.stack[-1]
    top.depth = max(top.depth, depth)
    if len(reading.stack) + depth > _DEEPEST:
        raise _bad(f"line {line}: nested deeper than {_DEEPEST} levels")
    if isinstance(top.value, list):
        top.value.append(value)
    elif top.key is not _NO_KEY:
        top.value[str(top.key)] = value
        top.key = _NO_KEY
    elif isinstance(value, list | dict):
        raise _bad(f"line {line}: {_NO_TEXT}")
    else:
        top.key = value


def _whole(text: str) -> str:
    """A text without halves of surrogate pairs: the parser in Python reads escapes of them."""
    if not _SURROGATES.search(text):
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _scalar(text: str) -> object:
    """A plain scalar by the core schema of YAML 1.2 (section 10.3.2)."""
    if _NULL.fullmatch(text):
        return None
    if _BOOLEAN.fullmatch(text):
        return text.lower() == "true"
    if _INTEGER.fullmatch(text) and len(text) <= _LONGEST_INTEGER:
        base = {"0o": 8, "0x": 16}.get(text[:2], 10)
        return int(text[2:] if base != 10 else text, base)
    if _NUMBER.fullmatch(text) and len(text) <= _LONGEST_INTEGER:
        number = float(text)
        return text if number in (float("inf"), float("-inf")) else number
    return text
