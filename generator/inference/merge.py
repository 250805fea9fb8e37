"""The least upper bound of two types: commutative, associative, idempotent.

The laws hold for equality of types, which leaves the order of a record's keys aside.
"""

from __future__ import annotations

from collections.abc import Iterable

from .types import (
    NULL,
    NUMBER,
    STRING,
    UNKNOWN,
    Array,
    Boolean,
    Field,
    Integer,
    Map,
    Null,
    Number,
    Record,
    Ref,
    String,
    Type,
    Union,
    Unknown,
    alternatives,
    record,
)


def merge(a: Type, b: Type) -> Type:
    """The smallest type that has every value of `a` and every value of `b`."""
    if a == b or isinstance(b, Unknown):
        return a
    if isinstance(a, Unknown):
        return b
    members = {_kind(member): member for member in alternatives(a)}
    for member in alternatives(b):
        kind = _kind(member)
        members[kind] = _merge_kind(members[kind], member) if kind in members else member
    ordered = tuple(members[kind] for kind in sorted(members))
    return ordered[0] if len(ordered) == 1 else Union(ordered)


def merge_all(types: Iterable[Type]) -> Type:
    """The merge of them all; Unknown of none."""
    merged: Type = UNKNOWN
    for type_ in types:
        merged = merge(merged, type_)
    return merged


def without_null(type_: Type) -> Type:
    """The type less null; Unknown where nothing else is known."""
    if isinstance(type_, Null):
        return UNKNOWN
    return merge_all(member for member in alternatives(type_) if not isinstance(member, Null))


def is_nullable(type_: Type) -> bool:
    """Whether null was seen."""
    return NULL in alternatives(type_)


def _kind(type_: Type) -> tuple[int, str]:
    """What may stand once in a union; the number is the order in which it is printed."""
    match type_:
        case Ref(name=name):
            return 0, name
        case Record() | Map():
            return 1, ""
        case Array():
            return 2, ""
        case String():
            return 3, ""
        case Integer() | Number():
            return 4, ""
        case Boolean():
            return 5, ""
        case _:
            return 6, ""


def _merge_kind(a: Type, b: Type) -> Type:
    if a == b:
        return a
    match a, b:
        case Array(items=left), Array(items=right):
            return Array(merge(left, right))
        case Record(), Record():
            return _merge_records(a, b)
        case ((Record() | Map()), (Record() | Map())):
            return Map(merge(_values(a), _values(b)))
        case String(), String():
            return STRING
        case _:
            return NUMBER


def _values(type_: Record | Map) -> Type:
    if isinstance(type_, Map):
        return type_.values
    return merge_all(member.type for member in type_.fields)


def _merge_records(a: Record, b: Record) -> Record:
    left = {member.name: member for member in a.fields}
    right = {member.name: member for member in b.fields}
    merged = []
    for name in (*a.order, *(name for name in b.order if name not in left)):
        here, there = left.get(name), right.get(name)
        if here is None or there is None:
            known = here or there
            assert known is not None  # noqa: S101  (the name came from one of the two)
            merged.append(Field(name, known.type, required=False))
        else:
            required = here.required and there.required
            merged.append(Field(name, merge(here.type, there.type), required))
    return record(merged)
