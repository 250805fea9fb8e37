"""Which calls a shape is part of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache

from .surface import Call, Shape, Surface

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


class Uses:
    """Who uses the shapes of two clients; worked out where somebody asks."""

    def __init__(self, before: Surface, after: Surface) -> None:
        self._sides = before, after

    @cached_property
    def before(self) -> Mapping[str, Sequence[str]]:
        """The ids of the calls of the older one, by shape."""
        return users(self._sides[0])

    @cached_property
    def after(self) -> Mapping[str, Sequence[str]]:
        """The ids of the calls of the newer one, by shape."""
        return users(self._sides[1])


def users(surface: Surface) -> dict[str, list[str]]:
    """The ids of the calls by the shapes that they send, answer or raise, however deep."""
    found: dict[str, list[str]] = {}
    needs = {name: _named(shape) for name, shape in surface.shapes.items()}
    inside: dict[str, set[str]] = {}
    for call in surface.calls.values():
        if call.pages_of:
            continue
        names: set[str] = set()
        for name in {name for text in types_of(call) for name in names_in(text)}:
            if name not in inside:
                inside[name] = _within([name], needs.get)
            names |= inside[name]
        for name in names:
            found.setdefault(name, []).append(call.id)
    return {name: sorted(ids) for name, ids in found.items()}


def reached(texts: Iterable[str], surface: Surface) -> set[str]:
    """The shapes that annotations name, and those that these name."""
    shapes = surface.shapes
    names = [name for text in texts for name in names_in(text)]
    return _within(names, lambda name: _named(shapes[name]) if name in shapes else None)


def _named(shape: Shape) -> set[str]:
    """The names in the annotations of a shape."""
    return {name for one in shape.attributes for name in names_in(one.annotation)}


def _within(names: Iterable[str], needs: Callable[[str], set[str] | None]) -> set[str]:
    """Shapes, and those within them; `needs` gives None for what is no shape."""
    found: set[str] = set()
    waiting = [*names]
    while waiting:
        name = waiting.pop()
        if name not in found and (inner := needs(name)) is not None:
            found.add(name)
            waiting.extend(inner)
    return found
