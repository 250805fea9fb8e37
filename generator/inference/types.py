"""The lattice of types: what is known of a JSON value from examples of it.

`Unknown` is the bottom (no evidence). `merge` (merge.py) is its least upper bound. All
types are values: equal, hashable, and free of where they were seen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from operator import is_


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nothing is known: any JSON value."""


@dataclass(frozen=True, slots=True)
class Null:
    """Only null was seen."""


@dataclass(frozen=True, slots=True)
class Boolean:
    """True or false."""


@dataclass(frozen=True, slots=True)
class Integer:
    """A number without fraction."""


@dataclass(frozen=True, slots=True)
class Number:
    """Any number."""


@dataclass(frozen=True, slots=True)
class String:
    """A text; `format` is the JSON Schema format that every sample has, if there is one."""

    format: str | None = None


@dataclass(frozen=True, slots=True)
class Array:
    """A list; `items` is Unknown where every sample was empty."""

    items: Type


@dataclass(frozen=True, slots=True)
class Field:
    """A member of a record; required means that every sample had it."""

    name: str
    type: Type
    required: bool = True


@dataclass(frozen=True, slots=True)
class Record:
    """An object with fixed keys. Two records are equal whatever the order of their keys.

    Build it with `record`, which keeps `fields` sorted by name.
    """

    fields: tuple[Field, ...]
    order: tuple[str, ...] = field(compare=False)
    """The names as the first sample has them."""
    _hash: int = field(init=False, repr=False, compare=False)
    _in_order: tuple[Field, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Once: records are keys in many places, and each holds others.
        object.__setattr__(self, "_hash", hash(self.fields))
        by_name = {member.name: member for member in self.fields}
        object.__setattr__(self, "_in_order", tuple(map(by_name.__getitem__, self.order)))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Record):
            return NotImplemented
        return self is other or (self._hash == other._hash and self.fields == other.fields)

    def __hash__(self) -> int:
        return self._hash

    def in_order(self) -> tuple[Field, ...]:
        """The fields as the first sample has them."""
        return self._in_order


@dataclass(frozen=True, slots=True)
class Map:
    """An object whose keys are data: ids, dates, languages."""

    values: Type


@dataclass(frozen=True, slots=True)
class Union:
    """One of several kinds, at most one member a kind; build it with `merge`."""

    members: tuple[Type, ...]


@dataclass(frozen=True, slots=True)
class Ref:
    """A named model, put in the place of its record by the sharing pass."""

    name: str


Type = Unknown | Null | Boolean | Integer | Number | String | Array | Record | Map | Union | Ref

SCALARS = (Boolean, Integer, Null, Number, String, Unknown)
"""The types that no others are in."""

UNKNOWN = Unknown()
NULL = Null()
BOOLEAN = Boolean()
INTEGER = Integer()
NUMBER = Number()
STRING = String()


@cache
def string(format_: str | None) -> String:
    """The one object for the texts of a format; there are as many as formats are known."""
    return STRING if format_ is None else String(format_)


def record(fields: Sequence[Field]) -> Record:
    """A record of these fields, in the order given; names must differ."""
    return Record(
        tuple(sorted(fields, key=lambda member: member.name)),
        tuple(member.name for member in fields),
    )


def alternatives(type_: Type) -> tuple[Type, ...]:
    """The members of a union; any other type is its own only one."""
    return type_.members if isinstance(type_, Union) else (type_,)


def references(type_: Type) -> Iterator[str]:
    """The names that the references in a type have."""
    match type_:
        case Ref(name=name):
            yield name
        case Array(items=inner) | Map(values=inner):
            yield from references(inner)
        case Union(members=members):
            for member in members:
                yield from references(member)
        case Record(fields=fields):
            for each in fields:
                yield from references(each.type)
        case _:
            return


def with_fields(shape: Record, fields: Sequence[Field]) -> Record:
    """A record of these fields; the one that it was made from where they are all its own.

    What is left as it is stays the same object: it is compared, and looked up, at once.
    """
    own = {id(member) for member in shape.fields}
    same = len(fields) == len(own) and all(id(member) in own for member in fields)
    return shape if same else record(fields)


def with_field(member: Field, type_: Type, *, required: bool) -> Field:
    """A field with a type; the one that it was made from where it has just that."""
    same = type_ is member.type and required == member.required
    return member if same else Field(member.name, type_, required)


def with_inner(type_: Type, change: Callable[[Type], Type]) -> Type:
    """A list, map or union with what is in it changed; itself where nothing is, as all others."""
    match type_:
        case Array(items=items):
            made = change(items)
            return type_ if made is items else Array(made)
        case Map(values=values):
            made = change(values)
            return type_ if made is values else Map(made)
        case Union(members=members):
            several = tuple(map(change, members))
            return type_ if all(map(is_, several, members)) else Union(several)
        case _:
            return type_
