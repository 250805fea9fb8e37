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


def declared(operation: Operation, models: Mapping[str, Model]) -> tuple[str, Annotation] | None:
    """How the pages follow one another, as source, and what they consist of.

    None where there are none, or where a correction took away what they rest on.
    """
    paging = operation.paging
    if paging is None:
        return None
    (outcome,) = (o for o in operation.outcomes if 200 <= o.status < 300 and o.kind == "json")
    arguments = [literal(paging.by)]
    if paging.by in {"page", "offset", "cursor"}:
        arguments.append(literal(paging.parameter))
    items = _place(outcome.type, paging.items, models)
    following = _place(outcome.type, paging.next, models) if paging.next else None
    if items is None or not isinstance(items[1], Array) or (paging.next and following is None):
        return None
    places = {"items": items, "next": following}
    for argument, keys in (("more", paging.more), ("total", paging.total)):
        places[argument] = _place(outcome.type, keys, models) if keys else None
    arguments += [f"{name}={literal(at[0])}" for name, at in places.items() if at and at[0]]
    if paging.start != _STARTS.get(paging.by, paging.start):
        arguments.append(f"start={paging.start}")
    return f"Pages({', '.join(arguments)})", answer(items[1].items)


def _place(
    type_: Type, keys: Sequence[str], models: Mapping[str, Model]
) -> tuple[str, Type] | None:
    """The attributes on the way to a place of an answer, with dots, and what is there."""
    names = []
    current = _bare(type_)
    for key in keys:
        model = models.get(current.name) if isinstance(current, Ref) else None
        record = model.record if model else current
        found = [f for f in record.fields if f.name == key] if isinstance(record, Record) else []
        if not found:
            return None
        names.append(attributes(model)[key] if model else key)
        current = _bare(found[0].type)
    return ".".join(names), current


def _bare(type_: Type) -> Type:
    if isinstance(type_, Union):
        rest = [member for member in type_.members if member != NULL]
        return rest[0] if len(rest) == 1 else type_
    return type_
