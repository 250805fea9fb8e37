"""Types as JSON Schema 2020-12."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from .types import (
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

Schema = dict[str, object]


def json_schema(type_: Type, inner: Callable[[Type], Schema] | None = None) -> Schema:
    """The schema of a type; a model is a reference into `$defs`.

    `inner` gives the schemas of the types in it, where somebody remembers them.
    """
    inner = inner or json_schema
    match type_:
        case Unknown():
            return {}
        case Null():
            return {"type": "null"}
        case Boolean():
            return {"type": "boolean"}
        case Integer():
            return {"type": "integer"}
        case Number():
            return {"type": "number"}
        case String(format=None):
            return {"type": "string"}
        case String(format=name):
            return {"type": "string", "format": name}
        case Array(items=Unknown()):
            return {"type": "array"}
        case Array(items=items):
            return {"type": "array", "items": inner(items)}
        case Map(values=values):
            return {"type": "object", "additionalProperties": inner(values)}
        case Ref(name=name):
            return {"$ref": f"#/$defs/{name}"}
        case Record():
            return _record_schema(type_, inner)
        case Union(members=members):
            return _union_schema(map(inner, members))


def _record_schema(type_: Record, inner: Callable[[Type], Schema]) -> Schema:
    fields = type_.in_order()
    schema: Schema = {
        "type": "object",
        "properties": {member.name: inner(member.type) for member in fields},
    }
    required = [member.name for member in fields if member.required]
    if required:
        schema["required"] = required
    return schema


def _union_schema(members: Iterable[Schema]) -> Schema:
    schemas = [*members]
    if all(list(schema) == ["type"] for schema in schemas):
        return {"type": [schema["type"] for schema in schemas]}
    return {"anyOf": schemas}
