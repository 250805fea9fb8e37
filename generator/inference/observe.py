"""The type of one example value, placeholders and string formats included."""

from __future__ import annotations

import re
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence

from .formats import string_format
from .interning import Interner
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
    string,
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
    "byte": string("byte"),
    "binary": STRING,
    "date": string("date"),
    "dateTime": string("date-time"),
    "date-time": string("date-time"),
    "password": STRING,
    "array": Array(UNKNOWN),
    "object": record([]),
    "null": NULL,
    "time": string("time"),
    "uri": string("uri"),
    "uri-reference": string("uri-reference"),
    "uri-template": string("uri-template"),
    "email": string("email"),
    "hostname": string("hostname"),
    "ipv4": string("ipv4"),
    "ipv6": string("ipv6"),
    "regex": string("regex"),
    "uuid": string("uuid"),
    "uid": STRING,
    "json-pointer": string("json-pointer"),
    "base64": string("byte"),
    "url": string("uri"),
    "http-status-code": STRING,
    "int32": STRING,
    "int64": STRING,
}


class Observer:
    """Observes values; of the types that it makes there is one object each."""

    def __init__(self, types: Interner | None = None) -> None:
        self._types = types or Interner()
        self._objects: dict[Hashable, Type] = {}
        """The types of objects by their keys and the types of these: an API has few."""

    def observe(self, value: object, depth: int = 0) -> Type:
        """The type of a JSON value as Python has it; what is no JSON value is Unknown."""
        if depth > DEEPEST:
            return UNKNOWN
        match value:
            case str():
                placeholder = observe_placeholder(value)
                if placeholder is None:
                    return string(string_format(value))
                return self._types.intern(placeholder)
            case None:
                return NULL
            case bool():
                return BOOLEAN
            case int():
                return INTEGER
            case float():
                return NUMBER
            case list():
                items = self.merged(self.observe(item, depth + 1) for item in value)
                return self._types.intern(Array(items))
            case dict():
                return self._observe_object(value, depth)
            case _:
                return UNKNOWN

    def merged(self, types: Iterable[Type]) -> Type:
        """The merge of types; each of those that are the same counts once."""
        distinct = {id(type_): type_ for type_ in types}
        return self._types.intern(merge_all(distinct.values()))

    def _observe_object(self, value: dict[str, object], depth: int) -> Type:
        if _is_marker(value):
            return UNKNOWN
        drawn = [key for key in value if key.startswith("key_") and _DRAWN_KEY.fullmatch(key)]
        if drawn and len(drawn) == len(value):
            items = (self._observe_drawn(item, depth + 1) for item in value.values())
            return self._types.intern(Map(self.merged(items)))
        members = {key: item for key, item in value.items() if key not in drawn} if drawn else value
        types = [self.observe(item, depth + 1) for item in members.values()]
        # What a marker stands for may be left out, as far as anybody knows.
        optional = [key for key, type_ in zip(members, types, strict=True) if type_ is UNKNOWN]
        optional = [key for key in optional if _is_marker(members[key])]
        known = tuple(members), tuple(map(id, types)), tuple(optional)
        if known not in self._objects:
            self._objects[known] = self._types.intern(self._object(members, types, optional))
        return self._objects[known]

    def _object(self, keys: Collection[str], types: Sequence[Type], optional: list[str]) -> Type:
        if is_map(keys, types):
            return Map(self.merged(types))
        pairs = zip(keys, types, strict=True)
        return record([Field(key, type_, key not in optional) for key, type_ in pairs])

    def _observe_drawn(self, value: object, depth: int) -> Type:
        """The type of a value under a key that openapi-to-postman made up.

        Where the document gives `additionalProperties` no type, it draws a text, number or
        boolean: one of these says nothing.
        """
        return UNKNOWN if _is_drawn(value) else self.observe(value, depth)


def observe(value: object, depth: int = 0) -> Type:
    """The type of one JSON value, as an `Observer` sees it."""
    return Observer().observe(value, depth)


def _is_drawn(value: object) -> bool:
    return value == "string" or isinstance(value, bool | int | float)


def is_drawn(key: str, value: object) -> bool:
    """Whether openapi-to-postman made up a key and its value, which then has no type."""
    return _DRAWN_KEY.fullmatch(key) is not None and _is_drawn(value)


def _is_marker(value: object) -> bool:
    """What openapi-to-postman writes where it gave up on a schema."""
    if isinstance(value, dict) and len(value) == 1:
        value = value.get("value")
    return isinstance(value, str) and _is_marker_text(value)


def _is_marker_text(text: str) -> bool:
    return text.startswith(_GAVE_UP) or (
        text.startswith("reference #/") and _NOT_FOUND.fullmatch(text) is not None
    )


def observe_placeholder(text: str) -> Type | None:
    """The type that a placeholder such as `<uuid>` or `<integer,null>` stands for.

    None where the text is none. The whole text must be a known placeholder.
    """
    if not text.startswith(("<", "reference #/")):  # as nearly all are
        return None
    if _is_marker_text(text):
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
    # To look for words is quicker than any expression, and most texts have none.
    is_likely = "<" in text or "key_" in text or "reference #/" in text
    return is_likely and _ANY_PLACEHOLDER.search(text) is not None


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
