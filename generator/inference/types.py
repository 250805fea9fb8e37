"""The lattice of types: what is known of a JSON value from examples of it.

`Unknown` is the bottom (no evidence). `merge` (merge.py) is its least upper bound. All
types are values: equal, hashable, and free of where they were seen.
"""

from __future__ import annotations

from dataclasses import dataclass, field


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

    def __post_init__(self) -> None:
        # Once: records are keys in many places, and each holds others.
        object.__setattr__(self, "_hash", hash(self.fields))

    def __hash__(self) -> int:
        return self._hash

    def in_order(self) -> list[Field]:
        """The fields as the first sample has them."""
        by_name = {member.name: member for member in self.fields}
        return [by_name[name] for name in self.order]


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

UNKNOWN = Unknown()
NULL = Null()
BOOLEAN = Boolean()
INTEGER = Integer()
NUMBER = Number()
STRING = String()


def record(fields: list[Field]) -> Record:
    """A record of these fields, in the order given; names must differ."""
    return Record(
        tuple(sorted(fields, key=lambda member: member.name)),
        tuple(member.name for member in fields),
    )
