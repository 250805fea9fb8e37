"""JSON Schemas that scripts check answers with. They need the library `jsonschema`."""

from __future__ import annotations

import re
from importlib import import_module
from typing import Any

from .values import ScriptError, Undecided, Value, plain, wrap

_DATE = r"\d{4}-[01]\d-[0-3]\d"
_TIME = r"(?:[0-2]\d:[0-5]\d:[0-5]\d|23:59:60)(?:\.\d+)?"
_ZONE = r"(?:z|[+-]\d\d(?::?\d\d)?)"
_FORMATS = {
    "date": _DATE,
    "time": f"{_TIME}{_ZONE}?",
    "date-time": rf"{_DATE}[t\s]{_TIME}{_ZONE}",
    "uri": r"[a-z][a-z0-9+\-.]*:(?:/?/)?\S*",
    "uri-reference": r"(?:(?:[a-z][a-z0-9+\-.]*:)?//?)?(?:[^\\\s#][^\s#]*)?(?:#[^\\\s]*)?",
    "email": r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
    r"(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*",
    "ipv4": r"(?:(?:25[0-5]|2[0-4]\d|[01]?\d\d?)\.){3}(?:25[0-5]|2[0-4]\d|[01]?\d\d?)",
    "uuid": r"(?:urn:uuid:)?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}",
}
"""The formats that Postman's validator (ajv 6) checks, the way it does by default."""
_UNTOLD = {"hostname", "ipv6", "regex", "json-pointer", "uri-template", "url"}
"""Formats that it knows too, and that are not checked here."""


def _library() -> Any:
    try:
        return import_module("jsonschema")
    except ImportError:
        raise Undecided("a JSON Schema, without the library jsonschema") from None


def valid(value: object, schema: object, *, any_format: bool = False) -> bool:
    """Whether a value fits a schema of draft 7, as ajv has it.

    Raises where the schema is none, or has a format that ajv does not know, unless
    `any_format` is given.
    """
    library = _library()
    rules = plain(schema)
    if not isinstance(rules, dict | bool):
        raise ScriptError("the schema is no object")
    try:
        library.Draft7Validator.check_schema(rules)
    except library.SchemaError as error:
        raise ScriptError(f"the schema is none: {error.message}") from None
    checker = library.FormatChecker(formats=())
    for name, pattern in _FORMATS.items():
        checker.checks(name)(_check(pattern))
    used = _formats(rules)
    if not any_format and (unknown := used - _FORMATS.keys() - _UNTOLD):
        raise ScriptError(f"unknown formats: {', '.join(sorted(unknown))}")
    if used & _UNTOLD:
        raise Undecided(f"the formats {', '.join(sorted(used & _UNTOLD))}")
    checked = library.Draft7Validator(rules, format_checker=checker)
    return bool(checked.is_valid(plain(value)))


def _check(pattern: str) -> Any:
    whole = re.compile(pattern, re.ASCII | re.IGNORECASE)

    def check(value: object) -> bool:
        return not isinstance(value, str) or whole.fullmatch(value) is not None

    return check


def _formats(rules: Any) -> set[str]:
    found: set[str] = set()
    waiting = [rules]
    while waiting:
        top = waiting.pop()
        if isinstance(top, dict):
            if isinstance(top.get("format"), str):
                found.add(top["format"])
            waiting.extend(top.values())
        elif isinstance(top, list):
            waiting.extend(top)
    return found


class Schemas:
    """The old validator's (tv4) schemas by address, and those that it did not find."""

    def __init__(self) -> None:
        self._known: dict[str, Any] = {}
        self._missing: list[str] = []

    def add(self, address: object, schema: object) -> None:
        """Make a schema known under an address."""
        self._known[str(plain(address))] = plain(schema)

    @property
    def missing(self) -> Value:
        """The addresses that schemas referred to and that are not known."""
        return wrap(list(self._missing))

    def validates(self, value: object, schema: object) -> bool:
        """Whether a value fits a schema of draft 4, as tv4 has it: without formats.

        What an unknown address stands for fits, and is told by `missing`.
        """
        library = _library()
        referencing, drafts = map(
            import_module, ("referencing", "referencing.jsonschema")
        )
        rules = plain(schema)
        if rules is None:
            raise ScriptError("the schema is null")
        if not isinstance(rules, dict):
            return True
        draft = drafts.DRAFT4

        def retrieve(address: str) -> Any:
            for known, found in self._known.items():
                if address == known or address.removesuffix("#") == known:
                    return draft.create_resource(found)
            if address not in self._missing:
                self._missing.append(address)
            return draft.create_resource({})

        registry = referencing.Registry(retrieve=retrieve)
        checked = library.Draft4Validator(rules, registry=registry)
        try:
            return bool(checked.is_valid(plain(value)))
        except Exception as error:
            raise Undecided(f"a JSON Schema: {error}") from None
