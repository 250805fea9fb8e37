"""Lists of keys with values: headers, query parameters, path variables, form fields."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from .collection import KeyValue
from .shapes import (
    Spot,
    description_of,
    first,
    is_disabled,
    kind,
    text_of,
    text_or_none,
)
from .variables import mask, split_outside

_FOLDED_LINE = re.compile(r"\r?\n[ \t]+")
_HEADER_LINE = re.compile(r"\s*+(?P<off>//)?\s*+(?P<key>:?[^:]++):(?P<value>.*)", re.DOTALL)


def key_values(
    node: object,
    spot: Spot,
    field: str,
    from_text: Callable[[str], tuple[KeyValue, ...]] | None = None,
) -> tuple[KeyValue, ...]:
    """The entries of a list of `{key, value}` objects, in order.

    Taken as well, as Postman does: nothing, one such object, a map of keys to values,
    and text in place of the list or of an entry where `from_text` can read it.
    """
    match node:
        case None | "":
            return ()
        case str() if from_text:
            return from_text(node)
        case dict() if isinstance(node.get("key"), str):
            return (_key_value(node, spot),)
        case dict():
            return tuple(KeyValue(str(key), text_or_none(value)) for key, value in node.items())
        case list():
            return tuple(_entries(node, spot, field, from_text))
        case _:
            spot.notice(f"`{field}` is {kind(node)}: read as none")
            return ()


def headers(node: object, spot: Spot) -> tuple[KeyValue, ...]:
    """The headers of a request or an answer; those without a name can't be sent."""
    entries = key_values(node, spot, "header", header_lines)
    return tuple(header for header in entries if header.key)


def header_lines(text: str) -> tuple[KeyValue, ...]:
    """Headers as `Name: value` lines; `//` before the name switches one off (v1)."""
    found = []
    for line in _FOLDED_LINE.sub(" ", text).split("\n"):
        if match := _HEADER_LINE.fullmatch(line):
            disabled = match["off"] is not None
            found.append(KeyValue(match["key"].strip(), match["value"].strip(), disabled))
    return tuple(found)


def query_fields(text: str) -> tuple[KeyValue, ...]:
    """The parts between the `&` of a query: `key` has no value, `key=` a blank one."""
    found = []
    for part in split_outside(text, "&"):
        equals = mask(part).find("=")
        found.append(KeyValue(part) if equals < 0 else KeyValue(part[:equals], part[equals + 1 :]))
    return tuple(found)


def _entries(
    nodes: list[object],
    spot: Spot,
    field: str,
    from_text: Callable[[str], tuple[KeyValue, ...]] | None,
) -> Iterable[KeyValue]:
    for node in nodes:
        if isinstance(node, dict):
            yield spot.once(_key_value, node)
        elif isinstance(node, str) and from_text:
            yield from from_text(node)
        elif node is not None:
            spot.notice(f"`{field}` has {kind(node)} among its entries: left out")


def _key_value(node: Mapping[str, object], _: Spot) -> KeyValue:
    uploads = node.get("type") == "file"
    content_type = node.get("contentType")
    return KeyValue(
        key=text_of(first(node, "key", "id")),
        value=None if uploads else text_or_none(node.get("value")),
        disabled=is_disabled(node),
        description=description_of(node),
        is_file=uploads,
        # v1 has the paths in `value` (transformer, parseFormData).
        files=file_paths(first(node, "src", "value")) if uploads else (),
        content_type=content_type if isinstance(content_type, str) and content_type else None,
    )


def file_paths(node: object) -> tuple[str, ...]:
    """The `src` of an upload: a path, a list of paths, or nothing."""
    nodes = node if isinstance(node, list) else [node]
    return tuple(path for path in nodes if isinstance(path, str) and path)
