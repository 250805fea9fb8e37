"""Which calls a shape is part of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from .surface import Call, Surface

_WORD = re.compile(r"""'(?:\\.|[^'\\])*+(?:'|\Z)|"(?:\\.|[^"\\])*+(?:"|\Z)|\w+""")


@lru_cache(maxsize=10_000)
def names_in(annotation: str) -> tuple[str, ...]:
    """The names in an annotation, those in literals aside."""
    return tuple(word for word in _WORD.findall(annotation) if word[0] not in "'\"")


def renamed_in(annotation: str, names: Mapping[str, str]) -> str:
    """An annotation with other names for some, those in literals aside."""
    return _WORD.sub(lambda match: names.get(match[0], match[0]), annotation)


def types_of(call: Call) -> Iterable[str]:
    """All types that a call shows."""
    yield from (argument.annotation for argument in call.arguments)
    yield call.returns
    yield from call.answers.values()


def users(surface: Surface) -> dict[str, list[str]]:
    """The ids of the calls by the shapes that they send, answer or raise, however deep."""
    found: dict[str, list[str]] = {}
    inside: dict[str, set[str]] = {}
    for call in surface.calls.values():
        if call.pages_of:
            continue
        names: set[str] = set()
        for name in {name for text in types_of(call) for name in names_in(text)}:
            if name not in inside:
                inside[name] = reached([name], surface)
            names |= inside[name]
        for name in names:
            found.setdefault(name, []).append(call.id)
    return {name: sorted(ids) for name, ids in found.items()}


def reached(texts: Iterable[str], surface: Surface) -> set[str]:
    """The shapes that annotations name, and those that these name."""
    found: set[str] = set()
    waiting = [name for text in texts for name in names_in(text)]
    while waiting:
        name = waiting.pop()
        if name in surface.shapes and name not in found:
            found.add(name)
            waiting.extend(
                inner
                for one in surface.shapes[name].attributes
                for inner in names_in(one.annotation)
            )
    return found
