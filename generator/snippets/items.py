"""The JSON of each item, with its text as it stands in the file, less the secrets.

What the redaction replaced in the collection is replaced here in the same places. A file
also has texts that no stage reads, such as cookies: those go through the redaction too.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace

from ..postman.collection import Collection, Folder, Item, KeyValue, Located, Request, Url, walk
from ..postman.document import decode, parse, repair_surrogates
from ..postman.secret_names import is_distinctive
from ..postman.secrets import redact
from ..postman.shapes import Spot
from ..postman.v2 import read_item
from .json_text import TOKEN, layout
from .written import written

_MARK = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\Z)|[{}\[\]]', re.DOTALL)
_STRUCTURE = frozenset(
    {"key", "mode", "type", "method", "listen", "language", "_postman_previewlanguage", "code"}
)
"""Members whose texts are Postman's own words, or names."""

Texts = dict[str, str]
"""Texts of an item as they are in the file -> as they are shown."""


def item_texts(data: bytes, shown: Collection, original: Collection) -> list[Callable[[], str]]:
    """For each item of `walk(shown)` what gives its JSON, laid out anew.

    `original` is the collection as it was read from `data`; `shown` may be the same, or
    what the redaction made of it.
    """
    sources = _sources(data, original)
    items = [located.item for located in walk(original)]
    if shown is original:
        return [_plain(source, item) for source, item in zip(sources, items, strict=True)]
    shown_items = [located.item for located in walk(shown)]
    replaced = [dict(_differences(*pair)) for pair in zip(items, shown_items, strict=True)]
    known = [set(_texts(item)) for item in items]
    unread = {
        (name, text)
        for source, seen in zip(sources, known, strict=True)
        if source is not None
        for name, text, _ in _members(source)
        if text not in seen
    }
    others = _redacted(original, sorted(unread))
    return [
        _redacting(source, item, texts, others)
        for source, item, texts in zip(sources, shown_items, replaced, strict=True)
    ]


def _plain(source: str | None, item: Item) -> Callable[[], str]:
    return lambda: layout(source if source is not None else written(item))


def _redacting(
    source: str | None, item: Item, texts: Texts, others: dict[tuple[str, str], str]
) -> Callable[[], str]:
    if source is None:
        return lambda: layout(written(item))
    return lambda: layout(_without_secrets(source, texts, others))


# --- where the items are ----------------------------------------------------------------


def _sources(data: bytes, collection: Collection) -> list[str | None]:
    """The text of each item; None where the file does not have it as one, as in v1."""
    text = repair_surrogates(decode(data))[0]
    spans = iter(_spans(text))
    return [next(_until(located, text, spans), None) for located in walk(collection)]


def _until(located: Located, text: str, spans: Iterator[tuple[int, int]]) -> Iterator[str]:
    """The next text that reads as the item; those that the reader left out are passed over."""
    for start, end in spans:
        source = text[start:end]
        node, _ = parse(source)
        read = read_item(node, Spot(), {}) if isinstance(node, dict) else None
        if read is not None and _is_same(read, located.item):
            yield source
            return


def _is_same(one: Item, other: Item) -> bool:
    return (one.name, one.request, one.examples) == (other.name, other.request, other.examples)


@dataclass(slots=True)
class _Open:
    """A list or an object that is being passed through."""

    start: int
    is_node: bool = False
    """The collection, a folder or an item; or a list of those."""
    has_nodes: bool = False


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each object that is an item, in the order of the file."""
    stack: list[_Open] = []
    key = ""
    found = False
    for mark in _MARK.finditer(text):
        sign = mark[0]
        if sign[0] == '"':
            key = sign
        elif sign in "{[":
            outer = stack[-1] if stack else None
            names = key in {'"item"', '"items"'} or (len(stack) == 1 and key == '"collection"')
            in_list = outer is not None and text[outer.start] == "["
            is_node = outer is None or (outer.is_node and (in_list or names))
            if outer is not None and is_node and not in_list:
                outer.has_nodes = True
            stack.append(_Open(mark.start(), is_node))
            key = ""
        elif stack:
            closed = stack.pop()
            is_item = sign == "}" and closed.is_node and not closed.has_nodes
            if is_item and (stack or not found):
                found = True
                yield closed.start, mark.end()


# --- what is in them --------------------------------------------------------------------


def _members(source: str) -> Iterator[tuple[str, str, re.Match[str]]]:
    """Each text or number of an item with the name that its place gives it.

    The name is the key; for the value of a pair, the other member of it.
    """
    key = pair = ""
    waiting: re.Match[str] | None = None
    for token in TOKEN.finditer(source):
        sign = token[0]
        if sign == ":" and waiting is not None:
            key, waiting = json.loads(waiting[0]), None
            continue
        if waiting is not None:
            text = json.loads(waiting[0])
            pair = text if key in {"key", "name"} else pair
            yield (pair if key == "value" else key), text, waiting
            waiting = None
        if sign[0] == '"':
            waiting = token
        elif sign in "{}":
            pair = "" if sign == "{" else pair
        elif sign[0] in "-0123456789":
            yield (pair if key == "value" else key), sign, token
    if waiting is not None:
        yield key, json.loads(waiting[0]), waiting


def _texts(value: object) -> Iterator[str]:
    """All texts of a value of `postman.collection`; of those in lines, also the lines."""
    if isinstance(value, str):
        yield value
        if "\n" in value:
            yield from value.split("\n")
    elif isinstance(value, tuple):
        for element in value:
            yield from _texts(element)
    elif is_dataclass(value):
        for one in fields(value):
            yield from _texts(getattr(value, one.name))


def _differences(before: object, after: object) -> Iterator[tuple[str, str]]:
    """The texts of one value that the other one has replaced."""
    if before is after or before == after:
        return
    if isinstance(before, str) and isinstance(after, str):
        yield before, after
        lines = before.split("\n"), after.split("\n")
        if len(lines[0]) == len(lines[1]) > 1:
            yield from (pair for pair in zip(*lines, strict=True) if pair[0] != pair[1])
    elif isinstance(before, tuple) and isinstance(after, tuple):
        for pair in zip(before, after, strict=True):
            yield from _differences(*pair)
    elif is_dataclass(before):
        for one in fields(before):
            yield from _differences(getattr(before, one.name), getattr(after, one.name))


def _redacted(collection: Collection, texts: list[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """What the redaction makes of texts that stand beside a collection."""
    headers = tuple(KeyValue(name, text) for name, text in texts)
    beside = Folder("", (Item("", Request("GET", Url(""), headers)),))
    made, _ = redact(replace(collection, children=(*collection.children, beside)))
    *_, last = walk(made)
    return {
        pair: header.value or ""
        for pair, header in zip(texts, last.item.request.headers, strict=True)
        if header.value != pair[1]
    }


def _without_secrets(source: str, texts: Texts, others: dict[tuple[str, str], str]) -> str:
    parts: list[str] = []
    done = 0
    for name, text, token in _members(source):
        by = texts.get(text)
        if by is None:
            by = others.get((name, text))
        if by is None or (name in _STRUCTURE and not is_distinctive(text)):
            continue
        parts.extend((source[done : token.start()], json.dumps(by, ensure_ascii=False)))
        done = token.end()
    parts.append(source[done:])
    return "".join(parts)
