"""What the address of a request says: the template of its path, the entries of its query."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from urllib.parse import quote, unquote, unquote_plus

from ..postman.collection import KeyValue, Url

# In single braces only what reads as a name: `{id}`, as OpenAPI has it.
_NAME = re.compile(r"\{\{([^{}]*)\}\}|\{([\w.$ -]+)\}")
_NO_NAME = re.compile(r"[{}/]")
_URL_SAFE = "/:@!$&'()*+,;=-._~%"


def path_template(url: Url) -> tuple[str, tuple[str, ...]]:
    """The path of a URL with `{name}` for what varies in it, and the names in order.

    `:name` ends at the first dot of its segment (Postman's rule), `{{name}}` and `{name}`
    may stand anywhere.
    """
    return _template(url.path)


@lru_cache(maxsize=5_000)
def _template(path: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    names: list[str] = []
    segments = []
    for segment in path:
        if len(segment) > 1 and segment.startswith(":"):
            name, dot, rest = segment[1:].partition(".")
            if name:
                names.append(plain_name(name))
                segments.append(f"{{{names[-1]}}}" + _literal(dot + rest, names))
                continue
        segments.append(_literal(segment, names))
    return "".join(f"/{segment}" for segment in segments), tuple(dict.fromkeys(names))


def plain_name(name: str) -> str:
    """The name of a variable as it can stand in a template: without braces and slashes."""
    return _NO_NAME.sub("_", name.strip())


def _literal(text: str, names: list[str]) -> str:
    """Text of a segment, percent-encoded but for the variables in it, which it notes."""
    done, parts = 0, []
    for match in _NAME.finditer(text):
        parts.append(quote(text[done : match.start()], safe=_URL_SAFE))
        names.append(plain_name(match[1] if match[1] is not None else match[2]))
        parts.append(f"{{{names[-1]}}}")
        done = match.end()
    parts.append(quote(text[done:], safe=_URL_SAFE))
    return "".join(parts)


def query_entries(url: Url) -> tuple[KeyValue, ...]:
    """The parameters of a query, as a server reads them: without the escapes of an address.

    Postman leaves `%20` and `+` as they are written, and they mean a blank.
    """
    return tuple(
        _with(entry, _unescaped(entry.key, unquote_plus), _value(entry, unquote_plus))
        for entry in url.query
        if entry.key or entry.value
    )


def path_entries(url: Url) -> tuple[KeyValue, ...]:
    """The values of the `:name` segments, without the escapes of an address."""
    return tuple(_with(entry, entry.key, _value(entry, unquote)) for entry in url.variables)


def _with(entry: KeyValue, key: str, value: str | None) -> KeyValue:
    """An entry with another key and value; mostly they are no others."""
    if key == entry.key and value == entry.value:
        return entry
    return replace(entry, key=key, value=value)


def _value(entry: KeyValue, unquoted: Callable[..., str]) -> str | None:
    return None if entry.value is None else _unescaped(entry.value, unquoted)


def _unescaped(text: str, unquoted: Callable[..., str]) -> str:
    """A text of an address without escapes; as it is where those are no UTF-8."""
    if "%" not in text and "+" not in text:
        return text
    try:
        return unquoted(text, errors="strict")
    except UnicodeDecodeError:
        return text
