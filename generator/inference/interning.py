"""Types of which there is one object each.

An API shows the same records over and over. What was made once is found again here, so
that later stages compare, and look up, what is the same by its identity.
"""

from __future__ import annotations

from collections.abc import Hashable

from ..memo import Memo
from .types import Array, Field, Map, Record, Type, Union, with_fields, with_inner


class Interner:
    """Keeps types, and gives for each the one that is the same, order of keys included."""

    def __init__(self) -> None:
        self._kept: dict[Hashable, Type] = {}
        self._ids: set[int] = set()

    def intern(self, type_: Type) -> Type:
        """The type that is kept for this one."""
        if id(type_) in self._ids:
            return type_
        kept = self._keep(self._with_kept(type_))
        self._ids.add(id(kept))
        return kept

    def _with_kept(self, type_: Type) -> Type:
        """The type with what is in it from here."""
        if not isinstance(type_, Record):
            return with_inner(type_, self.intern)
        return with_fields(type_, [self._field(member) for member in type_.in_order()])

    def _field(self, member: Field) -> Field:
        type_ = self.intern(member.type)
        return member if type_ is member.type else Field(member.name, type_, member.required)

    def _keep(self, type_: Type) -> Type:
        """The one of those that are kept which has the very same things in it."""
        key: Hashable
        match type_:
            case Record():
                key = tuple((f.name, id(f.type), f.required) for f in type_.in_order())
            case Union(members=members):
                key = Union, tuple(map(id, members))
            case Array(items=inner) | Map(values=inner):
                key = type(type_), id(inner)
            case _:
                key = type_
        return self._kept.setdefault(key, type_)


def interner(memo: Memo) -> Interner:
    """That of all runs which a memo connects."""
    return memo.tool("types", Interner)


def interned(type_: Type, memo: Memo) -> Type:
    """A type as the object that it was in the run before, if it is the very same."""
    return interner(memo).intern(type_) if memo.keeps else type_
