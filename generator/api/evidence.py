"""What the whole collection says about the records of its answers.

One example shows a record once. Elsewhere in the collection the same record may stand
with fewer keys, or with a text where this one has null. `gather` collects all that saved
answers say; with it a `Judge` (judge.py) decides which keys are required and fills the gaps
where only null or an empty list was seen. Nothing here depends on the order of anything.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from ..inference.types import Array, Map, Record, Type, alternatives
from ..memo import NO_MEMO, Memo
from .completion import Keys, keys_of
from .model import Operation
from .outcomes import is_error, read_answer, status_of

_REGULAR = 0.1
"""Up to this share of keys that differ between answers saved of one operation, an API
counts as one that does not leave keys out."""

Place = str | int
"""Where records are of one kind: in a field of this name, or the whole of an answer with
this status, all successes being one."""
Path = tuple[str, ...]
"""The way to a record: the names of the fields around it."""
Group = tuple[Keys, int | None]
"""Records that are judged together, since they are one model where their fields are equal:
those with the same keys; an error stands for its status only."""


@dataclass(frozen=True, slots=True)
class Answers:
    """The JSON values that one operation answered with one status, and their type."""

    status: int
    type: Type
    values: tuple[object, ...]

    @property
    def place(self) -> int:
        """The place of the whole answer."""
        return 200 if 200 <= self.status < 300 else self.status


class Shapes:
    """The distinct shapes of a place, to be asked for those within a set of keys."""

    def __init__(self, shapes: Iterable[Keys]) -> None:
        found = set(shapes)
        count = Counter(key for shape in found for key in shape)
        # A shape is looked for by its rarest key alone, so that a key which all of them
        # have does not lead to all of them.
        self._by_rarest: dict[str, list[Keys]] = {}
        for shape in found:
            rarest = min(shape, key=lambda key: (count[key], key))
            self._by_rarest.setdefault(rarest, []).append(shape)

    def within(self, keys: Keys) -> Iterator[Keys]:
        """The shapes that have none but these keys."""
        for key in keys:
            for shape in self._by_rarest.get(key, ()):
                if shape <= keys:
                    yield shape


@dataclass(slots=True)
class Known:
    """What is known of the records of a group, wherever they stand."""

    places: set[Place] = field(default_factory=set)
    depth: int = sys.maxsize
    """Fields around the outermost of them: 0 for an answer, 1 for what it holds."""
    types: dict[str, set[Type]] = field(default_factory=dict)
    """What was seen in each field."""
    absent: set[str] = field(default_factory=set)
    """The keys that some sample of them lacks."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What all saved answers of a collection say together."""

    shapes: dict[Place, Shapes]
    known: dict[Group, Known]
    samples: dict[Group, int]
    """How many different answers have a record of the group, with all of its keys."""
    leaves_out: bool
    """Whether answers that were saved more than once often differ in their keys."""


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


# --- gathering --------------------------------------------------------------------------


def gather(saved: Iterable[Answers], memo: Memo = NO_MEMO) -> Evidence:
    """The evidence of all saved answers."""
    everything = [*saved]  # kept while it is told apart by identity
    gathered = _Gathered(memo)
    keys = differing = 0
    for one in everything:
        gathered.note(one.type, one.place, 0)
        by_path: dict[Path, list[set[Keys]]] = {}
        for value in one.values:
            for path, each in gathered.look(one, value).items():
                by_path.setdefault(path, []).append(each)
        for several in by_path.values():
            if len(several) > 1:
                together = set[Keys]().union(*several)
                union = Keys().union(*together)
                keys += len(union)
                differing += len(union) - len(union.intersection(*together))
    index = {place: Shapes(found) for place, found in gathered.shapes.items()}
    counts = {group: len(different) for group, different in gathered.samples.items()}
    return Evidence(index, gathered.known, counts, leaves_out=differing > _REGULAR * keys)


class _Gathered:
    """What was gathered so far. Whatever is the same object again adds nothing."""

    def __init__(self, memo: Memo) -> None:
        self._memo = memo
        self.shapes: dict[Place, set[Keys]] = {}
        self.known: dict[Group, Known] = {}
        self.samples: dict[Group, set[int]] = {}
        self._looked: dict[tuple[int, int, Place], Mapping[Path, set[Keys]]] = {}
        self._noted: dict[tuple[int, Place], int] = {}

    def look(self, one: Answers, value: object) -> Mapping[Path, set[Keys]]:
        """The shapes of the records in an answer by their ways."""
        key = id(one.type), id(value), one.place
        if key in self._looked:
            return self._looked[key]
        look = self._memo.call(_look, one.type, value, one.place)
        for place, shapes in look.shapes.items():
            self.shapes.setdefault(place, set()).update(shapes)
        for group in look.groups:
            self.samples.setdefault(group, set()).add(look.sample)
        self._looked[key] = look.by_path
        return look.by_path

    def note(self, type_: Type, place: Place, depth: int) -> None:
        """Write down where the records of a type stand, and what their fields have."""
        for member in alternatives(type_):
            match member:
                case Array(items=inner) | Map(values=inner):
                    self.note(inner, place, depth)
                case Record(fields=fields):
                    key = id(member), place
                    if self._noted.get(key, sys.maxsize) <= depth:
                        continue
                    self._noted[key] = depth
                    entry = self.known.setdefault(group_of(keys_of(member), place), Known())
                    entry.places.add(place)
                    entry.depth = min(entry.depth, depth)
                    for each in fields:
                        if not each.required:
                            entry.absent.add(each.name)
                        entry.types.setdefault(each.name, set()).add(each.type)
                        self.note(each.type, each.name, depth + 1)


@dataclass(frozen=True, slots=True)
class _Look:
    """What one answer shows of its records."""

    by_path: Mapping[Path, set[Keys]]
    shapes: Mapping[Place, set[Keys]]
    groups: frozenset[Group]
    sample: int
    """The same answer is often saved with several operations: it counts once."""


def _look(type_: Type, value: object, place: Place) -> _Look:
    by_path: dict[Path, set[Keys]] = {}
    shapes: dict[Place, set[Keys]] = {}
    groups: set[Group] = set()
    for at, path, shape in _records(type_, value, place, ()):
        by_path.setdefault(path, set()).add(shape)
        groups.add(group_of(shape, at))
        if shape:
            shapes.setdefault(at, set()).add(shape)
    return _Look(by_path, shapes, frozenset(groups), hash(repr(value)))


def _records(
    type_: Type, value: object, place: Place, path: Path
) -> Iterator[tuple[Place, Path, Keys]]:
    """The records in a value with their places and ways; the type tells them from maps."""
    for member in alternatives(type_):
        match member, value:
            case Array(items=inner), list():
                for item in value:
                    yield from _records(inner, item, place, path)
            case Map(values=inner), dict():
                for item in value.values():
                    yield from _records(inner, item, place, path)
            case Record(fields=fields), dict():
                yield place, path, Keys(each.name for each in fields if each.name in value)
                for each in fields:
                    item = value.get(each.name)
                    if isinstance(item, dict | list):
                        yield from _records(each.type, item, each.name, (*path, each.name))


def group_of(keys: Keys, place: Place) -> Group:
    """What a record with these keys is judged with."""
    return keys, place if isinstance(place, int) and is_error(place) else None
