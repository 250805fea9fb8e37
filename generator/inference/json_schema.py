"""Types as JSON Schema 2020-12."""

from __future__ import annotations

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


def json_schema(type_: Type) -> Schema:
    """The schema of a type; a model is a reference into `$defs`."""
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
            return {"type": "array", "items": json_schema(items)}
        case Map(values=values):
            return {"type": "object", "additionalProperties": json_schema(values)}
        case Ref(name=name):
            return {"$ref": f"#/$defs/{name}"}
        case Record():
            return _record_schema(type_)
        case Union(members=members):
            return _union_schema(members)


def _record_schema(type_: Record) -> Schema:
    fields = type_.in_order()
    schema: Schema = {
        "type": "object",
        "properties": {member.name: json_schema(member.type) for member in fields},
    }
    required = [member.name for member in fields if member.required]
    if required:
        schema["required"] = required
    return schema


def _union_schema(members: tuple[Type, ...]) -> Schema:
    schemas = [json_schema(member) for member in members]
    if all(list(schema) == ["type"] for schema in schemas):
        return {"type": [schema["type"] for schema in schemas]}
    return {"anyOf": schemas}
