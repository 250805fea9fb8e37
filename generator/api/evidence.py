"""What the whole collection says about the records of its answers.

One example shows a record once. Elsewhere in the collection the same record may stand
with fewer keys, or with a text where this one has null. Three steps, none of which looks
at the order of anything: gather the shapes of all saved answers, judge which keys are
required, complete what only null or an empty list was seen of. The rule is explained in
`docs/decisions.md`, its figures come from `make inference`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ..inference.merge import is_nullable, merge, without_null
from ..inference.types import (
    NULL,
    UNKNOWN,
    Array,
    Field,
    Map,
    Null,
    Record,
    Type,
    Union,
    Unknown,
    record,
)
from .model import Operation, Outcome
from .outcomes import read_answer, status_of

Keys = frozenset[str]
Place = str | int
"""Where records are of one kind: the field that holds them, or the status of an answer."""


@dataclass(frozen=True, slots=True)
class Rule:
    """When a key that every sample of a record had is required; the tests move these."""

    most_absent: float = 0.0
    """Of the shapes that are the record with fewer keys, the share that may lack the key."""
    least_seen: int = 3
    """Shapes that must be known of a part, where the API is known to leave keys out."""
    least_shared: float = 0.5
    """Of an answer's keys, the share that the answer of another operation must have to be
    the same record with fewer keys; within a field any is."""
    regular: float = 0.1
    """Up to this share of missing keys an API counts as one that does not leave keys out."""


RULE = Rule()


@dataclass(frozen=True, slots=True)
class Seen:
    """One record of one saved answer."""

    place: Place
    path: tuple[str, ...]
    keys: Keys


@dataclass(slots=True)
class _Shapes:
    """The distinct shapes of a place; each is found by its rarest key alone."""

    all: set[Keys] = field(default_factory=set)
    by_rarest: dict[str, list[Keys]] = field(default_factory=dict)

    def index(self) -> None:
        count: dict[str, int] = {}
        for shape in self.all:
            for key in shape:
                count[key] = count.get(key, 0) + 1
        for shape in self.all:
            rarest = min(shape, key=lambda key: (count[key], key))
            self.by_rarest.setdefault(rarest, []).append(shape)

    def within(self, keys: Keys) -> Iterator[Keys]:
        """The shapes that have none but these keys."""
        for key in keys:
            for shape in self.by_rarest.get(key, ()):
                if shape <= keys:
                    yield shape


@dataclass(frozen=True, slots=True)
class Evidence:
    """The shapes of a collection's answers."""

    shapes: Mapping[Place, _Shapes]
    leaves_out: bool
    """Whether answers that were saved more than once often lack keys."""


def judge(operations: Sequence[Operation], rule: Rule = RULE) -> tuple[Operation, ...]:
    """The operations with the types of their answers as the whole collection has them."""
    evidence = gather((answers(operation) for operation in operations), rule)
    return apply(operations, evidence, rule)


# --- gathering --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Answers:
    """The JSON values that one operation answered with one status, and their type."""

    status: int
    type: Type
    values: tuple[object, ...]


def answers(operation: Operation) -> list[Answers]:
    """The saved JSON answers of an operation, by status."""
    examples = [sample.example for sample in operation.samples if sample.example is not None]
    values: dict[int, list[object]] = {}
    for example in examples:
        kind, value = read_answer(example)
        if kind == "json":
            values.setdefault(status_of(example, examples), []).append(value)
    return [
        Answers(outcome.status, outcome.type, tuple(values[outcome.status]))
        for outcome in operation.outcomes
        if outcome.kind == "json" and outcome.status in values
    ]


def gather(saved: Iterable[Iterable[Answers]], rule: Rule = RULE) -> Evidence:
    """The evidence of all saved answers."""
    shapes: dict[Place, _Shapes] = {}
    known = lacking = 0
    for each in saved:
        for one in each:
            by_path: dict[tuple[str, ...], set[Keys]] = {}
            samples: dict[tuple[str, ...], int] = {}
            for value in one.values:
                paths = set()
                for seen in _records(one.type, value, one.status, ()):
                    if seen.keys:
                        shapes.setdefault(seen.place, _Shapes()).all.add(seen.keys)
                    by_path.setdefault(seen.path, set()).add(seen.keys)
                    paths.add(seen.path)
                for path in paths:
                    samples[path] = samples.get(path, 0) + 1
            for path, found in by_path.items():
                if samples[path] > 1:
                    union = frozenset().union(*found)
                    known += len(union)
                    lacking += len(union) - len(union.intersection(*found))
    for place in shapes.values():
        place.index()
    return Evidence(shapes, lacking > rule.regular * known)


def _records(type_: Type, value: object, place: Place, path: tuple[str, ...]) -> Iterator[Seen]:
    """The records in a value, as its type tells records from maps."""
    members = type_.members if isinstance(type_, Union) else (type_,)
    if isinstance(value, list):
        for member in members:
            if isinstance(member, Array):
                for item in value:
                    yield from _records(member.items, item, place, path)
    elif isinstance(value, dict):
        for member in members:
            if isinstance(member, Map):
                for item in value.values():
                    yield from _records(member.values, item, place, path)
            elif isinstance(member, Record):
                yield Seen(place, path, frozenset(value))
                for inner in member.fields:
                    if isinstance(value.get(inner.name), (dict, list)):
                        yield from _records(
                            inner.type, value[inner.name], inner.name, (*path, inner.name)
                        )


# --- applying ---------------------------------------------------------------------------


@dataclass(slots=True)
class _Known:
    """What is known of the records with the same keys, wherever they stand."""

    places: set[Place] = field(default_factory=set)
    is_part: bool = True
    """Whether each of them is nested in a record that is itself in a field."""
    types: dict[str, set[Type]] = field(default_factory=dict)


def apply(
    operations: Sequence[Operation], evidence: Evidence, rule: Rule = RULE
) -> tuple[Operation, ...]:
    """The operations with required keys judged and types completed."""
    known: dict[Keys, _Known] = {}
    for operation in operations:
        for outcome in operation.outcomes:
            _note(outcome.type, outcome.status, 0, known)
    judged = _Judged(evidence, rule, known)
    return tuple(
        replace(
            operation,
            outcomes=tuple(
                judged.outcome(one, examples)
                for one, examples in zip(
                    operation.outcomes, _values(operation), strict=True
                )
            ),
        )
        for operation in operations
    )
