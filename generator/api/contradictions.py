"""Where a correction says otherwise than a saved answer: the correction holds.

The replay of such an answer expects it to differ in just these places, and each run says so.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from ..diagnostics import Diagnostic, Level, place
from ..inference.formats import has_format
from ..inference.observe import DEEPEST, fill
from ..inference.types import (
    Array,
    Boolean,
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
)
from ..memo import NO_MEMO
from ..postman.lenient_json import VariableValue
from .model import Api, Model, Operation, Resource, Sample
from .outcomes import read_answer, status_of

_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Misfit:
    """A place of an answer that is not as its type says."""

    path: str
    """As a JSON path; `[]` is each element of a list."""
    expected: str
    found: str
    """What stands there, and never the value itself."""

    def __str__(self) -> str:
        return f"{self.path} is {self.found} and not {self.expected}"


def mark_contradictions(api: Api) -> tuple[Api, tuple[Diagnostic, ...]]:
    """A corrected API, its samples marked where the corrections do not allow them."""
    models = {model.name: model for model in api.models}
    diagnostics: list[Diagnostic] = []

    def marked(resource: Resource) -> Resource:
        operations = []
        for operation in resource.operations:
            found = [_marked(one, operation, models) for one in operation.samples]
            diagnostics.extend(diagnostic for _, diagnostic in found if diagnostic is not None)
            samples = tuple(sample for sample, _ in found)
            operations.append(NO_MEMO.replaced(operation, samples=samples))
        children = tuple(marked(child) for child in resource.children)
        return replace(resource, operations=tuple(operations), children=children)

    return replace(api, root=marked(api.root)), tuple(diagnostics)


def _marked(
    sample: Sample, operation: Operation, models: Mapping[str, Model]
) -> tuple[Sample, Diagnostic | None]:
    found = list(dict.fromkeys(_misfits_of(sample, operation, models)))
    if not found:
        return sample, None
    shown = "; ".join(map(str, found[:_SHOWN]))
    more = f"; and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    diagnostic = Diagnostic(
        Level.WARNING,
        "contradicted-example",
        place(*operation.source, f"response {sample.name}"),
        f"the corrections hold against this example: {shown}{more}",
    )
    return replace(sample, misfits=tuple(dict.fromkeys(one.path for one in found))), diagnostic


def _misfits_of(
    sample: Sample, operation: Operation, models: Mapping[str, Model]
) -> Iterator[Misfit]:
    if sample.example is None:
        return
    status = status_of(sample.example, [s.example for s in operation.samples if s.example])
    kind, value = read_answer(sample.example)
    for outcome in operation.outcomes:
        if outcome.status == status and kind == outcome.kind == "json":
            yield from misfits(outcome.type, fill(value), models)


def misfits(type_: Type, value: object, models: Mapping[str, Model]) -> Iterator[Misfit]:
    """Where a JSON value is not of a type, in the order of its members."""
    stack: list[tuple[Type, object, str, tuple[str | int, ...], int]] = [(type_, value, "$", (), 0)]
    while stack:
        declared, item, path, choices, depth = stack.pop()
        if depth > DEEPEST:
            continue
        inner: list[tuple[Type, object, str, tuple[str | int, ...]]] = []
        match declared, item:
            case ((Unknown() | Null()), _):
                pass
            case Union(members=members), _:
                alike = [member for member in members if _is_of_kind(member, item)]
                # What fits one of several models is fine; else the first one is meant.
                if alike and not any(
                    next(misfits(member, item, models), None) is None for member in alike[1:]
                ):
                    inner.append((alike[0], item, path, choices))
                elif not alike:
                    yield Misfit(path, _name(declared, choices), _shown(item))
            case Ref(name=name), dict():
                inner.extend(_members(models[name], item, path))
            case Record(), dict():
                inner.extend(_members(Model("", declared, "answer", None), item, path))
            case Array(items=items), list():
                inner.extend((items, each, f"{path}[]", choices) for each in item)
            case Map(values=values), dict():
                inner.extend((values, each, path + _step(key), ()) for key, each in item.items())
            case _:
                if not _is_of_kind(declared, item) or (choices and item not in choices):
                    yield Misfit(path, _name(declared, choices), _shown(item))
        stack.extend((*each, depth + 1) for each in reversed(inner))
        yield from _missing(declared, item, path, models)


def _members(
    model: Model, value: Mapping[str, object], path: str
) -> Iterator[tuple[Type, object, str, tuple[str | int, ...]]]:
    choices = {detail.key: detail.choices for detail in model.details}
    for field in model.record.in_order():
        if field.name in value:
            here = path + _step(field.name)
            yield field.type, value[field.name], here, choices.get(field.name, ())


def _missing(
    declared: Type, value: object, path: str, models: Mapping[str, Model]
) -> Iterator[Misfit]:
    shape = models[declared.name].record if isinstance(declared, Ref) else declared
    if isinstance(shape, Record) and isinstance(value, dict):
        for field in shape.in_order():
            if field.required and field.name not in value:
                yield Misfit(path + _step(field.name), _name(field.type, ()), "missing")


def _is_of_kind(type_: Type, value: object) -> bool:
    """Whether a value is one of a type, less what is inside of it."""
    match type_, value:
        case (Unknown(), _) | (Null(), None) | (Boolean(), bool()):
            return True
        case (Integer() | Number(), bool()) | (_, None):
            return False
        case (Integer(), int()) | (Number(), int() | float()):
            return True
        case String(format=None), (str() | VariableValue()):
            return True
        case String(format=str(name)), str():
            return has_format(value, name)
        case (Array(), list()) | ((Ref() | Record() | Map()), dict()):
            return True
        case _:
            return False


def _name(type_: Type, choices: tuple[str | int, ...]) -> str:
    """A type in a reader's words."""
    if choices:
        return f"one of {', '.join(map(repr, choices))}"
    match type_:
        case Union(members=members):
            return " or ".join(_name(member, ()) for member in members)
        case String(format=name):
            return name or "text"
        case Array():
            return "a list"
        case Ref() | Record() | Map():
            return "an object"
        case Integer():
            return "an integer"
        case Number():
            return "a number"
        case Boolean():
            return "true or false"
        case _:
            return "null"


def _shown(value: object) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "true or false"
        case int():
            return "an integer"
        case float():
            return "a number"
        case list():
            return "a list"
        case dict():
            return "an object"
        case _:
            return "another text" if isinstance(value, str) else "text"


def _step(key: str) -> str:
    """A step of a JSON path, as a client writes it where an answer does not fit."""
    return f".{key}" if key.isidentifier() and key.isascii() else f"[{json.dumps(key)}]"
