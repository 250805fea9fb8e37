"""Records that contain themselves: from circular markers, and from trees that are spelled out.

openapi-to-postman writes `{"value": "<Circular reference to #/components/schemas/X detected>"}`
where a schema comes back to one that is being written: X is one of the records around the
marker. People save trees to some depth, `children` of `children`. Both become one record
that refers to itself; a reference is a `Ref` by a token until the models have names.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import is_
from typing import TypeVar

from ..inference.json_schema import json_schema
from ..inference.merge import merge, merge_all, without_null
from ..inference.types import (
    SCALARS,
    UNKNOWN,
    Array,
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
    with_field,
    with_fields,
    with_inner,
)
from .bodies import read_body
from .model import Body, Operation, Outcome
from .naming import singular, words
from .outcomes import read_answer, status_of

_MARKER = re.compile(r"<Circular reference to #/(?:components/schemas|definitions)/(.+) detected>")
_MARKER_START = "<Circular reference to "

Typed = TypeVar("Typed", Outcome, Body)

Path = tuple[str, ...]
"""The way to a place in a type: names of fields, `[]` for elements of lists and maps."""
_ELEMENT = "[]"


@dataclass(frozen=True, slots=True)
class _Around:
    """A record around a marker."""

    path: Path
    keys: frozenset[str]
    words: tuple[str, ...]
    """Of the field that it is in; of the resource where it is in none."""


@dataclass(frozen=True, slots=True)
class _Marker:
    """A place where the converter came back to a schema."""

    name: str
    path: Path
    around: tuple[_Around, ...]
    """From the outermost."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What was found so far."""

    recursive: dict[str, Record] = field(default_factory=dict)
    """The records that come back, by token."""
    plain: dict[int, Record] = field(default_factory=dict)
    """The records that do not, by what they are: most stand in many places."""


def tie(operations: Sequence[Operation]) -> tuple[tuple[Operation, ...], Mapping[str, Record]]:
    """The operations with a `Ref` wherever a record comes back, and the records by token."""
    found: dict[tuple[int, int | None], list[_Marker]] = {}
    for index, operation in enumerate(operations):
        for status, type_, value in _marked_values(operation):
            noun = singular(tuple(operation.resource[-1].split("_"))) if operation.resource else ()
            markers = found.setdefault((index, status), [])
            markers.extend(_markers(type_, value, (), (), noun))
    answers = _shapes(m for (_, status), ms in found.items() if status is not None for m in ms)
    inputs = _shapes(m for (_, status), ms in found.items() if status is None for m in ms)
    known = _Known()
    tied = []
    for index, operation in enumerate(operations):
        outcomes = tuple(
            _with_type(one, _tied(one.type, found.get((index, one.status), ()), answers, known))
            for one in operation.outcomes
        )
        body = operation.body
        if body is not None and body.kind in {"json", "graphql"}:
            body = _with_type(body, _tied(body.type, found.get((index, None), ()), inputs, known))
        same = body is operation.body and all(map(is_, outcomes, operation.outcomes))
        tied.append(operation if same else replace(operation, outcomes=outcomes, body=body))
    return tuple(tied), known.recursive


def _with_type(one: Typed, type_: Type) -> Typed:
    return one if type_ is one.type else replace(one, type=type_)


# --- markers ----------------------------------------------------------------------------


def _marked_values(operation: Operation) -> Iterator[tuple[int | None, Type, object]]:
    """The answers and request bodies with markers: status (None of a request), type, value."""
    types = {outcome.status: outcome.type for outcome in operation.outcomes}
    examples = [sample.example for sample in operation.samples if sample.example is not None]
    for example in examples:
        if example.body is not None and _MARKER_START in example.body:
            kind, value = read_answer(example)
            status = status_of(example, examples)
            if kind == "json" and status in types:
                yield status, types[status], value
    body = operation.body
    if body is None or body.kind not in {"json", "graphql"}:
        return
    for sample in operation.samples:
        for request in {sample.request, sample.item.item.request}:
            if request.body is not None and _MARKER_START in repr(request.body):
                read = read_body(request)
                if read is not None and read.kind == body.kind:
                    yield None, body.type, read.value


def _markers(
    type_: Type, value: object, path: Path, around: tuple[_Around, ...], called: tuple[str, ...]
) -> Iterator[_Marker]:
    match value:
        case {"value": str(text), **rest} if not rest and (marker := _MARKER.fullmatch(text)):
            yield _Marker(marker[1], path, around)
        case list():
            items = next((m.items for m in alternatives(type_) if isinstance(m, Array)), None)
            if items is not None:
                for item in value:
                    yield from _markers(items, item, (*path, _ELEMENT), around, called)
        case dict():
            inside = next((m for m in alternatives(type_) if isinstance(m, (Record, Map))), None)
            if isinstance(inside, Map):
                for item in value.values():
                    yield from _markers(inside.values, item, (*path, _ELEMENT), around, called)
            elif isinstance(inside, Record):
                types = {member.name: member.type for member in inside.fields}
                here = (*around, _Around(path, frozenset(types), called))
                for key, item in value.items():
                    if key in types:
                        named = singular(words(key))
                        yield from _markers(types[key], item, (*path, key), here, named)


def _shapes(markers: Iterable[_Marker]) -> dict[str, frozenset[str]]:
    """The keys of the record that each schema is, where its markers tell.

    It is around all of them. Of several such records it is the one that is called so, or
    the one that is entered as it is come back to.
    """
    by_name: dict[str, list[_Marker]] = {}
    for marker in markers:
        by_name.setdefault(marker.name, []).append(marker)
    known: dict[str, frozenset[str]] = {}
    before = -1
    # What is one schema is no other: each that is known may tell the next.
    while before < len(known):
        before = len(known)
        taken = frozenset(known.values())
        found = {name: _shape(by_name[name], taken) for name in sorted(by_name.keys() - known)}
        known.update((name, shape) for name, shape in found.items() if shape is not None)
    return known


def _shape(places: Sequence[_Marker], taken: frozenset[frozenset[str]]) -> frozenset[str] | None:
    """The keys of the one record that is around all markers of a schema."""
    common = frozenset[frozenset[str]].intersection(
        *(frozenset(around.keys for around in place.around) for place in places)
    )
    for tells in (_is_any, _is_called, _is_entered):
        told = {
            around.keys
            for place in places
            for around in place.around
            if around.keys in common - taken and tells(place, around)
        }
        if len(told) == 1:
            return told.pop()
    return None


def _is_any(_place: _Marker, _around: _Around) -> bool:
    return True


def _is_called(place: _Marker, around: _Around) -> bool:
    """Whether a record is in a field, or a resource, that is called like the schema."""
    called = singular(words(place.name.rpartition(".")[2]))
    return bool(around.words) and called[-len(around.words) :] == around.words


def _is_entered(place: _Marker, around: _Around) -> bool:
    """Whether a record is in a field of the name that the marker is in."""
    return _last_field(place.path) == _last_field(around.path) != ""


def _last_field(path: Path) -> str:
    return next((step for step in reversed(path) if step != _ELEMENT), "")


def _tied(
    type_: Type,
    markers: Sequence[_Marker],
    shapes: Mapping[str, frozenset[str]],
    known: _Known,
) -> Type:
    targets: dict[Path, Path] = {}
    for marker in markers:
        keys = shapes.get(marker.name)
        for around in marker.around:
            if around.keys == keys:
                targets[marker.path] = around.path
    tied = _replace(type_, (), targets, {}, known.recursive) if targets else type_
    return _fold(tied, known)


def _replace(
    type_: Type,
    path: Path,
    targets: Mapping[Path, Path],
    tokens: Mapping[Path, str],
    recursive: dict[str, Record],
) -> Type:
    """The type with a reference at each marker; `tokens` are those of the records around.

    `targets` are the ways to markers, each with that to its record.
    """
    target = targets.get(path)
    if target is not None and not any(isinstance(m, (Record, Map)) for m in alternatives(type_)):
        return merge(type_, Ref(tokens[target]))
    match type_:
        case Array(items=items):
            return Array(_replace(items, (*path, _ELEMENT), targets, tokens, recursive))
        case Map(values=values):
            return Map(_replace(values, (*path, _ELEMENT), targets, tokens, recursive))
        case Union(members=members):
            return merge_all(_replace(m, path, targets, tokens, recursive) for m in members)
        case Record():
            token = None
            if path in targets.values():
                back = sorted(
                    (at[len(path) :], len(target) - len(path))
                    for at, target in targets.items()
                    if at[: len(path)] == path
                )
                token = _token(type_, back)
                tokens = {**tokens, path: token}
            fields = [
                Field(
                    f.name,
                    _replace(f.type, (*path, f.name), targets, tokens, recursive),
                    f.required,
                )
                for f in type_.in_order()
            ]
            made = record(fields)
            if token is not None:
                recursive[token] = made
            return made
        case _:
            return type_


def _token(type_: Type, more: object = None) -> str:
    """What stands for a record: the same for equal ones."""
    text = json.dumps([json_schema(type_), more], sort_keys=True)
    return f"^{hashlib.sha256(text.encode()).hexdigest()}"


# --- trees that are spelled out ---------------------------------------------------------


def _fold(type_: Type, known: _Known) -> Type:
    """The type with each record that contains itself as one that refers to itself."""
    if isinstance(type_, Union):
        members = [_fold(member, known) for member in type_.members]
        return type_ if all(map(is_, members, type_.members)) else merge_all(members)
    if not isinstance(type_, Record):
        return with_inner(type_, lambda inner: _fold(inner, known))
    if id(type_) in known.plain:
        return type_
    made = type_
    scalars = {f.name for f in type_.fields if isinstance(f.type, SCALARS)}
    for name in type_.order:
        # With a field that was folded others are merged, and may be no scalars any more.
        if made is not type_ or name not in scalars:
            made = _fold_field(made, name, known.recursive)
    fields = [with_field(f, _fold(f.type, known), required=f.required) for f in made.in_order()]
    folded = with_fields(made, fields)
    # What stood for the record as it was stands for it as it is.
    for token, one in known.recursive.items():
        if one in (type_, made):
            known.recursive[token] = folded
    if folded is type_:
        known.plain[id(type_)] = type_
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
    token = _token(pointing("self"))
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
