"""The modules of models: classes for answers, TypedDicts for inputs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from ..api.model import Model
from ..inference.types import Array, Field, Map, Ref, Type, Union
from ..memo import NO_MEMO, Memo
from .annotations import alternatives, answer, chosen, given
from .identifiers import field_names, is_plain_key
from .imports import import_lines
from .literals import docstring, escape, literal
from .package import FieldCode, ModelCode, ModelModule

_NAME = re.compile(r"\w+")

SHARED = "shared"
"""The module of models that several resources use."""


def homes(models: Iterable[Model], modules: Mapping[tuple[str, ...], str]) -> dict[str, str]:
    """The module of each model by its name."""
    return {model.name: SHARED if model.home is None else modules[model.home] for model in models}


def model_modules(
    models: Sequence[Model],
    modules: Mapping[tuple[str, ...], str],
    titles: Mapping[tuple[str, ...], str],
    memo: Memo = NO_MEMO,
) -> tuple[ModelModule, ...]:
    """The modules, each with its models in an order in which all names are defined."""
    where = homes(models, modules)
    described = {SHARED: "Models that several resources share."}
    for path, module in modules.items():
        described[module] = f"Models of {titles[path]}." if path else "Models of the client itself."
    by_module: dict[str, list[Model]] = {}
    for model in models:
        by_module.setdefault(where[model.name], []).append(model)
    made = []
    for module in sorted(by_module):
        inside = _in_order(by_module[module])
        codes, needs = [], set[str]()
        later = {model.name for model in inside}
        for model in inside:
            code, needed = memo.call(_code, model)
            codes.append(_quoted(code, later))
            later.discard(model.name)
            needs |= needed
        made.append(
            ModelModule(
                module,
                docstring([escape(described[module])]),
                import_lines(needs, where, here=module),
                tuple(codes),
            )
        )
    return tuple(made)


def _code(model: Model) -> tuple[ModelCode, frozenset[str]]:
    """The class of a model, and the names that it needs."""
    return _input(model) if model.role == "input" else _answer(model)


def _quoted(code: ModelCode, later: set[str]) -> ModelCode:
    """The class with quotes around annotations that name it, or one that comes after it."""
    fields = tuple(
        replace(field, annotation=literal(field.annotation))
        if not later.isdisjoint(_NAME.findall(field.annotation))
        else field
        for field in code.fields
    )
    return replace(code, fields=fields)


def _in_order(models: Sequence[Model]) -> list[Model]:
    """The models, each after those that its fields need, else by name."""
    by_name = {model.name: model for model in models}
    done: dict[str, Model] = {}
    entered: set[str] = set()
    # The stack instead of a recursion: models nest as deep as the input does.
    for model in models:
        stack = [(model.name, False)]
        while stack:
            name, ready = stack.pop()
            if name in done or name not in by_name:
                continue
            if ready:
                done[name] = by_name[name]
                continue
            if name in entered:
                continue
            entered.add(name)
            stack.append((name, True))
            inner = [ref for f in by_name[name].record.in_order() for ref in _refs(f.type)]
            stack.extend((ref, False) for ref in reversed(inner))
    return list(done.values())


def _refs(type_: Type) -> list[str]:
    match type_:
        case Ref(name=name):
            return [name]
        case Array(items=items):
            return _refs(items)
        case Map(values=values):
            return _refs(values)
        case Union(members=members):
            return [ref for member in members for ref in _refs(member)]
        case _:
            return []


def _answer(model: Model) -> tuple[ModelCode, frozenset[str]]:
    fields = model.record.in_order()
    details = {detail.key: detail for detail in model.details}
    names = attributes(model)
    needs = {"Model"}
    codes = []
    for field in fields:
        annotation = answer(field.type)
        if field.name in details:
            annotation = chosen(annotation, details[field.name].choices)
        if not field.required and "JsonValue" not in alternatives(annotation.text):
            annotation = annotation.or_("None")
        name = names[field.name]
        value = _field_value(field, name)
        needs |= annotation.needs | ({"Field"} if value and value.startswith("Field") else set())
        codes.append(FieldCode(name, annotation.text, value))
    return ModelCode(model.name, tuple(codes), is_input=False), frozenset(needs)


def attributes(model: Model) -> dict[str, str]:
    """The attribute of each key of a model."""
    called = {detail.key: detail.called for detail in model.details if detail.called}
    return {**field_names([key for key in model.record.order if key not in called]), **called}


def _field_value(field: Field, name: str) -> str | None:
    alias = None if name == field.name else f"alias={literal(field.name)}"
    if field.required:
        return f"Field({alias})" if alias else None
    return f"Field(default=None, {alias})" if alias else "None"


def _input(model: Model) -> tuple[ModelCode, frozenset[str]]:
    needs = {"TypedDict"}
    codes = []
    fields = model.record.in_order()
    functional = not all(is_plain_key(field.name) for field in fields)
    choices = {detail.key: detail.choices for detail in model.details}
    for field in fields:
        annotation = chosen(given(field.type), choices.get(field.name, ()))
        needs |= annotation.needs
        name = literal(field.name) if functional else field.name
        codes.append(FieldCode(name, annotation.text))
    code = ModelCode(model.name, tuple(codes), is_input=True, is_functional=functional)
    return code, frozenset(needs)
