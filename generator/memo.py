"""What one run found out, kept for the next: `watch` writes a client again at every save.

The stages are functions of values that nobody changes, and what a pass leaves as it is stays
the same object. So most of what a run asks after a change was asked by the run before, of the
very same objects, and need not be worked out again. The result is that of a run which knows
nothing: a memo may only be asked for what its key decides.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import replace
from operator import is_
from typing import Any, TypeVar, TypeVarTuple, cast

T = TypeVar("T")
Arguments = TypeVarTuple("Arguments")


class Memo:
    """Answers of the run before; those that a run does not ask for are given up with its end."""

    keeps = True
    """Whether there is a next run."""

    def __init__(self) -> None:
        self._before: dict[Hashable, tuple[object, object]] = {}
        self._now: dict[Hashable, tuple[object, object]] = {}
        self._tools: dict[Hashable, object] = {}

    def next_run(self) -> None:
        """A run is done: what it asked is known to the next."""
        self._before, self._now = self._now, {}

    def give_up(self) -> None:
        """A run has failed: the next one knows what this one knew."""
        self._now = {}

    def of(self, what: Hashable, key: tuple[object, ...], make: Callable[[], T]) -> T:
        """What `make` gives; what it gave before for the same key.

        Texts, bytes, numbers and tuples in a key are the same where they are equal, all else where
        it is the same object. Whatever the result depends on must be in the key. `what` is
        asked, a function or a word, tells the keys of different questions apart.
        """
        known = what, _key(key)
        found = self._now.get(known) or self._before.get(known)
        if found is None:
            # With the key, so that no other object gets an identity that is in it.
            found = key, make()
        self._now[known] = found
        return cast(T, found[1])

    def call(self, function: Callable[[*Arguments], T], *arguments: *Arguments) -> T:
        """What a function gives for arguments, which nothing else decides."""
        return self.of(function, arguments, lambda: function(*arguments))

    def same(self, key: Hashable, value: T) -> T:
        """The value that the run before had under this key, where it is equal to this one.

        What equality passes over must be of no importance, or stand in the key: the order of
        mappings and sets, 1 beside true, fields that are not compared.
        """
        before = self._before.get((Memo, key))
        if before is not None and before[1] == value:
            value = before[1]
        self._now[Memo, key] = (), value
        return value

    def replaced(self, part: T, **values: object) -> T:
        """As `dataclasses.replace`: one object for the same values in the same part.

        The part itself, where these are the values that it has: they, or what is in their tuples.
        """
        if all(_is_same(getattr(part, name), value) for name, value in values.items()):
            return part
        key = part, *values, *values.values()
        return self.of(replace, key, lambda: cast(T, replace(cast(Any, part), **values)))

    def tool(self, name: Hashable, make: Callable[[], T]) -> T:
        """The one object of this name: a cache that is right whatever the input, and stays."""
        if name not in self._tools:
            self._tools[name] = make()
        return cast(T, self._tools[name])


class _NoMemo(Memo):
    """Nothing was before, and nothing comes after: most runs are alone."""

    keeps = False

    def of(self, what: Hashable, key: tuple[object, ...], make: Callable[[], T]) -> T:  # noqa: ARG002
        return make()

    def same(self, key: Hashable, value: T) -> T:  # noqa: ARG002
        return value

    def tool(self, name: Hashable, make: Callable[[], T]) -> T:  # noqa: ARG002
        return make()


NO_MEMO: Memo = _NoMemo()


def _is_same(one: object, other: object) -> bool:
    return one is other or (
        isinstance(one, tuple)
        and isinstance(other, tuple)
        and len(one) == len(other)
        and all(map(is_, one, other))
    )


def _key(values: tuple[object, ...]) -> Hashable:
    return tuple([_TOLD_BY.get(type(value), id)(value) for value in values])


def _number(value: object) -> Hashable:
    # With its type: 1, 1.0 and True are equal, and an identity is a number too.
    return type(value), value


_TOLD_BY: dict[type, Callable[[Any], Hashable]] = {
    **dict.fromkeys((int, float, bool), _number),
    str: str,
    bytes: bytes,
    tuple: _key,
}
"""What values of these types are told apart by; all others by what they are."""
