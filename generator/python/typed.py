"""What a decoded answer is made of, place by place: models, and types that JSON has not.

Read off the types of the API and the saved value, so that a client whose declarations say
less than they should does not pass its own replay.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..api.model import Model, Outcome
from ..inference.types import Array, Map, Number, Ref, String, Type, Union

_FORMATS = {"uuid": "UUID", "date": "date", "date-time": "datetime"}
_KINDS: Mapping[type, tuple[type, ...]] = {
    dict: (Ref, Map),
    list: (Array,),
    str: (String,),
    int: (Number,),
    float: (Number,),
}
"""Of a union, the members that are for values of a kind."""

Members = Mapping[str, Mapping[str, Type]]
"""The members of each model that are no plain JSON values, by its name and theirs."""


def members_of(models: Iterable[Model]) -> Members:
    """What the models of answers are made of."""
    return {
        model.name: {f.name: f.type for f in model.record.fields if not _is_plain(f.type)}
        for model in models
        if model.role == "answer"
    }


def _is_plain(type_: Type) -> bool:
    """Whether a type is that of a JSON value, with nothing to note in it."""
    match type_:
        case Array(items=inner) | Map(values=inner):
            return _is_plain(inner)
        case Union(members=members):
            return all(map(_is_plain, members))
        case String(format=format_):
            return format_ not in _FORMATS
        case _:
            return not isinstance(type_, Ref | Number)


def types_of(outcome: Outcome, value: object, members: Members) -> dict[str, str]:
    """The types by path: `items[].id` is a UUID. Paths of plain JSON values are left out."""
    if outcome.kind == "binary":
        return {"": "bytes"}
    found: dict[str, str] = {}
    if outcome.kind == "json":
        _note(outcome.type, value, "", members, found)
    return found


def _note(type_: Type, value: object, path: str, members: Members, found: dict[str, str]) -> None:
    """Note the types of a value and of all in it."""
    match _member(type_, value):
        case Ref(name=name) if isinstance(value, dict):
            found[path] = name
            types = members[name]
            for key, item in value.items():
                if key in types:
                    _note(types[key], item, _below(path, key), members, found)
        case Map(values=values) if isinstance(value, dict):
            for key, item in value.items():
                _note(values, item, _below(path, key), members, found)
        case Array(items=items) if isinstance(value, list):
            for item in value:
                _note(items, item, f"{path}[]", members, found)
        case String(format=format_) if isinstance(value, str) and format_ in _FORMATS:
            found[path] = _FORMATS[format_ or ""]
        case Number() if isinstance(value, int | float) and not isinstance(value, bool):
            found[path] = "float"


def _below(path: str, key: object) -> str:
    return f"{path}.{key}" if path else str(key)


def _member(type_: Type, value: object) -> Type:
    """The member of a union that is for values of this kind; there is one at most."""
    if not isinstance(type_, Union):
        return type_
    wanted = _KINDS.get(type(value), ())
    return next((member for member in type_.members if isinstance(member, wanted)), type_)
