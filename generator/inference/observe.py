"""The type of one example value, placeholders and string formats included."""

from __future__ import annotations

import re
from collections.abc import Mapping

from .formats import string_format
from .maps import is_map
from .merge import merge, merge_all
from .types import (
    BOOLEAN,
    INTEGER,
    NULL,
    NUMBER,
    STRING,
    UNKNOWN,
    Array,
    Field,
    Map,
    Record,
    String,
    Type,
    Union,
    record,
)

DEEPEST = 40
"""Levels of nesting that are typed; what lies deeper is Unknown."""

_LONGEST_PLACEHOLDER = 40

_PLACEHOLDER = re.compile(r"<([A-Za-z][A-Za-z0-9]*(?:,[a-z]+)*(?:-[A-Za-z0-9-]+)?)>")
_DRAWN_KEY = re.compile(r"key_\d+")
# What openapi-to-postman writes where it gave up on a schema, as a text or as the `value` of
# an object (its deref.js and schemaUtils).
_GAVE_UP = (
    "<Circular reference to ",
    "<Error: Could not resolve allOf schema",
    "<Error: Not supported in OAS>",
    "<Error: Schema not found>",
    "<Error: Spec size too large",
    "<Error: Too many levels of nesting",
)
_NOT_FOUND = re.compile(r"reference #/\S+ not found in the OpenAPI spec")
_ANY_PLACEHOLDER = re.compile(r"<|key_\d|reference #/")

# What openapi-to-postman writes for a value of a schema, and the JSON Schema type it stands for
# (its schemaUtils: typesMap, and the string formats that it passes through).
_PLACEHOLDERS: Mapping[str, Type] = {
    "integer": INTEGER,
    "long": INTEGER,
    "float": NUMBER,
    "double": NUMBER,
    "number": NUMBER,
    "string": STRING,
    "boolean": BOOLEAN,
    "byte": String("byte"),
    "binary": STRING,
    "date": String("date"),
    "dateTime": String("date-time"),
    "date-time": String("date-time"),
    "password": STRING,
    "array": Array(UNKNOWN),
    "object": record([]),
    "null": NULL,
    "time": String("time"),
    "uri": String("uri"),
    "uri-reference": String("uri-reference"),
    "uri-template": String("uri-template"),
    "email": String("email"),
    "hostname": String("hostname"),
    "ipv4": String("ipv4"),
    "ipv6": String("ipv6"),
    "regex": String("regex"),
    "uuid": String("uuid"),
    "uid": STRING,
    "json-pointer": String("json-pointer"),
    "base64": String("byte"),
    "url": String("uri"),
    "http-status-code": STRING,
    "int32": STRING,
    "int64": STRING,
}


def observe(value: object, depth: int = 0) -> Type:
    """The type of a JSON value as Python has it; what is no JSON value is Unknown."""
    if depth > DEEPEST:
        return UNKNOWN
    match value:
        case None:
            return NULL
        case bool():
            return BOOLEAN
        case int():
            return INTEGER
        case float():
            return NUMBER
        case str():
            placeholder = observe_placeholder(value)
            return String(string_format(value)) if placeholder is None else placeholder
        case list():
            return Array(merge_all(observe(item, depth + 1) for item in value))
        case dict():
            return _observe_object(value, depth)
        case _:
            return UNKNOWN


def _observe_object(value: dict[str, object], depth: int) -> Type:
    if _is_marker(value):
        return UNKNOWN
    drawn = [key for key in value if _DRAWN_KEY.fullmatch(key)]
    if drawn and len(drawn) == len(value):
        return Map(merge_all(_observe_drawn(item, depth + 1) for item in value.values()))
    members = {key: item for key, item in value.items() if key not in drawn}
    types = {key: observe(item, depth + 1) for key, item in members.items()}
    if is_map(types, types.values()):
        return Map(merge_all(types.values()))
    # What a marker stands for may be left out, as far as anybody knows.
    return record([Field(key, type_, not _is_marker(value[key])) for key, type_ in types.items()])


def _observe_drawn(value: object, depth: int) -> Type:
    """The type of a value under a key that openapi-to-postman made up.

    Where the document gives `additionalProperties` no type, it draws a text, number or
    boolean: one of these says nothing.
    """
    return UNKNOWN if _is_drawn(value) else observe(value, depth)


def _is_drawn(value: object) -> bool:
    return value == "string" or isinstance(value, bool | int | float)


def _is_marker(value: object) -> bool:
    """What openapi-to-postman writes where it gave up on a schema."""
    if isinstance(value, dict) and list(value) == ["value"]:
        value = value["value"]
    return isinstance(value, str) and (
        value.startswith(_GAVE_UP) or _NOT_FOUND.fullmatch(value) is not None
    )


def observe_placeholder(text: str) -> Type | None:
    """The type that a placeholder such as `<uuid>` or `<integer,null>` stands for.

    None where the text is none. The whole text must be a known placeholder.
    """
    if _is_marker(text):
        return UNKNOWN
    if not (text.startswith("<") and text.endswith(">") and len(text) < _LONGEST_PLACEHOLDER):
        return None
    found = _PLACEHOLDER.fullmatch(text)
    if found is None:
        return None
    name = found[1]
    if name in _PLACEHOLDERS:
        return _PLACEHOLDERS[name]
    kinds, _, text_format = name.partition("-")
    types = [_PLACEHOLDERS.get(kind) for kind in kinds.split(",")]
    if "," not in kinds or None in types:
        return None
    merged = merge_all(kind for kind in types if kind is not None)
    if text_format and merge(STRING, merged) == merged:
        return _with_format(merged, text_format)
    return merged


def _with_format(type_: Type, text_format: str) -> Type:
    formatted = _PLACEHOLDERS.get(text_format)
    if type_ == STRING and isinstance(formatted, String):
        return formatted
    if type_ == merge(STRING, NULL) and isinstance(formatted, String):
        return merge(formatted, NULL)
    return type_


_STAND_INS: Mapping[str, str] = {
    "uuid": "3fa85f64-5717-4562-b3fc-2c963f66afa6",
    "date": "2024-01-31",
    "date-time": "2024-01-31T12:00:00Z",
    "time": "12:00:00Z",
    "uri": "https://example.com/",
    "email": "someone@example.com",
    "hostname": "example.com",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "byte": "ZXhhbXBsZQ==",
}


def has_placeholders(text: str) -> bool:
    """Whether a value may hold what `fill` replaces, by its JSON without needless escapes."""
    return _ANY_PLACEHOLDER.search(text) is not None


def fill(value: object, depth: int = 0) -> object:
    """The value with its placeholders replaced by values of the types they stand for.

    What a marker stands for is left out, and what a converter drew.
    """
    if depth > DEEPEST:
        return value
    match value:
        case str():
            placeholder = observe_placeholder(value)
            return value if placeholder is None else _stand_in(placeholder)
        case list():
            return [fill(item, depth + 1) for item in value if not _is_marker(item)]
        case dict() if _is_marker(value):
            return None
        case dict():
            is_record = not all(map(_DRAWN_KEY.fullmatch, value))
            return {
                key: fill(item, depth + 1)
                for key, item in value.items()
                if not _is_marker(item)
                and not (_DRAWN_KEY.fullmatch(key) and (is_record or _is_drawn(item)))
            }
        case _:
            return value


def _stand_in(type_: Type) -> object:
    match type_:
        case String(format=None):
            return "string"
        case String(format=str(name)):
            return _STAND_INS.get(name, "string")
        case Array():
            return []
        case Record():
            return {}
        case Union(members=members) if NULL not in members:
            return _stand_in(members[0])
        case _ if type_ == INTEGER:
            return 1
        case _ if type_ == NUMBER:
            return 1.5
        case _ if type_ == BOOLEAN:
            return True
        case _:
            return None
