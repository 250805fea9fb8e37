"""What every reader needs: plain values out of odd JSON, and a place for what was odd."""

from __future__ import annotations

import json
import marshal
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from ..diagnostics import Diagnostic, Level, place
from ..memo import NO_MEMO, Memo

T = TypeVar("T")
Reader = Callable[[Any, "Spot"], T]
"""Makes something of a JSON value that stands at a place."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a collection, and the list that problems met there go to."""

    titles: tuple[str, ...] = ()
    found: list[Diagnostic] = field(default_factory=list)
    known: dict[tuple[Reader[object], bytes], object] = field(default_factory=dict)
    """What was made of the nodes that occur again and again, by their content."""
    memo: Memo = NO_MEMO

    def below(self, title: str) -> Spot:
        """The place inside this one that has this title."""
        return Spot((*self.titles, title), self.found, self.known, self.memo)

    def again(self, what: object, node: Any, more: Hashable, read: Callable[[Spot], T]) -> T:
        """What `read` makes of a node here, which the run before may have done already.

        `what` is the reader's name, `more` what else the result depends on.
        """
        if not self.memo.keeps:
            return read(self)

        def make() -> tuple[T, tuple[Diagnostic, ...]]:
            here = Spot(self.titles, [], self.known, self.memo)
            return read(here), tuple(here.found)

        key = marshal.dumps(node, 2), self.titles, more
        made, said = self.memo.of(what, key, make)
        self.found.extend(said)
        return made

    def once(self, read: Reader[T], node: Any) -> T:
        """What `read` makes of a node: one object for all nodes that are equal.

        A saved answer repeats its request, and most requests have the same few headers.
        Nodes that there is something to say of are read at each place.
        """
        # The quickest way to write down any JSON, byte for byte.
        key = read, marshal.dumps(node, 2)
        if key in self.known:
            return cast(T, self.known[key])
        said = len(self.found)
        made = read(node, self)
        if len(self.found) == said:
            self.known[key] = made
        return made

    def notice(self, message: str, code: str = "odd-shape") -> None:
        """Report what was read otherwise than it stands there; nothing is missing."""
        self.found.append(Diagnostic(Level.NOTICE, code, place(*self.titles), message))

    def warning(self, message: str, code: str = "odd-shape") -> None:
        """Report what was left out."""
        self.found.append(Diagnostic(Level.WARNING, code, place(*self.titles), message))


def kind(value: object) -> str:
    """What a JSON value is, in a reader's words."""
    match value:
        case None:
            return "null"
        case bool():
            return "true or false"
        case int() | float():
            return "a number"
        case str():
            return "text"
        case list():
            return "a list"
        case _:
            return "an object"


def text_of(value: object) -> str:
    """A value as text: null is none, lists and objects are their JSON."""
    match value:
        case str():
            return value
        case None:
            return ""
        case _:
            return json.dumps(value, ensure_ascii=False)


def text_or_none(value: object) -> str | None:
    """As `text_of`, with null kept apart from blank text."""
    return None if value is None else text_of(value)


def title_of(node: Mapping[str, object]) -> str:
    """The name of a collection, folder, item or example; blank where it has none."""
    name = node.get("name")
    return "" if isinstance(name, list | dict) else text_of(name)


def description_of(node: Mapping[str, object]) -> str:
    """A description, which is text, or an object with the text and its content type."""
    description = node.get("description")
    if isinstance(description, dict):
        description = description.get("content")
    return "" if isinstance(description, list | dict) else text_of(description)


def first(node: Mapping[str, object], *names: str) -> object:
    """The first of several names of a field that has a value; None where none has."""
    for name in names:
        if (value := node.get(name)) is not None:
            return value
    return None


def is_disabled(node: Mapping[str, object]) -> bool:
    """Whether an entry is switched off: v2 says `disabled`, v1 `enabled`."""
    return node.get("disabled") in (True, "true") or node.get("enabled") in (False, "false")
