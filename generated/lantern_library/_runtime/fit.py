"""The slow path of decoding: a value that does not fit its type, as far as it fits."""

from __future__ import annotations

import json
import types
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin, is_typeddict

from pydantic import BaseModel, ConfigDict, JsonValue, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from .errors import Mismatch
from .models import Model

_CONFIG = ConfigDict(cache_strings="keys")  # as models have it


@cache
def adapter(declared: Any) -> TypeAdapter[Any]:
    """Pydantic's validator of a type, built at its first use."""
    bare = _bare(declared)
    has_own = is_typeddict(bare) or (
        isinstance(bare, type) and issubclass(bare, BaseModel)
    )
    return TypeAdapter(declared, config=None if has_own else _CONFIG)


def accepts(declared: Any, value: Any) -> bool:
    """Whether a JSON value fits a type as it is."""
    try:
        _strict(declared, value)
    except ValidationError:
        return False
    return True


def _strict(declared: Any, value: Any) -> Any:
    # By way of JSON: only there a strict validator takes the text of a UUID for one.
    return adapter(declared).validate_json(
        json.dumps(value), strict=True, by_alias=True, by_name=False
    )


@dataclass(slots=True)
class Fit:
    """Fits one body to its declared type and collects where it does not."""

    operation: str
    status: int
    mismatches: list[Mismatch] = field(default_factory=list)

    def report(self, path: str, declared: Any, found: str) -> None:
        """Note a place where the body is not as declared."""
        expected = type_name(declared)
        self.mismatches.append(
            Mismatch(self.operation, self.status, path, expected, found)
        )

    def value(self, declared: Any, value: Any, path: str) -> Any:
        """A JSON value as its declared type; unchanged, and reported, where it does not fit."""
        bare = _bare(declared)
        if bare is Any or bare is JsonValue or type(value) is declared:
            return value
        origin = get_origin(bare)
        if origin in {Union, types.UnionType}:
            return self._union(bare, value, path)
        if origin is list and isinstance(value, list):
            (item,) = get_args(bare)
            return [
                self.value(item, each, f"{path}[{at}]") for at, each in enumerate(value)
            ]
        if origin is dict and isinstance(value, dict):
            _, item = get_args(bare)
            return {
                key: self.value(item, each, path + _step(key))
                for key, each in value.items()
            }
        if (
            isinstance(bare, type)
            and issubclass(bare, Model)
            and isinstance(value, dict)
        ):
            return self._model(bare, value, path)
        try:
            return _strict(declared, value)
        except ValidationError:
            self.report(path, bare, kind(value))
            return value

    def _union(self, union: Any, value: Any, path: str) -> Any:
        """The first member that fits, else the one that is of the same kind in JSON."""
        kinds = {
            kind(value),
            "number" if kind(value) == "integer" else kind(value),
            "any",
        }
        alike = [member for member in get_args(union) if kinds & _kinds(member)]
        if len(alike) > 1:
            for member in alike:
                try:
                    return _strict(member, value)
                except ValidationError:
                    continue
        if not alike:
            self.report(path, union, kind(value))
            return value
        return self.value(alike[0], value, path)

    def _model(self, model: type[Model], value: dict[str, Any], path: str) -> Model:
        model.model_rebuild()
        extra = dict(value)
        fields: dict[str, Any] = {}
        given: set[str] = set()
        for name, declared in model.model_fields.items():
            key = declared.alias or name
            if key in extra:
                given.add(name)
                fields[name] = self.value(
                    _annotation(declared), extra.pop(key), path + _step(key)
                )
            elif declared.is_required():
                fields[name] = None
                self.report(path + _step(key), declared.annotation, "missing")
            else:
                fields[name] = declared.get_default(call_default_factory=True)
        # Filled in by hand: `model_construct` with values takes extra keys for fields where
        # they have a field's name, and cannot take some names at all.
        made = model.model_construct()
        vars(made).clear()
        vars(made).update(fields)
        made.model_fields_set.update(given)
        if made.model_extra is not None:
            made.model_extra.update(extra)
        return made


def _annotation(declared: FieldInfo) -> Any:
    if not declared.metadata:
        return declared.annotation
    return Annotated[(declared.annotation, *declared.metadata)]


def _bare(declared: Any) -> Any:
    """A type without what Annotated adds."""
    while get_origin(declared) is Annotated:
        declared = get_args(declared)[0]
    return declared


def kind(value: Any) -> str:
    """The kind of a JSON value, as messages name it."""
    match value:
        case None:
            return "null"
        case bool():
            return "boolean"
        case int():
            return "integer"
        case float():
            return "number"
        case str():
            return "string"
        case list():
            return "array"
    return "object"


_KINDS: dict[Any, set[str]] = {
    None: {"null"},
    type(None): {"null"},
    bool: {"boolean"},
    int: {"integer", "number"},
    float: {"integer", "number"},
    list: {"array"},
    dict: {"object"},
    Decimal: {"integer", "number", "string"},
    Any: {"any"},
}


def _kinds(declared: Any) -> set[str]:
    """The kinds of JSON value that a type is written as."""
    bare = _bare(declared)
    plain = get_origin(bare) or bare
    if plain is Literal:
        return {kind(value) for value in get_args(bare)}
    if plain in _KINDS:
        return _KINDS[plain]
    if is_typeddict(plain) or (isinstance(plain, type) and issubclass(plain, Model)):
        return {"object"}
    # All other classes are formats of strings: UUID, date ... An alias may be anything.
    return {"string"} if isinstance(plain, type) else {"any"}


def _step(key: str) -> str:
    """A step of a JSON path."""
    return f".{key}" if key.isidentifier() and key.isascii() else f"[{json.dumps(key)}]"


def type_name(declared: Any) -> str:
    """A type as a reader would write it."""
    bare = _bare(declared)
    if bare is None or bare is type(None):
        return "null"
    origin, members = get_origin(bare), get_args(bare)
    if origin in {Union, types.UnionType}:
        return " | ".join(type_name(member) for member in members)
    if origin is Literal:
        return f"Literal[{', '.join(map(repr, members))}]"
    name = str(getattr(origin or bare, "__name__", bare))
    return f"{name}[{', '.join(map(type_name, members))}]" if members else name
