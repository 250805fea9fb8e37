"""What a decoded answer is made of, place by place: models, and types that JSON has not.

Read off the types of the API and the saved value, so that a client whose declarations say
less than they should does not pass its own replay.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..api.model import Api, Outcome
from ..inference.types import Array, Map, Number, Record, Ref, String, Type, Union

_FORMATS = {"uuid": "UUID", "date": "date", "date-time": "datetime"}

Records = Mapping[str, Record]


def records_of(api: Api) -> Records:
    """The records of the models, by name."""
    return {model.name: model.record for model in api.models if model.role == "answer"}


def types_of(outcome: Outcome, value: object, records: Records) -> dict[str, str]:
    """The types by path: `items[].id` is a UUID. Paths of plain JSON values are left out."""
    if outcome.kind == "binary":
        return {"": "bytes"}
    if outcome.kind != "json":
        return {}
    return dict(_walk(outcome.type, value, "", records))


def _walk(type_: Type, value: object, path: str, records: Records) -> Iterator[tuple[str, str]]:
    match _member(type_, value):
        case Ref(name=name) if isinstance(value, dict):
            yield path, name
            fields = {field.name: field.type for field in records[name].fields}
            for key, item in value.items():
                if key in fields:
                    yield from _walk(fields[key], item, _below(path, key), records)
        case Map(values=values) if isinstance(value, dict):
            for key, item in value.items():
                yield from _walk(values, item, _below(path, key), records)
        case Array(items=items) if isinstance(value, list):
            for item in value:
                yield from _walk(items, item, f"{path}[]", records)
        case String(format=format_) if isinstance(value, str) and format_ in _FORMATS:
            yield path, _FORMATS[format_ or ""]
        case Number() if isinstance(value, int | float) and not isinstance(value, bool):
            yield path, "float"


def _below(path: str, key: object) -> str:
    return f"{path}.{key}" if path else str(key)


def _member(type_: Type, value: object) -> Type:
    """The member of a union that is for values of this kind; there is one at most."""
    if not isinstance(type_, Union):
        return type_
    kinds: dict[type, tuple[type, ...]] = {
        dict: (Ref, Map),
        list: (Array,),
        str: (String,),
        int: (Number,),
        float: (Number,),
    }
    wanted = kinds.get(type(value), ())
    return next((member for member in type_.members if isinstance(member, wanted)), type_)
