"""Trees that are spelled out, `children` of `children`, as one record that refers to itself."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from operator import is_

from ..inference.json_schema import json_schema
from ..inference.merge import merge_all, without_null
from ..inference.types import (
    SCALARS,
    UNKNOWN,
    Array,
    Field,
    Integer,
    Null,
    Number,
    Record,
    Ref,
    String,
    Type,
    Union,
    Unknown,
    record,
    with_field,
    with_fields,
    with_inner,
)


@dataclass(frozen=True, slots=True)
class Known:
    """What was found so far."""

    recursive: dict[str, Record] = field(default_factory=dict)
    """The records that come back, by token."""
    plain: dict[int, Record] = field(default_factory=dict)
    """The records that do not, by what they are: most stand in many places."""
    before: dict[int, Record] = field(default_factory=dict)
    """Those of the runs before."""

    def is_plain(self, shape: Record) -> bool:
        """Whether a record is known not to come back, nor to be in one that does."""
        # What comes back is looked for in each record as soon as there is any.
        return id(shape) in self.plain or (not self.recursive and id(shape) in self.before)


def token_of(type_: Type, more: object = None) -> str:
    """What stands for a record: the same for equal ones."""
    text = json.dumps([json_schema(type_), more], sort_keys=True)
    return f"^{hashlib.sha256(text.encode()).hexdigest()}"


def fold(type_: Type, known: Known) -> Type:
    """The type with each record that contains itself as one that refers to itself."""
    if isinstance(type_, Union):
        members = [fold(member, known) for member in type_.members]
        return type_ if all(map(is_, members, type_.members)) else merge_all(members)
    if not isinstance(type_, Record):
        return with_inner(type_, lambda inner: fold(inner, known))
    if known.is_plain(type_):
        return type_
    made = type_
    scalars = {f.name for f in type_.fields if isinstance(f.type, SCALARS)}
    for name in type_.order:
        # With a field that was folded others are merged, and may be no scalars any more.
        if made is not type_ or name not in scalars:
            made = _fold_field(made, name, known.recursive)
    fields = [with_field(f, fold(f.type, known), required=f.required) for f in made.in_order()]
    folded = with_fields(made, fields)
    # What stood for the record as it was stands for it as it is.
    for token, one in known.recursive.items():
        if one in (type_, made):
            known.recursive[token] = folded
    if folded is type_:
        known.plain[id(type_)] = known.before[id(type_)] = type_
    return folded


def _fold_field(outer: Record, name: str, recursive: dict[str, Record]) -> Record:
    """A record that contains itself in this field as one that refers to itself.

    It does where each record inside has the same keys, the field itself aside, with types
    that agree, and one of them has the field: what has `id` and `name` alone is only similar.
    """
    levels = [outer]
    while (inner := _inside(levels[-1], name)) is not None:
        if not _is_same(outer, inner, name):
            return outer
        levels.append(inner)
    if len(levels) == 1 or name not in levels[1].order:
        return outer
    rest = merge_all(record([f for f in one.in_order() if f.name != name]) for one in levels)
    types = [f.type for one in levels for f in one.fields if f.name == name]
    required = all(f.required for one in levels for f in one.fields if f.name == name)
    is_always = required and len(types) == len(levels)
    kept = {f.name: f for f in rest.fields} if isinstance(rest, Record) else {}

    def pointing(token: str) -> Record:
        back = Field(name, _pointing(types, token), is_always)
        return record([back if key == name else kept[key] for key in outer.order])

    # Required keys are part of what a record is: that of a request may have others.
    token = token_of(pointing("self"))
    recursive[token] = pointing(token)
    return recursive[token]


def _inside(outer: Record, name: str) -> Record | None:
    """The record in a field, alone or in a list."""
    type_ = next((f.type for f in outer.fields if f.name == name), UNKNOWN)
    plain = without_null(type_)
    if isinstance(plain, Array):
        plain = without_null(plain.items)
    return plain if isinstance(plain, Record) and plain.fields else None


def _pointing(types: Iterable[Type], token: str) -> Type:
    """The types of a field, with a reference in the place of the record in it."""

    def point(type_: Type) -> Type:
        match type_:
            case Array(items=items):
                return Array(point(items))
            case Union(members=members):
                return merge_all(point(member) for member in members)
            case Record():
                return Ref(token)
            case _:
                return type_

    return merge_all(point(type_) for type_ in types)


def _is_same(outer: Record, inner: Record, name: str) -> bool:
    here = {f.name: f.type for f in outer.fields if f.name != name}
    there = {f.name: f.type for f in inner.fields if f.name != name}
    return here.keys() == there.keys() and all(_agree(here[key], there[key]) for key in here)


def _agree(a: Type, b: Type) -> bool:
    """Whether two types may be one that few samples show differently."""
    a, b = without_null(a), without_null(b)
    if a == b or isinstance(a, (Unknown, Null)) or isinstance(b, (Unknown, Null)):
        return True
    match a, b:
        case Array(items=left), Array(items=right):
            return _agree(left, right)
        case String(), String():
            return True
        case ((Integer() | Number()), (Integer() | Number())):
            return True
        case _:
            return False
