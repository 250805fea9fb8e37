"""Which samples stand behind a model: what `postgen inspect --explain` shows."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ..diagnostics import InputError, place
from ..inference.observe import observe
from ..inference.types import Array, Map, Null, Record, Ref, String, Type, Union
from .bodies import read_body
from .model import Api, Model, Operation
from .outcomes import DEFAULT_STATUS, read_answer, status_of


@dataclass(slots=True)
class _Seen:
    """What the samples of a model show."""

    objects: int = 0
    present: Counter[str] = field(default_factory=Counter)
    null: Counter[str] = field(default_factory=Counter)
    kinds: dict[str, Counter[str]] = field(default_factory=dict)
    sources: dict[str, Counter[str]] = field(default_factory=dict)
    """By field, how often each place has it; by an empty name, how often it has the model."""


def explain(api: Api, target: str) -> list[str]:
    """Lines about a field (`Link.status`), or about all fields of a model (`Link`).

    Raises InputError where there is none of that name, with the nearest one.
    """
    name, dot, key = target.partition(".")
    models = {model.name: model for model in api.models}
    if name not in models:
        raise InputError(_unknown("model", name, list(models)), code="unknown-type")
    model = models[name]
    if dot and key not in model.record.order:
        raise InputError(_unknown("field", key, list(model.record.order)), code="unknown-type")
    seen = _see(api, models, name)
    if not dot:
        lines = [f"{name}: {_samples(seen.objects)}{_from(seen, '')}"]
        return [*lines, *(f"  {_line(model, each, seen)}" for each in model.record.order)]
    return [f"{name}.{_line(model, key, seen)}{_from(seen, key)}"]


def _unknown(what: str, name: str, known: list[str]) -> str:
    near = difflib.get_close_matches(name, known, 1)
    hint = f"did you mean {near[0]!r}?" if near else f"known: {', '.join(sorted(known)[:10])}"
    return f"there is no {what} {name!r}; {hint}"


def _samples(count: int) -> str:
    return f"{count} sample" if count == 1 else f"{count} samples"


def _line(model: Model, key: str, seen: _Seen) -> str:
    found = next(member for member in model.record.fields if member.name == key)
    parts = [f"in {seen.present[key]} of {_samples(seen.objects)}"]
    if seen.null[key]:
        parts.append(f"null in {seen.null[key]}")
    kinds = seen.kinds.get(key, Counter())
    if kinds:
        counted = sorted(kinds.items(), key=lambda pair: (-pair[1], pair[0]))
        parts.append(", ".join(f"{kind} in {count}" for kind, count in counted))
    parts.append("required" if found.required else "optional")
    return f"{key}: {'; '.join(parts)}"


def _from(seen: _Seen, key: str) -> str:
    places = sorted(seen.sources.get(key, {}))
    return f"; from {', '.join(places)}" if places else "; from no sample"


def _see(api: Api, models: Mapping[str, Model], name: str) -> _Seen:
    seen = _Seen()
    for operation in api.operations():
        for where, type_, value in shown_values(operation):
            for found in objects_of(type_, value, models, name):
                seen.objects += 1
                _count(seen, "", where)
                for key, item in found.items():
                    seen.present[key] += 1
                    _count(seen, key, where)
                    if item is None:
                        seen.null[key] += 1
                    else:
                        seen.kinds.setdefault(key, Counter())[_kind(observe(item))] += 1
    return seen


def _count(seen: _Seen, key: str, where: str) -> None:
    seen.sources.setdefault(key, Counter())[where] += 1


def shown_values(operation: Operation) -> Iterator[tuple[str, Type, object]]:
    """The JSON that an operation sends and answers: where it is, its type, its value."""
    types = {outcome.status: outcome.type for outcome in operation.outcomes}
    examples = [sample.example for sample in operation.samples if sample.example is not None]
    title = place(*operation.source)
    for example in examples:
        kind, value = read_answer(example)
        status = status_of(example, examples)
        if kind == "json" and status in types:
            shown = "default" if status == DEFAULT_STATUS else str(status)
            yield f'"{title} / {shown}"', types[status], value
    body = operation.body
    if body is not None and body.kind in {"json", "graphql"}:
        requests = dict.fromkeys(
            one
            for sample in operation.samples
            for one in (sample.item.item.request, sample.request)
        )
        for request in requests:
            read = read_body(request)
            if read is not None and read.kind == body.kind:
                yield f'"{title} / request"', body.type, read.value


def objects_of(
    type_: Type, value: object, models: Mapping[str, Model], name: str
) -> Iterator[dict[str, object]]:
    """The objects in a value that are of the model."""
    stack = [(type_, value)]
    while stack:
        declared, item = stack.pop()
        match declared, item:
            case Union(members=members), _:
                stack.extend((member, item) for member in members)
            case Array(items=items), list():
                stack.extend((items, each) for each in item)
            case Map(values=values), dict():
                stack.extend((values, each) for each in item.values())
            case Ref(name=found), dict() if found in models:
                if found == name:
                    yield item
                stack.append((models[found].record, item))
            case Record(fields=fields), dict():
                stack.extend((each.type, item[each.name]) for each in fields if each.name in item)
            case _:
                pass


def _kind(type_: Type) -> str:
    match type_:
        case String(format=None):
            return "text"
        case String(format=str(text_format)):
            return text_format
        case Null():
            return "null"
        case Record() | Map():
            return "object"
        case Array():
            return "list"
        case _:
            return type(type_).__name__.lower()
