"""From arguments to the text of a request: addresses, queries and headers."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from urllib.parse import quote
from uuid import UUID

import httpx2

from .dynamic import Dynamic
from .omit import OMIT

Pairs = list[tuple[str, str | None]]
"""Names and values in the order they are sent; a value of None is a name without `=`."""

_PARAMETER = re.compile(r"\{([^{}]+)\}")
# What may stand as it is in a segment of a path (RFC 3986, section 3.3), and in a query
# (section 3.4) without a meaning of its own to any server.
_SEGMENT_LITERALS = "!$&'()*+,;=:@~"
_QUERY_LITERALS = "!$()*,:@/?~"
# The path of the collection has its escapes already.
_PATH_LITERALS = f"{_SEGMENT_LITERALS}%"
_HEADER_NAME = re.compile(rb"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")
# Of a header; the HTTP library would refuse it too, with the value in its message.
_NOT_IN_HEADERS = re.compile(rb"[\x00-\x08\x0a-\x1f\x7f]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
# Encoded as they are sent, but servers and proxies may decode before they look for `..`.
_SEPARATOR = re.compile(r"[/\\]|%2f|%5c", re.IGNORECASE)
# Nothing to refuse and nothing to encode, as in most ids.
_PLAIN = re.compile(r"[\w-]+", re.ASCII)
_DOTS = re.compile(r"(?:\.|%2e){1,2}", re.IGNORECASE)


def scalar_text(value: object) -> str:
    """A scalar as it is written in a path, a query, a header or a form."""
    match value:
        case Enum():
            return scalar_text(value.value)
        case bool():
            return "true" if value else "false"
        case Dynamic():
            return value.fresh()
        case str():
            return value
        case int() | float():
            return str(value)
        case dt.datetime() | dt.time():
            return moment_text(value)
        case UUID() | dt.date() | Decimal():
            return str(value)
    raise TypeError(f"cannot send a value of type {type(value).__name__} here")


def moment_text(moment: dt.datetime | dt.time) -> str:
    """A date and time, or a time, in ISO 8601, with Z for UTC."""
    text = moment.isoformat()
    return text.removesuffix("+00:00") + "Z" if text.endswith("+00:00") else text


def is_several(value: object) -> bool:
    """Whether a value stands for several ones of the same name."""
    return isinstance(value, Sequence) and not isinstance(value, str | bytes)


def pairs(fields: Mapping[str, object]) -> Pairs:
    """The fields of a query or a form; those that are OMIT are left out."""
    found: Pairs = []
    for name, given in fields.items():
        for value in (
            given if isinstance(given, Sequence) and is_several(given) else (given,)
        ):
            if value is not OMIT:
                found.append((name, None if value is None else scalar_text(value)))
    return found


def query_text(query: Iterable[tuple[str, str | None]]) -> str:
    """A query, percent-encoded as UTF-8."""
    return "&".join(
        (
            quote(name, _QUERY_LITERALS)
            if value is None
            else f"{quote(name, _QUERY_LITERALS)}={quote(value, _QUERY_LITERALS)}"
        )
        for name, value in query
    )


def path_text(template: str, values: Mapping[str, object]) -> str:
    """A path with its parameters filled in, so that no value can change which path it is."""
    return "/".join(
        [
            parts[0] if len(parts) == 1 else _segment(parts, values)
            for parts in _segments(template)
        ]
    )


@lru_cache(maxsize=1024)
def _segments(template: str) -> tuple[tuple[str, ...], ...]:
    """Of each segment of a path, literal text as it is sent and names of parameters in turn."""
    return tuple(
        tuple(
            quote(part, safe=_PATH_LITERALS) if index % 2 == 0 else part
            for index, part in enumerate(_PARAMETER.split(segment))
        )
        for segment in template.split("/")
    )


def _segment(parts: tuple[str, ...], values: Mapping[str, object]) -> str:
    text = ""
    for index, part in enumerate(parts):
        if index % 2 == 0:
            text += part
        elif part not in values:
            text += quote(f"{{{part}}}", safe="")
        else:
            text += _path_value(part, values[part])
    if text in {".", ".."}:
        template = "".join(
            f"{{{part}}}" if index % 2 else part for index, part in enumerate(parts)
        )
        raise ValueError(
            f"the values of {template} make {text!r}, which is no name of its own"
        )
    return text


def _path_value(name: str, value: object) -> str:
    """A value as it is sent in a path, percent-encoded."""
    if value is None or value is OMIT or (text := scalar_text(value)) == "":
        raise ValueError(f"{name} is part of the path and must not be empty")
    if _PLAIN.fullmatch(text):
        return text
    if _CONTROL.search(text):
        raise ValueError(f"{name} is part of the path and holds a control character")
    parts = _SEPARATOR.split(text)
    if len(parts) > 1 and any(_DOTS.fullmatch(part) for part in parts):
        raise ValueError(
            f"{name} is part of the path and holds a '.' or '..' of its own"
        )
    return quote(text, _SEGMENT_LITERALS)


def address(
    server: str, path: str, query: Sequence[tuple[str, str | None]]
) -> httpx2.URL:
    """The whole address, put together as texts: `https://h/v2` and `/links` keep the `/v2`.

    A server without a scheme gets http, as in Postman; its own query comes first.
    """
    base, own_query = _base(server)
    separator = "/" if path and not path.startswith("/") else ""
    text = f"{base}{separator}{path}"
    if own_query or query:
        text += "?" + "&".join(filter(None, (own_query, query_text(query))))
    return _parsed(text)


@lru_cache(maxsize=64)
def _base(server: str) -> tuple[str, str]:
    """What addresses at a server begin with, and their query."""
    server = server.strip().partition("#")[0]
    if "://" not in server:
        server = f"http://{server}"
    base, _, query = server.partition("?")
    if not _parsed(base).host:
        raise ValueError("the address has no host")
    return base.rstrip("/"), query


def _parsed(text: str) -> httpx2.URL:
    try:
        return httpx2.URL(text)
    except httpx2.InvalidURL as error:
        raise ValueError(f"not an address: {error}") from error


def add_headers(headers: httpx2.Headers, given: Mapping[str, object]) -> None:
    """Set headers; those that are None or OMIT are left out.

    Several values of one header are a list of it (RFC 9110, section 5.3).
    """
    for name, value in given.items():
        if value is not None and value is not OMIT:
            several = (
                value if isinstance(value, Sequence) and is_several(value) else [value]
            )
            headers[name] = ", ".join(scalar_text(one).strip(" \t") for one in several)


def check_headers(headers: httpx2.Headers) -> None:
    """Refuse what would end a header early: values may come from anywhere."""
    for name, value in headers.raw:
        if not _HEADER_NAME.fullmatch(name):
            raise ValueError(f"not a name of a header: {name!r}")
        if _NOT_IN_HEADERS.search(value):
            raise ValueError(
                f"the header {name.decode()} must hold no line breaks or control characters"
            )
