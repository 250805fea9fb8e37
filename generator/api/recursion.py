"""Records that contain themselves: from circular markers, and from trees that are spelled out.

openapi-to-postman writes `{"value": "<Circular reference to #/components/schemas/X detected>"}`
where a schema comes back to one that is being written: X is one of the records around the
marker. People save trees to some depth, `children` of `children`. Both become one record
that refers to itself; a reference is a `Ref` by a token until the models have names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from ..inference.interning import interned
from ..inference.merge import merge, merge_all
from ..inference.types import (
    Array,
    Field,
    Map,
    Record,
    Ref,
    Type,
    Union,
    alternatives,
    record,
)
from ..memo import NO_MEMO, Memo
from .bodies import read_body
from .folding import Known, fold, token_of
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


def tie(
    operations: Sequence[Operation], memo: Memo = NO_MEMO
) -> tuple[tuple[Operation, ...], Mapping[str, Record]]:
    """The operations with a `Ref` wherever a record comes back, and the records by token."""
    found: dict[tuple[int, int | None], list[_Marker]] = {}
    for index, operation in enumerate(operations):
        for status, type_, value in memo.call(_marked_values, operation):
            noun = singular(tuple(operation.resource[-1].split("_"))) if operation.resource else ()
            markers = found.setdefault((index, status), [])
            markers.extend(_markers(type_, value, (), (), noun))
    answers = _shapes(m for (_, status), ms in found.items() if status is not None for m in ms)
    inputs = _shapes(m for (_, status), ms in found.items() if status is None for m in ms)
    known = Known(before=memo.tool("plain", dict))
    tied = []
    for index, operation in enumerate(operations):
        outcomes = tuple(
            _with_type(
                one, _tied(one.type, found.get((index, one.status), ()), answers, known), memo
            )
            for one in operation.outcomes
        )
        body = operation.body
        if body is not None and body.kind in {"json", "graphql"}:
            made = _tied(body.type, found.get((index, None), ()), inputs, known)
            body = _with_type(body, made, memo)
        tied.append(memo.replaced(operation, outcomes=outcomes, body=body))
    return tuple(tied), known.recursive


def _with_type(one: Typed, type_: Type, memo: Memo) -> Typed:
    return memo.replaced(one, type=interned(type_, memo))


# --- markers ----------------------------------------------------------------------------


def _marked_values(operation: Operation) -> tuple[tuple[int | None, Type, object], ...]:
    """The answers and request bodies with markers: status (None of a request), type, value."""
    return (*_marked_answers(operation), *_marked_bodies(operation))


def _marked_answers(operation: Operation) -> Iterator[tuple[int | None, Type, object]]:
    types = {outcome.status: outcome.type for outcome in operation.outcomes}
    examples = [sample.example for sample in operation.samples if sample.example is not None]
    for example in examples:
        if example.body is not None and _MARKER_START in example.body:
            kind, value = read_answer(example)
            status = status_of(example, examples)
            if kind == "json" and status in types:
                yield status, types[status], value


def _marked_bodies(operation: Operation) -> Iterator[tuple[int | None, Type, object]]:
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
    known: Known,
) -> Type:
    targets: dict[Path, Path] = {}
    for marker in markers:
        keys = shapes.get(marker.name)
        for around in marker.around:
            if around.keys == keys:
                targets[marker.path] = around.path
    tied = _replace(type_, (), targets, {}, known.recursive) if targets else type_
    return fold(tied, known)


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
                token = token_of(type_, back)
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
