"""Which keys of a record are required, and what fills its gaps, by the evidence of a collection.

A `Judge` decides about records with what `evidence.gather` collected. Why the rule is as it
is stands in `docs/decisions.md`; `make inference` measures it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from ..inference.interning import interned
from ..inference.observe import fill
from ..inference.types import (
    UNKNOWN,
    Null,
    Record,
    Type,
    Union,
    with_field,
    with_fields,
    with_inner,
)
from ..memo import NO_MEMO, Memo
from .completion import ENOUGH, Keys, completed, keys_of
from .evidence import Answers, Evidence, Group, Known, Place, answers, gather, group_of
from .model import Operation, Outcome
from .remembered import Remembered

MOST_ABSENT = 0.05
"""How often a required key may be absent: the one threshold of the rule."""
_HALF = 0.5
"""Of a record's keys, what another record must have to be the same with fewer keys."""
_EIGHTH = 0.125
"""The same inside a field, where the API is known to leave keys out."""

Settled = Callable[[Keys], Sequence[Keys]]
"""The optional keys of each model that is known to have certain keys; none where none is."""


def nothing_settled(_keys: Keys) -> Sequence[Keys]:
    """No model is known."""
    return ()


def judge_all(
    operations: Sequence[Operation],
    settled: Settled = nothing_settled,
    remembered: Remembered | None = None,
    memo: Memo = NO_MEMO,
) -> tuple[Operation, ...]:
    """The operations with the types of their answers as the whole collection has them.

    `settled` and `remembered` are what an earlier run found: it stands until samples of the
    record itself say otherwise, so that no other answer of an API changes it.
    """
    saved = [memo.call(answers, operation) for operation in operations]
    evidence = gather((one for each in saved for one in each), memo)
    judge = Judge(evidence, settled=settled, remembered=remembered, memo=memo)
    judged = []
    for operation, each in zip(operations, saved, strict=True):
        by_status = {one.status: one for one in each}
        outcomes = tuple(
            judge.outcome(outcome, by_status[outcome.status])
            if outcome.status in by_status
            else outcome
            for outcome in operation.outcomes
        )
        judged.append(memo.replaced(operation, outcomes=outcomes))
    return tuple(judged)


_Key = tuple[int, Place, bool]
"""A record by what it is, since those that are equal may differ in their order; where it
stands; and whether it fills a gap."""
_Lesson = tuple[Group, str, tuple[Type, Type] | None]
"""A field that others taught something: its type and what it became; None where the lock did."""


@dataclass(frozen=True, slots=True)
class _Judged:
    """A record with its required keys judged, and what that rests on."""

    shape: Record
    settled: Type
    rests_on: tuple[tuple[Group, object], ...]
    taught: tuple[_Lesson, ...]


@dataclass(frozen=True, slots=True)
class _Findings:
    """What was judged in the runs before, and on what basis."""

    judged: dict[_Key, _Judged] = field(default_factory=dict)
    bases: dict[Group, object] = field(default_factory=dict)


class Judge:
    """Settles types by the evidence of a collection."""

    def __init__(
        self,
        evidence: Evidence,
        most_absent: float = MOST_ABSENT,
        settled: Settled = nothing_settled,
        remembered: Remembered | None = None,
        memo: Memo = NO_MEMO,
    ) -> None:
        self._evidence = evidence
        self._most_absent = most_absent
        self._settled = settled
        self._remembered = remembered or Remembered({})
        self._memo = memo
        self._before = memo.tool("judge", _Findings)
        self._done: dict[_Key, _Judged] = {}
        self._likes: dict[Group, tuple[int, Counter[str]]] = {}
        self._bases: dict[Group, object] = {}
        self._resting: dict[Group, object] = {}
        """The groups that the record at hand rests on, so far."""
        self._taught: list[_Lesson] = []
        """What was taught to the record at hand, so far."""

    def outcome(self, outcome: Outcome, saved: Answers) -> Outcome:
        """An outcome with its type settled."""
        type_ = interned(self.settle(outcome.type, saved.place), self._memo)
        only = one_of(type_, saved.values)
        if type_ is outcome.type and only == outcome.one_of:
            return outcome
        return self._memo.replaced(outcome, type=type_, one_of=only)

    def settle(self, type_: Type, place: Place, *, is_lent: bool = False) -> Type:
        """The type with its required keys judged and its gaps filled, all the way in.

        `is_lent` says that it fills a gap itself: then its own gaps are given no records,
        since records that are given each other might never end.
        """
        if not isinstance(type_, Record):

            def inside(inner: Type) -> Type:
                made = self.settle(inner, place, is_lent=is_lent)
                return made if isinstance(type_, Union) else _filled(made)

            return with_inner(type_, inside)
        key = id(type_), place, is_lent
        if key not in self._done:
            before = self._before.judged.get(key)
            if before is not None and self._holds(before):
                for lesson in before.taught:
                    self._remember(lesson)
            else:
                before = self._before.judged[key] = self._judged(type_, place, is_lent)
            self._done[key] = before
        found = self._done[key]
        self._resting.update(found.rests_on)
        self._taught.extend(found.taught)
        return found.settled

    def _judged(self, shape: Record, place: Place, is_lent: bool) -> _Judged:
        group = group_of(keys_of(shape), place)
        outer = self._resting, self._taught
        self._resting, self._taught = {group: self._basis(group)}, []
        made = interned(self._record(shape, group, is_lent), self._memo)
        judged = _Judged(shape, made, tuple(self._resting.items()), tuple(self._taught))
        self._resting, self._taught = outer
        return judged

    def _record(self, shape: Record, group: Group, is_lent: bool) -> Record:
        keys = group[0]
        known = self._evidence.known.get(group, Known())
        required = self._required(shape, group, known)
        # Whole answers are wrapped alike whatever they hold.
        takes_records = not is_lent and known.depth > 0
        fields = []
        for each in shape.in_order():
            others = known.types.get(each.name, set()) if len(keys) >= ENOUGH else set()
            if others and (before := self._remembered.of(*group, each.name)):
                others = others | before
                self._taught.append((group, each.name, None))
            whole = completed(each.type, others, keys, takes_records=takes_records)
            if whole is not each.type:
                whole = interned(whole, self._memo)
                self._taught.append((group, each.name, (each.type, whole)))
                self._remember(self._taught[-1])
            # What is given to several is settled once for all of them.
            lent = is_lent or whole is not each.type
            inner = self.settle(whole, each.name, is_lent=lent)
            fields.append(with_field(each, _filled(inner), required=each.name in required))
        return with_fields(shape, fields)

    def _remember(self, lesson: _Lesson) -> None:
        group, field, taught = lesson
        if taught is None:
            self._remembered.of(*group, field)
        else:
            self._remembered.note(*group, field, *taught)

    # --- what the run before found ------------------------------------------------------

    def _holds(self, judged: _Judged) -> bool:
        """Whether all that a finding rests on is as it was."""
        return all(self._basis(group) is basis for group, basis in judged.rests_on)

    def _basis(self, group: Group) -> object:
        """All that is asked of a group; one object as long as it is the same."""
        if not self._memo.keeps:
            return None
        if group not in self._bases:
            now = self._asked(group)
            if self._before.bases.get(group) == now:
                now = self._before.bases[group]
            self._bases[group] = self._before.bases[group] = now
        return self._bases[group]

    def _asked(self, group: Group) -> object:
        known = self._evidence.known.get(group, Known())
        return (
            known.depth > 0,
            self._evidence.leaves_out,
            self._is_doubtful(group, known, 0),
            known.absent,
            # By identity: equal records may differ in their order.
            {name: frozenset(map(id, types)) for name, types in known.types.items()},
            self._like(group, known),
            self._settled(group[0]),
            self._remembered.knows(group[0])
            and [self._remembered.pinned(*group, name) for name in known.types],
        )

    def _required(self, shape: Record, group: Group, known: Known) -> Keys:
        always = frozenset(member.name for member in shape.fields if member.required)
        like, absent = self._like(group, known)
        # What is unseen counts once as absent, where there is reason to doubt.
        unseen = 1 if self._is_doubtful(group, known, len(always)) else 0
        most = self._most_absent * (like + unseen)
        required = frozenset(key for key in always if absent[key] + unseen <= most)
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

    def _like(self, group: Group, known: Known) -> tuple[int, Counter[str]]:
        """How many shapes are the record with fewer keys or all, and how many lack each key."""
        if group not in self._likes:
            keys, like = group[0], set[Keys]()
            for place in known.places:
                is_loose = self._evidence.leaves_out and isinstance(place, str)
                least = (_EIGHTH if is_loose else _HALF) * len(keys)
                if place in self._evidence.shapes:
                    found = self._evidence.shapes[place].within(keys)
                    like.update(one for one in found if len(one) >= least)
            absent = Counter(key for one in like for key in keys - one)
            self._likes[group] = len(like), absent
        return self._likes[group]

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
    return UNKNOWN if isinstance(type_, Null) else type_
