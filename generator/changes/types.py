"""Whether one annotation fits where another was: subtyping as type checkers have it.

Arguments take what is narrower than their type, results are used as what is wider; a list
is neither, since it can be written to. Only the types that a client has are known here.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Named:
    """A class, with its arguments where it has some."""

    name: str
    arguments: tuple[Type, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a `Literal`."""

    source: str
    base: str


@dataclass(frozen=True, slots=True)
class Either:
    """A union of two or more, without unions in it."""

    members: tuple[Named | Choice, ...]


Type: TypeAlias = Named | Choice | Either

_ANY = Named("Any")
_OBJECT = Named("object")
_NONE = Named("None")
_SCALARS = ("str", "int", "float", "bool", "UUID", "dt.datetime", "dt.date", "dt.time", "Decimal")
_ALIASES: Mapping[str, str] = {
    "Id": "str | int | UUID",
    "Scalar": " | ".join(_SCALARS),
    "FileInput": "os.PathLike[str] | bytes | IO[bytes] | File",
    "JsonInput": f"Mapping[str, object] | Sequence[object] | {' | '.join(_SCALARS)} | Model | None",
}
"""What the names of the runtime stand for."""
_JSON = "list[JsonValue] | dict[str, JsonValue] | str | bool | int | float | None"
_ABOVE: Mapping[str, tuple[str, ...]] = {
    "bool": ("int",),
    "int": ("float",),
    "dt.datetime": ("dt.date",),
}
"""Classes by those that they may stand for, promotions of numbers among them."""
_INVARIANT = frozenset({"list", "dict"})


def parse(annotation: str) -> Type:
    """An annotation as a type."""
    return _parse(annotation)


@lru_cache(maxsize=4096)
def _parse(annotation: str) -> Type:
    try:
        node = ast.parse(annotation or "Any", mode="eval").body
    except SyntaxError:
        return Named(annotation)
    return _read(node)


def _read(node: ast.expr) -> Type:
    match node:
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            return either([_read(left), _read(right)])
        case ast.Subscript(value=ast.Name(id="Literal"), slice=inside):
            values = inside.elts if isinstance(inside, ast.Tuple) else [inside]
            return either(_choice(value) for value in values)
        case ast.Subscript(value=outer, slice=inside):
            arguments = inside.elts if isinstance(inside, ast.Tuple) else [inside]
            return Named(ast.unparse(outer), tuple(_read(one) for one in arguments))
        case ast.Constant(value=str(text)):
            return _parse(text)
        case _:
            source = ast.unparse(node)
            return _parse(_ALIASES[source]) if source in _ALIASES else Named(source)


def _choice(node: ast.expr) -> Choice:
    value = node.value if isinstance(node, ast.Constant) else None
    return Choice(ast.unparse(node), type(value).__name__)


def either(types: Iterable[Type]) -> Type:
    """The union of types; the only one, where they are one."""
    members: dict[Named | Choice, None] = {}
    for one in types:
        members.update(dict.fromkeys(one.members if isinstance(one, Either) else (one,)))
    found = tuple(members)
    return found[0] if len(found) == 1 else Either(found)


def members(type_: Type) -> tuple[Named | Choice, ...]:
    """The members of a union; of another type, itself."""
    return type_.members if isinstance(type_, Either) else (type_,)


def without(type_: Type, name: str) -> Type:
    """The type less one class of its union."""
    kept = [one for one in members(type_) if one != Named(name)]
    return either(kept) if kept else type_


@dataclass(frozen=True, slots=True)
class Classes:
    """What is known of the classes of a client."""

    models: frozenset[str]
    inputs: Mapping[str, frozenset[tuple[str, str]]]
    """The keys of TypedDicts, with their annotations."""


def fits(source: Type, target: Type, classes: Classes) -> bool:
    """Whether a value of the source may stand where the target is wanted."""
    return _fits(source, target, classes, frozenset())


def _fits(
    source: Type, target: Type, classes: Classes, assumed: frozenset[tuple[Type, Type]]
) -> bool:
    # A recursive type comes back to a question that was asked already: then it holds.
    if source in (target, _ANY) or target in (_ANY, _OBJECT) or (source, target) in assumed:
        return True
    asked = assumed | {(source, target)}
    if isinstance(source, Either):
        return all(_fits(one, target, classes, asked) for one in source.members)
    if source == Named("JsonValue"):
        return _fits(_parse(_JSON), target, classes, asked)
    if target == Named("JsonValue"):
        return _fits(source, _parse(_JSON), classes, asked)
    if isinstance(target, Either):
        return any(_fits(source, one, classes, asked) for one in target.members)
    if isinstance(source, Choice):
        return _fits(Named(source.base), target, classes, asked)
    if isinstance(target, Choice):
        return False
    return _class_fits(source, target, classes, asked)


def _class_fits(
    source: Named, target: Named, classes: Classes, asked: frozenset[tuple[Type, Type]]
) -> bool:
    if source.name == target.name:
        return _arguments_fit(source, target, classes, asked)
    if source.name in classes.inputs and target.name in classes.inputs:
        # What has less keys takes such a value, but no longer one that is written out.
        return _same_keys(source, target, classes, asked)
    if target.name == "Model":
        return source.name in classes.models
    above: tuple[Named, ...] = tuple(Named(name) for name in _ABOVE.get(source.name, ()))
    match source:
        case Named("list" | "tuple", (inner, *_)):
            above += (Named("Sequence", (inner,)),)
        case Named("str"):
            above += (Named("Sequence", (Named("str"),)),)
        case Named("dict", arguments):
            above += (Named("Mapping", arguments),)
        case Named(name) if name in classes.inputs:
            above += (Named("Mapping", (Named("str"), _OBJECT)),)
    return any(_fits(one, target, classes, asked) for one in above)


def _same_keys(
    one: Named, other: Named, classes: Classes, asked: frozenset[tuple[Type, Type]]
) -> bool:
    """Whether two TypedDicts have the same keys, of types that fit each other."""
    here, there = dict(classes.inputs[one.name]), dict(classes.inputs[other.name])
    return here.keys() == there.keys() and all(
        here[key] == there[key]
        or (
            _fits(_parse(here[key]), _parse(there[key]), classes, asked)
            and _fits(_parse(there[key]), _parse(here[key]), classes, asked)
        )
        for key in here
    )


def _arguments_fit(
    source: Named, target: Named, classes: Classes, asked: frozenset[tuple[Type, Type]]
) -> bool:
    if not source.arguments or not target.arguments:
        return True
    if len(source.arguments) != len(target.arguments):
        return False
    for position, (one, other) in enumerate(zip(source.arguments, target.arguments, strict=True)):
        if not _fits(one, other, classes, asked):
            return False
        is_written = source.name in _INVARIANT or (source.name == "Mapping" and position == 0)
        if is_written and not _fits(other, one, classes, asked):
            return False
    return True
