"""Answers of operations that were never saved with one, from those beside them.

A list shows what one of its things is, and the other way round; what creates or replaces a
thing answers with it where others in the collection are seen to. Such an answer is a guess:
it is marked, tests assert nothing of it, and a strict client does not insist on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ..inference.interning import interned
from ..inference.types import Array, Record, Type
from ..memo import NO_MEMO, Memo
from .model import Operation, Outcome
from .naming import words
from .outcomes import is_error

_PARAMETER = re.compile(r"\{[^{}]*\}")
_GUESSED_STATUS = 200
_ID_WORDS = frozenset({"code", "guid", "id", "key", "number", "slug", "uid", "uuid"})

Path = tuple[str, str]
"""Server and path, its parameters as `{}`, without a slash at the end."""


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A way in which the answer of one operation follows from that of another."""

    name: str
    answer: Type
    """What the operation would answer."""
    source: Operation
    """The operation that shows it."""


def complete(operations: Sequence[Operation], memo: Memo = NO_MEMO) -> tuple[Operation, ...]:
    """The operations, with a guessed answer where those beside them tell one."""
    known: dict[tuple[str, Path], Operation] = {}
    for operation in operations:
        key = (operation.method, _path(operation))
        # Two with one path are told apart by what a path does not say.
        known[key] = operation if key not in known else replace(operation, outcomes=())
    right: dict[str, int] = {}
    wrong: dict[str, int] = {}
    for operation in operations:
        told = _answer(operation)
        if told is None:
            continue
        for pattern in _patterns(operation, known):
            counts = right if _is_alike(told, pattern.answer) else wrong
            counts[pattern.name] = counts.get(pattern.name, 0) + 1
    made = []
    for operation in operations:
        guess = None
        if not any(not is_error(outcome.status) for outcome in operation.outcomes):
            for pattern in _patterns(operation, known):
                is_confirmed = right.get(pattern.name, 0) > wrong.get(pattern.name, 0)
                # What a list is of is asked for by its id; `/news/{source}` may be a list.
                is_plain = pattern.name == "GET of one" and _is_by_id(operation)
                if is_confirmed or (is_plain and pattern.name not in wrong):
                    guess = pattern
                    break
        made.append(operation if guess is None else _with_guess(operation, guess, memo))
    return tuple(made)


def _with_guess(operation: Operation, guess: _Pattern, memo: Memo) -> Operation:
    answer, source = interned(guess.answer, memo), guess.source.id
    outcome = memo.of(
        _with_guess,
        (answer, source),
        lambda: Outcome(_GUESSED_STATUS, "json", answer, source=source),
    )
    return memo.replaced(operation, outcomes=(outcome, *operation.outcomes))


def _is_by_id(operation: Operation) -> bool:
    """Whether the last segment of the path is an id."""
    last = operation.path.rstrip("/").rpartition("/")[2]
    return last.startswith("{") and last.endswith("}") and bool(_ID_WORDS & set(words(last)))


def _path(operation: Operation) -> Path:
    return operation.server, _PARAMETER.sub("{}", operation.path).rstrip("/")


def _answer(operation: Operation) -> Type | None:
    """What an operation is known to answer with, where that is one JSON type."""
    successes = [one for one in operation.outcomes if not is_error(one.status)]
    told = [one.type for one in successes if one.kind == "json" and not one.source]
    return told[0] if len(told) == 1 else None


def _patterns(
    operation: Operation, known: Mapping[tuple[str, Path], Operation]
) -> Iterator[_Pattern]:
    """What an operation would answer, by what stands beside it; the surest first."""
    server, path = _path(operation)
    one = known.get(("GET", (server, path)))
    item = known.get(("GET", (server, f"{path}/{{}}")))
    many = known.get(("GET", (server, path.removesuffix("/{}")))) if path.endswith("/{}") else None
    method = operation.method
    if method == "GET" and many is not None and (thing := _item(many)) is not None:
        yield _Pattern("GET of one", thing, many)
    if method == "GET" and item is not None and (thing := _record(item)) is not None:
        yield _Pattern("GET of many", Array(thing), item)
    if method in {"PUT", "PATCH"} and path.endswith("/{}"):
        if one is not None and (thing := _record(one)) is not None:
            yield _Pattern(method, thing, one)
        elif many is not None and (thing := _item(many)) is not None:
            yield _Pattern(method, thing, many)
    if method == "POST":
        if item is not None and (thing := _record(item)) is not None:
            yield _Pattern(method, thing, item)
        elif one is not None and (thing := _item(one)) is not None and item is not None:
            yield _Pattern(method, thing, one)


def _record(operation: Operation) -> Record | None:
    """The object that an operation answers with."""
    told = _answer(operation)
    return told if isinstance(told, Record) and told.fields else None


def _item(operation: Operation) -> Record | None:
    """What the list is of that an operation answers with, be it in an envelope."""
    told = _answer(operation)
    lists = [told] if isinstance(told, Array) else []
    if isinstance(told, Record):
        lists = [field.type for field in told.fields if isinstance(field.type, Array)]
    if len(lists) != 1:
        return None
    items = lists[0].items
    return items if isinstance(items, Record) and items.fields else None


def _is_alike(told: Type, guessed: Type) -> bool:
    """Whether two types are one thing: objects of the same keys, alone or in lists."""
    if isinstance(told, Array) and isinstance(guessed, Array):
        return _is_alike(told.items, guessed.items)
    if isinstance(told, Record) and isinstance(guessed, Record):
        here, there = set(told.order), set(guessed.order)
        return 2 * len(here & there) > len(here | there)
    return False
