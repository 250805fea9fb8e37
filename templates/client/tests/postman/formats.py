"""JSON and XML as scripts read and write them."""

from __future__ import annotations

import json
import math
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from xml.parsers import expat

from .inherited import Builtin
from .values import (
    LARGEST,
    UNDEFINED,
    Nothing,
    ScriptError,
    Value,
    as_whole,
    plain,
    text_of,
    wrap,
)


def _constant(name: str) -> object:
    raise ValueError(name)


def _whole_number(digits: str) -> float | int:
    found = int(digits) if len(digits) < 400 else math.inf
    return found if abs(found) <= LARGEST else float(found)


def parse(value: object) -> Value:
    """JSON as a value. Raises where it is none."""
    whole = text_of(plain(value)).removeprefix("\ufeff")
    try:
        data = json.loads(
            whole,
            parse_int=_whole_number,
            parse_float=lambda digits: as_whole(float(digits)),
            parse_constant=_constant,
        )
    except (ValueError, RecursionError) as error:
        raise ScriptError(f"no JSON: {error}") from None
    return wrap(data)


def as_json(data: Any) -> Any:
    """What JSON can hold: undefined is left out of objects, and null elsewhere."""
    match data:
        case dict():
            return {k: as_json(v) for k, v in data.items() if not _is_untold(v)}
        case list():
            return [as_json(item) for item in data]
        case Nothing() | Builtin():
            return None
        case float() if not math.isfinite(data):
            return None
    return data


def _is_untold(data: object) -> bool:
    return isinstance(data, Nothing | Builtin)


def stringify(value: object) -> Value:
    """A value as JSON."""
    data = plain(value)
    if _is_untold(data):
        return UNDEFINED
    written = json.dumps(as_json(data), separators=(",", ":"), ensure_ascii=False)
    return wrap(written)


@dataclass(slots=True)
class _Element:
    name: str
    attributes: dict[str, str]
    texts: list[str]
    children: dict[str, Any]


def parse_xml(value: object) -> Value:
    """XML as an object: elements by name, a list where one repeats, attributes in `$`.

    What is no XML gives undefined, as the parser that scripts use (xml2js) does.
    """
    root = _Element("", {}, [], {})
    open_elements = [root]

    def start(name: str, attributes: dict[str, str]) -> None:
        open_elements.append(_Element(name, attributes, [], {}))

    found: list[Any] = []

    def end(_: str) -> None:
        done = open_elements.pop()
        children = open_elements[-1].children
        made = _made(done)
        if done.name not in children:
            children[done.name] = made
        elif isinstance(children[done.name], list):
            children[done.name].append(made)
        else:
            children[done.name] = [children[done.name], made]
        if len(open_elements) == 1:
            found.append(root.children)

    def text(piece: str) -> None:
        open_elements[-1].texts.append(piece)

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    # What follows a whole element is not looked at, so that it may be no XML.
    with suppress(expat.ExpatError):
        parser.Parse(text_of(plain(value)).strip(), True)
    return wrap(found[0]) if found else UNDEFINED


def _made(element: _Element) -> Any:
    whole = "".join(element.texts).strip()
    if not element.attributes and not element.children:
        return whole
    made: dict[str, Any] = {}
    if element.attributes:
        made["$"] = dict(element.attributes)
    if whole:
        made["_"] = whole
    return made | element.children
