"""Lists that come in pages: the declaration of how, and the method that goes through them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..api.model import Model, Operation
from ..inference.types import NULL, Array, Record, Ref, Type, Union
from .annotations import Annotation, answer
from .literals import docstring, literal
from .models import attributes
from .package import Iteration

_STARTS = {"page": 1, "offset": 0}


def iteration(operation: Operation, name: str, returned: Annotation) -> Iteration:
    """The method that goes through the pages of the method `name`."""
    return Iteration(
        f"iter_{operation.name}",
        returned.text,
        docstring([f"Goes through all pages of `{name}`, item by item; each is got when needed."]),
    )


def declared(operation: Operation, models: Mapping[str, Model]) -> tuple[str, Annotation]:
    """How the pages follow one another, as source, and what they consist of."""
    paging = operation.paging
    if paging is None:
        raise ValueError(f"{operation.id} has no pages")
    (outcome,) = (o for o in operation.outcomes if 200 <= o.status < 300 and o.kind == "json")
    arguments = [literal(paging.by)]
    if paging.by in {"page", "offset", "cursor"}:
        arguments.append(literal(paging.parameter))
    items, type_ = _place(outcome.type, paging.items, models)
    places = {"items": items}
    for argument, keys in (("next", paging.next), ("more", paging.more), ("total", paging.total)):
        places[argument] = _place(outcome.type, keys, models)[0] if keys else ""
    arguments += [f"{name}={literal(text)}" for name, text in places.items() if text]
    if paging.start != _STARTS.get(paging.by, paging.start):
        arguments.append(f"start={paging.start}")
    item = type_.items if isinstance(type_, Array) else type_
    return f"Pages({', '.join(arguments)})", answer(item)


def _place(type_: Type, keys: Sequence[str], models: Mapping[str, Model]) -> tuple[str, Type]:
    """The attributes on the way to a place of an answer, with dots, and what is there."""
    names = []
    current = _bare(type_)
    for key in keys:
        model = models[current.name] if isinstance(current, Ref) else None
        record = model.record if model else current
        names.append(attributes(model)[key] if model else key)
        fields = record.fields if isinstance(record, Record) else ()
        current = _bare(next(field.type for field in fields if field.name == key))
    return ".".join(names), current


def _bare(type_: Type) -> Type:
    if isinstance(type_, Union):
        rest = [member for member in type_.members if member != NULL]
        return rest[0] if len(rest) == 1 else type_
    return type_
