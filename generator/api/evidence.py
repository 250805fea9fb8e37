"""What the whole collection says about the records of its answers.

One example shows a record once. Elsewhere in the collection the same record may stand
with fewer keys, or with a text where this one has null. `gather` collects all that saved
answers say, a `Judge` decides with it which keys are required and fills the gaps where
only null or an empty list was seen. Nothing here depends on the order of anything. Why
the rule is as it is stands in `docs/decisions.md`; `make inference` measures it.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from ..inference.observe import fill
from ..inference.types import (
    NULL,
    UNKNOWN,
    Array,
    Boolean,
    Field,
    Integer,
    Map,
    Null,
    Number,
    Record,
    String,
    Type,
    Union,
    record,
)
from .completion import ENOUGH, Keys, completed, keys_of
from .model import Operation, Outcome
from .outcomes import is_error, read_answer, status_of
from .remembered import Remembered

MOST_ABSENT = 0.05
"""How often a required key may be absent: the one threshold of the rule."""
_REGULAR = 0.1
"""Up to this share of keys that differ between answers saved of one operation, an API
counts as one that does not leave keys out."""
_HALF = 0.5
"""Of a record's keys, what another record must have to be the same with fewer keys."""
_EIGHTH = 0.125
"""The same inside a field, where the API is known to leave keys out."""

Place = str | int
"""Where records are of one kind: in a field of this name, or the whole of an answer with
this status, all successes being one."""
Group = tuple[Keys, int | None]
"""Records that are judged together, since they are one model where their fields are equal:
those with the same keys; an error stands for its status only."""


Settled = Callable[[Keys], Sequence[Keys]]
"""The optional keys of each model that is known to have certain keys; none where none is."""


def nothing_settled(_keys: Keys) -> Sequence[Keys]:
    """No model is known."""
    return ()


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


def judge_all(
    operations: Sequence[Operation],
    settled: Settled = nothing_settled,
    remembered: Remembered | None = None,
) -> tuple[Operation, ...]:
    """The operations with the types of their answers as the whole collection has them.

    `settled` and `remembered` are what an earlier run found: it stands until samples of the
    record itself say otherwise, so that no other answer of an API changes it.
    """
    saved = [answers(operation) for operation in operations]
    evidence = gather(one for each in saved for one in each)
    judge = Judge(evidence, settled=settled, remembered=remembered)
    judged = []
    for operation, each in zip(operations, saved, strict=True):
        by_status = {one.status: one for one in each}
        outcomes = tuple(
            judge.outcome(outcome, by_status[outcome.status])
            if outcome.status in by_status
            else outcome
            for outcome in operation.outcomes
        )
        judged.append(replace(operation, outcomes=outcomes))
    return tuple(judged)


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


def gather(saved: Iterable[Answers]) -> Evidence:
    """The evidence of all saved answers."""
    shapes: dict[Place, set[Keys]] = {}
    known: dict[Group, Known] = {}
    samples: dict[Group, set[int]] = {}
    keys = differing = 0
    for one in saved:
        _note(one.type, one.place, 0, known)
        by_path: dict[tuple[str, ...], list[set[Keys]]] = {}
        for value in one.values:
            found: dict[tuple[str, ...], set[Keys]] = {}
            groups: set[Group] = set()
            for place, path, shape in _records(one.type, value, one.place, ()):
                found.setdefault(path, set()).add(shape)
                groups.add(_group(shape, place))
                if shape:
                    shapes.setdefault(place, set()).add(shape)
            # The same answer is often saved with several operations: it counts once.
            sample = hash(repr(value))
            for group in groups:
                samples.setdefault(group, set()).add(sample)
            for path, each in found.items():
                by_path.setdefault(path, []).append(each)
        for several in by_path.values():
            if len(several) > 1:
                together = set[Keys]().union(*several)
                union = Keys().union(*together)
                keys += len(union)
                differing += len(union) - len(union.intersection(*together))
    index = {place: Shapes(found) for place, found in shapes.items()}
    counts = {group: len(different) for group, different in samples.items()}
    return Evidence(index, known, counts, leaves_out=differing > _REGULAR * keys)


def _records(
    type_: Type, value: object, place: Place, path: tuple[str, ...]
) -> Iterator[tuple[Place, tuple[str, ...], Keys]]:
    """The records in a value with their places and ways; the type tells them from maps."""
    for member in _members(type_):
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


def _note(type_: Type, place: Place, depth: int, known: dict[Group, Known]) -> None:
    """Write down where the records of a type stand, and what their fields have."""
    for member in _members(type_):
        match member:
            case Array(items=inner) | Map(values=inner):
                _note(inner, place, depth, known)
            case Record(fields=fields):
                entry = known.setdefault(_group(keys_of(member), place), Known())
                entry.places.add(place)
                entry.depth = min(entry.depth, depth)
                entry.absent.update(each.name for each in fields if not each.required)
                for each in fields:
                    entry.types.setdefault(each.name, set()).add(each.type)
                    _note(each.type, each.name, depth + 1, known)


def _members(type_: Type) -> tuple[Type, ...]:
    return type_.members if isinstance(type_, Union) else (type_,)


def _group(keys: Keys, place: Place) -> Group:
    return keys, place if isinstance(place, int) and is_error(place) else None


# --- judging ----------------------------------------------------------------------------


class Judge:
    """Settles types by the evidence of a collection."""

    def __init__(
        self,
        evidence: Evidence,
        most_absent: float = MOST_ABSENT,
        settled: Settled = nothing_settled,
        remembered: Remembered | None = None,
    ) -> None:
        self._evidence = evidence
        self._most_absent = most_absent
        self._settled = settled
        self._remembered = remembered or Remembered({})
        self._whole: dict[tuple[int, Place], tuple[Type, Type]] = {}
        """Types of answers, by what they are: those that are equal may differ in their order."""
        self._lent: dict[tuple[Type, Place], Type] = {}
        self._scalars: dict[tuple[Group, str, Type, bool], Type] = {}

    def outcome(self, outcome: Outcome, saved: Answers) -> Outcome:
        """An outcome with its type settled."""
        key = id(outcome.type), saved.place
        if key not in self._whole:
            self._whole[key] = outcome.type, self.settle(outcome.type, saved.place)
        type_ = self._whole[key][1]
        return replace(outcome, type=type_, one_of=one_of(type_, saved.values))

    def settle(self, type_: Type, place: Place, *, is_lent: bool = False) -> Type:
        """The type with its required keys judged and its gaps filled, all the way in.

        `is_lent` says that it fills a gap itself: then its own gaps are given no records,
        since records that are given each other might never end.
        """
        match type_:
            case Array(items=items):
                return Array(_filled(self.settle(items, place, is_lent=is_lent)))
            case Map(values=values):
                return Map(_filled(self.settle(values, place, is_lent=is_lent)))
            case Union(members=members):
                return Union(tuple(self.settle(m, place, is_lent=is_lent) for m in members))
            case Record():
                return self._record(type_, place, is_lent)
            case _:
                return type_

    def _record(self, shape: Record, place: Place, is_lent: bool) -> Record:
        keys = keys_of(shape)
        group = _group(keys, place)
        known = self._evidence.known.get(group, Known())
        required = self._required(shape, group, known)
        # Whole answers are wrapped alike whatever they hold.
        takes_records = not is_lent and known.depth > 0
        fields = []
        for each in shape.in_order():
            others = known.types.get(each.name, set()) if len(keys) >= ENOUGH else set()
            if others:
                others = others | self._remembered.of(*group, each.name)
            whole = self._completed(each, others, group, takes_records=takes_records)
            if whole is not each.type:
                self._remembered.note(*group, each.name, each.type, whole)
            if whole is each.type or is_lent:
                inner = self.settle(whole, each.name, is_lent=is_lent)
            else:
                inner = self._settle_lent(whole, each.name)
            fields.append(Field(each.name, _filled(inner), each.name in required))
        return record(fields)

    def _completed(
        self, member: Field, others: set[Type], group: Group, *, takes_records: bool
    ) -> Type:
        """The type of a field of a record with what others of its group have in it."""
        if not isinstance(member.type, Boolean | Integer | Number | String | Null):
            return completed(member.type, others, group[0], takes_records=takes_records)
        key = group, member.name, member.type, takes_records
        if key not in self._scalars:
            found = completed(member.type, others, group[0], takes_records=takes_records)
            self._scalars[key] = found
        return self._scalars[key]

    def _settle_lent(self, type_: Type, place: Place) -> Type:
        """Settle a type of another record once, however many it is given to."""
        key = type_, place
        if key not in self._lent:
            self._lent[key] = self.settle(type_, place, is_lent=True)
        return self._lent[key]

    def _required(self, shape: Record, group: Group, known: Known) -> Keys:
        always = frozenset(member.name for member in shape.fields if member.required)
        like = self._like(group[0], known)
        # What is unseen counts once as absent, where there is reason to doubt.
        unseen = 1 if self._is_doubtful(group, known, len(always)) else 0
        most = self._most_absent * (len(like) + unseen)
        required = frozenset(
            key for key in always if sum(key not in one for one in like) + unseen <= most
        )
        return self._as_settled(group[0], always, required, known)

    def _as_settled(self, keys: Keys, always: Keys, required: Keys, known: Known) -> Keys:
        """The required keys as the models of these keys had them.

        Less those that a sample lacks now which none lacked before: these are optional in
        all of them, or they would no longer be one model.
        """
        models = self._settled(keys)
        if not models:
            return required
        new = known.absent - frozenset[str]().union(*models)
        mine = keys - always - new
        judged = keys - required
        best = min(models, key=lambda one: (not mine <= one, len(one ^ judged), sorted(one)))
        return always - best - new

    def _like(self, keys: Keys, known: Known) -> set[Keys]:
        """The shapes that are the record with fewer keys, or with all of them."""
        like: set[Keys] = set()
        for place in known.places:
            is_loose = self._evidence.leaves_out and isinstance(place, str)
            least = (_EIGHTH if is_loose else _HALF) * len(keys)
            if place in self._evidence.shapes:
                found = self._evidence.shapes[place].within(keys)
                like.update(one for one in found if len(one) >= least)
        return like

    def _is_doubtful(self, group: Group, known: Known, always: int) -> bool:
        """Whether a key that was never absent may be so all the same.

        In an API that leaves keys out this holds for the parts of what an answer holds
        until they were seen often enough for the threshold to mean something, and for a
        key that is alone in its record.
        """
        if not self._evidence.leaves_out or known.depth == 0:
            return False
        is_rare = self._evidence.samples.get(group, 0) * self._most_absent < 1
        return always == 1 or (known.depth > 1 and is_rare)


def one_of(type_: Type, values: Iterable[object]) -> tuple[str, ...]:
    """The keys of an answer without required ones, if each sample has at least one of them.

    What shares no key with any sample is another answer.
    """
    if not isinstance(type_, Record) or any(member.required for member in type_.fields):
        return ()
    return type_.order if all(map(fill, values)) else ()


def _filled(type_: Type) -> Type:
    """What is only known as null is not known."""
    return UNKNOWN if type_ == NULL else type_
