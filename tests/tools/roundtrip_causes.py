"""Why a collection does not say what the document it was converted from does."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import ipaddress
import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

Json = Any

# What the converter's placeholders say (its typesMap): the type, and the format of a string.
_SAID = {
    **dict.fromkeys(("integer", "long"), ("integer", None)),
    **dict.fromkeys(("float", "double", "number"), ("number", None)),
    **dict.fromkeys(("string", "binary", "password", "uid"), ("string", None)),
    **dict.fromkeys(("http-status-code", "int32", "int64"), ("string", None)),
    **dict.fromkeys(("url", "uri"), ("string", "uri")),
    **dict.fromkeys(("base64", "byte"), ("string", "byte")),
    **{
        name: ("string", name)
        for name in (
            *("date", "time", "uri-reference", "uri-template", "email", "hostname"),
            *("ipv4", "ipv6", "regex", "uuid", "json-pointer"),
        )
    },
    "dateTime": ("string", "date-time"),
    "boolean": ("boolean", None),
    "array": ("array", None),
    "null": ("null", None),
}
_PLACEHOLDER = re.compile(r"<([A-Za-z,-]+\d*)>")


def cause_of(
    kind: str,
    text_format: str | None,
    nullable: bool,
    right_type: bool,
    values: Sequence[Json],
    wanted: Json,
    *,
    is_text: bool,
) -> str:
    """Why the values at a place do not say what the document does; empty where they do."""
    if not kind:
        return "the document says no type, or several"
    if wanted.get("x-branches", 1) > 1:
        return "one branch of several"
    if not values:
        return "an empty list"
    if right_type:
        told = any(value is None or ",null" in str(value) for value in values)
        return "" if told and nullable else "null, which is not written"
    said = {_said(value, is_text) for value in values}
    if said == {("null", None)}:
        return "null drawn for a value"
    said.discard(("null", None))
    if (kind, text_format) in said or (kind, None) in said:
        if text_format is None:
            literal = not any(_placeholder(value) for value in values)
            return "text that looks like more than it is" if literal else ""
        told = (kind, text_format) in said
        fits = told or any(_fits(value, text_format) for value in values)
        return "" if fits else "a format that the value does not show"
    if any(_placeholder(value) for value in values):
        return "a placeholder of another type"
    if kind == "number" and ("integer", None) in said:
        return "an integer for a number"
    return "a value that is not of the document's type"


def _placeholder(value: Json) -> str:
    found = _PLACEHOLDER.fullmatch(value) if isinstance(value, str) else None
    return found[1] if found else ""


def _said(value: Json, is_text: bool) -> tuple[str, str | None]:
    """The type that a value of the collection shows."""
    name = _placeholder(value)
    if name:
        kinds, _, text_format = name.partition("-") if name not in _SAID else (name, "", "")
        plain = [kind for kind in kinds.split(",") if kind != "null"]
        kind, known = _SAID.get(plain[0] if len(plain) == 1 else "", ("", None))
        more = _SAID.get(text_format, ("", None))
        return kind, more[1] if kind == "string" and text_format else known
    if is_text and isinstance(value, str):
        if value in {"true", "false"}:
            return "boolean", None
        if re.fullmatch(r"-?\d+", value):
            return "integer", None
        if re.fullmatch(r"-?\d+\.\d+", value):
            return "number", None
    names = {bool: "boolean", int: "integer", float: "number", str: "string", list: "array"}
    return names.get(type(value), "null" if value is None else "object"), None


def _fits(value: Json, text_format: str) -> bool:
    """Whether a text has a format, by the standard library's parsers."""
    if not isinstance(value, str):
        return False
    try:
        match text_format:
            case "date":
                return len(value) == 10 and bool(dt.date.fromisoformat(value))
            case "date-time":
                return "T" in value and dt.datetime.fromisoformat(value).tzinfo is not None
            case "uuid":
                return str(UUID(value)) == value
            case "ipv4":
                return bool(ipaddress.IPv4Address(value))
            case "ipv6":
                return bool(ipaddress.IPv6Address(value))
            case "byte":
                return len(base64.b64decode(value, validate=True)) > 16
            case "email":
                return re.fullmatch(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", value) is not None
            case "uri":
                parts = urlsplit(value)
                return bool(parts.scheme) and re.fullmatch(r"[\w.-]+", parts.netloc) is not None
    except (ValueError, binascii.Error):
        return False
    return False


def is_drawn(value: Json) -> bool:
    """Whether the converter may have drawn a value of any type."""
    return value == "string" or isinstance(value, bool | int | float)
