"""Records become models: equal shapes are one model, named after what it is.

Answers and inputs have models of their own. A model that one resource has for itself
lives with it, one that several use is shared; what the lock knows stays where it is.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from ..inference.interning import interned
from ..inference.types import (
    Array,
    Field,
    Map,
    Record,
    Ref,
    Type,
    Union,
    record,
    references,
    with_field,
    with_fields,
    with_inner,
)
from ..memo import NO_MEMO, Memo
from .identity import Names
from .model import Body, Model, Operation
from .model_names import Use, name_models
from .model_pins import (
    KINDS,
    SHAPE,
    Home,
    ModelPins,
    Role,
    ShapeDigests,
    entry,
    model_pins,
    settle_homes,
    shape_entry,
)
from .outcomes import status_of

_Found = tuple[Role, Record, Use]
"""A record, what it is for, and where it was met."""


def share(
    operations: Sequence[Operation],
    pinned: Names,
    reserved: frozenset[str],
    recursive: Mapping[str, Record],
    memo: Memo = NO_MEMO,
) -> tuple[tuple[Operation, ...], tuple[Model, ...], tuple[tuple[str, str, str], ...]]:
    """The operations with models in the place of records, the models, the names given.

    `reserved` are names that no model takes, `recursive` the records that references in
    the types stand for until here.
    """
    uses: dict[Role, dict[Record, list[Use]]] = {"answer": {}, "input": {}}
    inner = memo.same("recursive", frozenset(recursive.values()))
    found = [memo.call(_records, operation, inner) for operation in operations]
    for each in found:
        for role, shape, use in each:
            uses[role].setdefault(shape, []).append(use)
    pins = {role: model_pins(pinned, role) for role in uses}
    digests = memo.tool("digests", ShapeDigests)
    names: dict[Role, dict[Record, str]] = {}
    tables: dict[Role, Mapping[Type, str]] = {}
    # An answer that is new takes no name from an input that is known.
    taken = reserved | frozenset(pins["input"].places.values())
    for role, shapes in uses.items():
        names[role] = name_models(shapes, role, pins[role], taken, digests)
        taken = reserved | frozenset(names[role].values())
        table: dict[Type, str] = dict(names[role].items())
        table.update(
            (Ref(token), names[role][shape])
            for token, shape in recursive.items()
            if shape in names[role]
        )
        tables[role] = table
    models = _models(uses, names, tables, pins)
    given: list[tuple[str, str, str]] = []
    for role, named in names.items():
        for shape, name in named.items():
            identity = _lock_identity(uses[role][shape], pins[role].places)
            given.append((KINDS[role], identity, entry(name, models[name].home)))
            given.append((SHAPE, name, shape_entry(shape, digests)))

    def referring(operation: Operation, found: Iterable[_Found]) -> Operation:
        # What is guessed has records of other operations.
        if recursive or any(outcome.source for outcome in operation.outcomes):
            return _with_models(operation, tables, memo)
        key = (operation, *(names[role][shape] for role, shape, _ in found))
        return memo.of(_with_models, key, lambda: _with_models(operation, tables, memo))

    return (
        tuple(map(referring, operations, found)),
        tuple(models[name] for name in sorted(models)),
        tuple(given),
    )


def _models(
    uses: Mapping[Role, Mapping[Record, Sequence[Use]]],
    names: Mapping[Role, Mapping[Record, str]],
    tables: Mapping[Role, Mapping[Type, str]],
    pins: Mapping[Role, ModelPins],
) -> dict[str, Model]:
    """The models by name, each with its home."""
    made: dict[str, Model] = {}
    pinned: dict[str, Home] = {}
    resources: set[tuple[str, ...]] = set()
    for role, named in names.items():
        for shape, name in named.items():
            homes = {use.operation.resource for use in uses[role][shape]}
            resources |= homes
            home = homes.pop() if len(homes) == 1 else None
            fields = [
                with_field(f, _referring(f.type, tables[role]), required=f.required)
                for f in shape.in_order()
            ]
            made[name] = Model(name, with_fields(shape, fields), role, home)
        pinned.update(pins[role].homes)
    known = {path for resource in resources for path in _paths(resource)}
    settled = settle_homes(
        {name: model.home for name, model in made.items()},
        {name: home for name, home in pinned.items() if home is None or home in known},
        {name: set(references(model.record)) for name, model in made.items()},
    )
    return {name: replace(model, home=settled[name]) for name, model in made.items()}


def _paths(resource: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The path of a resource and of those around it, the client's own among them."""
    return (resource[:depth] for depth in range(len(resource) + 1))


def _lock_identity(uses: Sequence[Use], locked: Mapping[str, str]) -> str:
    """The place that stands for a model in the lock: the one already there, else the first."""
    places = sorted(use.place for use in uses)
    return next((place for place in places if place in locked), places[0])


def _records(operation: Operation, recursive: frozenset[Record]) -> tuple[_Found, ...]:
    """The records of an operation, each with its role and its place."""
    return tuple(_all_records(operation, recursive))


def _all_records(operation: Operation, recursive: frozenset[Record]) -> Iterator[_Found]:
    titles: dict[int, set[str]] = {}
    examples = [sample.example for sample in operation.samples if sample.example is not None]
    for example in examples:
        titles.setdefault(status_of(example, examples), set()).add(example.name)
    for outcome in operation.outcomes:
        if outcome.source:
            # What was taken from another operation says nothing new.
            continue
        root = Use(
            operation=operation,
            status=outcome.status,
            titles=tuple(sorted(titles.get(outcome.status, ()))),
            place=json.dumps([operation.id, outcome.status]),
        )
        for shape, use in _walk(outcome.type, root):
            yield "answer", shape, use
    if operation.body is not None and operation.body.kind in {"json", "graphql"}:
        root = Use(operation=operation, status=None, titles=(), place=json.dumps([operation.id]))
        top = operation.body.type
        # The fields of an object are arguments: it is a model only where it comes back.
        if isinstance(top, Record) and top not in recursive:
            for field in top.fields:
                for shape, use in _walk(field.type, root.inside(None, field.name)):
                    yield "input", shape, use
        else:
            for shape, use in _walk(top, root):
                yield "input", shape, use


def _walk(type_: Type, use: Use) -> Iterator[tuple[Record, Use]]:
    match type_:
        case Record(fields=fields) if fields:
            yield type_, use
            for field in type_.in_order():
                if _holds_record(field.type):
                    yield from _walk(field.type, use.inside(type_, field.name))
        case Array(items=items):
            yield from _walk(items, use.element())
        case Map(values=values):
            yield from _walk(values, use.element())
        case Union(members=members):
            for member in members:
                yield from _walk(member, use)
        case _:
            return


def _holds_record(type_: Type) -> bool:
    match type_:
        case Record():
            return True
        case Array(items=inner) | Map(values=inner):
            return _holds_record(inner)
        case Union(members=members):
            return any(map(_holds_record, members))
        case _:
            return False


def _referring(type_: Type, names: Mapping[Type, str]) -> Type:
    match type_:
        case Record() | Ref():
            return Ref(names[type_]) if type_ in names else type_
        case _:
            return with_inner(type_, lambda inner: _referring(inner, names))


def _with_models(
    operation: Operation, tables: Mapping[Role, Mapping[Type, str]], memo: Memo
) -> Operation:
    outcomes = tuple(
        memo.replaced(o, type=interned(_referring(o.type, tables["answer"]), memo))
        for o in operation.outcomes
    )
    body = _input(operation.body, tables["input"], memo)
    return memo.replaced(operation, outcomes=outcomes, body=body)


def _input(body: Body | None, names: Mapping[Type, str], memo: Memo) -> Body | None:
    if body is None or body.kind not in {"json", "graphql"}:
        return body
    if not isinstance(body.type, Record):
        return memo.replaced(body, type=interned(_referring(body.type, names), memo))
    fields = [Field(f.name, _referring(f.type, names), f.required) for f in body.type.in_order()]
    return memo.replaced(body, type=interned(record(fields), memo))
