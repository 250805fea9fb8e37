"""Gaps in a record, filled from records with the same keys.

Where one example has null or an empty list, another of the same record may have the value.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..inference.interning import interned
from ..inference.merge import is_nullable, merge, merge_all, without_null
from ..inference.types import (
    NULL,
    STRING,
    UNKNOWN,
    Array,
    Boolean,
    Integer,
    Map,
    Number,
    Record,
    String,
    Type,
    Union,
    alternatives,
    with_field,
    with_fields,
    with_inner,
)
from ..memo import NO_MEMO, Memo
from .model import Operation
from .outcomes import is_error
from .remembered import BODIES, Remembered

ENOUGH = 3
"""Keys, all of them equal, by which two records are the same one."""

_SCALARS = (Boolean, Integer, Number, String)

Keys = frozenset[str]
Seen = dict[Keys, dict[str, set[Type]]]
"""By the keys of a record, what was seen in each of its fields."""


def completed(type_: Type, others: set[Type], keys: Keys, *, takes_records: bool) -> Type:
    """The type of a field, with what records of the same keys have in it.

    Null or an empty list become what the others agree on; null is added where only that
    tells them apart, and a format or an integer widened.
    """
    if len(others) == 1 and type_ in others:
        return type_  # as nearly always
    own = without_null(type_)
    said = {without_null(other) for other in others} - {UNKNOWN, Array(UNKNOWN)}
    if type_ != NULL and own != Array(UNKNOWN):
        # One kind of scalar: a text that is a date in some is a text, a number stays one.
        if said == {own}:
            whole = type_
        elif not all(isinstance(one, _SCALARS) for one in (own, *said)):
            return type_  # not merged to find that out: a deep record costs its size, each time
        elif isinstance(common := merge_all(said | {own}), _SCALARS):
            whole = merge(type_, common)
        else:
            return type_
        is_new_null = any(map(is_nullable, others)) and not is_nullable(type_)
        return merge(whole, NULL) if is_new_null else type_ if whole == type_ else whole
    if isinstance(own, Array):
        said = {other for other in said if isinstance(other, Array)}
    if len(said) != 1:
        is_new_null = any(map(is_nullable, others)) and not is_nullable(type_)
        return merge(type_, NULL) if is_new_null else type_
    found = _least(other for other in map(without_null, others) if other in said)
    inside = _shapes_in(found)
    # A record that is given itself would be a tree: recursion.py looks for these.
    if inside and (not takes_records or keys in inside):
        return type_
    return merge(found, NULL) if any(map(is_nullable, others)) else found


def _least(equal: Iterable[Type]) -> Type:
    """One of several equal types, by the order of their keys: nothing else decides."""
    first, *others = {id(type_): type_ for type_ in equal}.values()
    return min(first, *others, key=repr) if others else first


def _shapes_in(type_: Type) -> set[Keys]:
    match type_:
        case Array(items=inner) | Map(values=inner):
            return _shapes_in(inner)
        case Union(members=members):
            return set[Keys]().union(*map(_shapes_in, members))
        case Record(fields=fields):
            return {keys_of(type_)}.union(*(_shapes_in(member.type) for member in fields))
        case _:
            return set()


def keys_of(shape: Record) -> Keys:
    """The keys of a record, as what it is recognised by."""
    return frozenset(shape.order)


# --- what is sent -----------------------------------------------------------------------


def complete_bodies(
    operations: Sequence[Operation],
    remembered: Remembered | None = None,
    memo: Memo = NO_MEMO,
) -> tuple[Operation, ...]:
    """The operations with the gaps in their JSON bodies filled from all other records.

    What is answered counts as well as what is sent: with the same keys it is the same
    thing, and a caller may send back what was received. `remembered` is what an earlier run
    found.
    """
    known = remembered or Remembered({})
    seen: Seen = {}
    noted: set[int] = set()
    for operation in operations:
        for type_ in _told(operation):
            _note(type_, seen, noted)
    return tuple(_with_completed(operation, seen, known, memo) for operation in operations)


def _with_completed(operation: Operation, seen: Seen, known: Remembered, memo: Memo) -> Operation:
    body = operation.body
    if body is None:
        return operation
    type_ = interned(_completed_in(body.type, seen, known, 0), memo)
    return memo.replaced(operation, body=memo.replaced(body, type=type_))


def _told(operation: Operation) -> Iterator[Type]:
    """What is known of the JSON that an operation sends and of that it answers with."""
    if operation.body is not None:
        yield operation.body.type
    for outcome in operation.outcomes:
        if not outcome.source and not is_error(outcome.status):
            yield outcome.type


def _note(type_: Type, seen: Seen, noted: set[int]) -> None:
    """Write down what the records of a type have in their fields; `noted` are those known."""
    for member in alternatives(type_):
        match member:
            case Array(items=inner) | Map(values=inner):
                _note(inner, seen, noted)
            case Record(fields=fields) if id(member) not in noted:
                noted.add(id(member))
                entry = seen.setdefault(keys_of(member), {})
                for each in fields:
                    entry.setdefault(each.name, set()).add(each.type)
                    _note(each.type, seen, noted)


def _completed_in(type_: Type, seen: Seen, known: Remembered, depth: int) -> Type:
    """The type, all its records completed; `depth` are the fields around it."""
    if not isinstance(type_, Record):
        return with_inner(type_, lambda inner: _completed_in(inner, seen, known, depth))
    keys = keys_of(type_)
    found = seen[keys] if len(keys) >= ENOUGH else {}
    fields = []
    for each in type_.in_order():
        others = found.get(each.name, set())
        if others and (before := known.of(keys, BODIES, each.name)):
            others = others | before
        # Whole bodies are wrapped alike whatever they hold.
        whole = completed(each.type, others, keys, takes_records=depth > 0)
        whole = _with_format_of(each.type, whole)
        # What comes from elsewhere is as complete as it was there.
        if whole is each.type:
            inner = _completed_in(whole, seen, known, depth + 1)
        else:
            inner = whole
            known.note(keys, BODIES, each.name, each.type, whole)
        fields.append(with_field(each, inner, required=each.required))
    return with_fields(type_, fields)


def _with_format_of(own: Type, whole: Type) -> Type:
    """The completed type with the format that its own had: any text may be sent for it."""
    said = without_null(own)
    if not isinstance(said, String) or without_null(whole) != STRING:
        return whole
    return merge(said, NULL) if is_nullable(whole) else said
