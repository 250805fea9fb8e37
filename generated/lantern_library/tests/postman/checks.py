"""What chai asserts, for what the scripts of the collection say of answers."""

from __future__ import annotations

import math
import re
from typing import Any

from .inherited import Builtin, inherited
from .values import (
    MISSING,
    NOTHING,
    ScriptError,
    Value,
    equal,
    identical,
    includes_in,
    is_numeric,
    keys_of,
    number_of,
    own,
    path_steps,
    plain,
    text_of,
    wrap,
)


def same(left: object, right: object) -> bool:
    """Whether `left === right`."""
    return identical(plain(left), plain(right))


def loosely(left: object, right: object) -> bool:
    """Whether `left == right`, with JavaScript's conversions."""
    one, other = plain(left), plain(right)
    missing = (None, NOTHING)
    if one in missing or other in missing:
        return one in missing and other in missing
    if type(one) is type(other) or (is_numeric(one) and is_numeric(other)):
        return identical(one, other)
    if isinstance(one, list | dict) and isinstance(other, list | dict):
        return False
    if isinstance(one, list | dict):
        one = text_of(one)
    if isinstance(other, list | dict):
        other = text_of(other)
    if isinstance(one, str) and isinstance(other, str):
        return one == other
    return number_of(one) == number_of(other)


def kind(value: object) -> str:
    """The name of a type: string, number, boolean, array, object, null, undefined."""
    match plain(value):
        case None:
            return "null"
        case bool():
            return "boolean"
        case str():
            return "string"
        case int() | float():
            return "number"
        case list():
            return "array"
        case dict():
            return "object"
        case Builtin():
            return "function"
    return "undefined"


def typeof(value: object) -> Value:
    """The name of a type as JavaScript's `typeof` has it."""
    found = kind(value)
    return wrap("object" if found in ("null", "array") else found)


def exists(value: object) -> bool:
    """Whether a value is neither null nor undefined."""
    data = plain(value)
    return data is not None and data is not NOTHING


def number(value: object) -> float:
    """A number to compare. Raises where the value is none."""
    data = plain(value)
    if not is_numeric(data):
        raise ScriptError(f"{data!r} is no number")
    return data  # type: ignore[no-any-return]


def empty(value: object) -> bool:
    """Whether a text, a list or an object holds nothing. Raises for all else."""
    data = plain(value)
    if not isinstance(data, str | list | dict):
        raise ScriptError(f"{data!r} cannot be empty")
    return not data


def length(value: object) -> Value:
    """The property `length`. Raises where there is none."""
    if not has(value, "length"):
        raise ScriptError(f"{value!r} has no length")
    return (value if isinstance(value, Value) else Value(value))["length"]


def includes(value: object, item: object, *, deep: bool = False) -> bool:
    """Whether a text holds a text, a list an item, an object the entries of another."""
    return includes_in(plain(value), plain(item), deep=deep)


def has(value: object, name: object, *expected: object, **how: bool) -> bool:
    """Whether there is a property, and whether it is the expected value.

    `nested` reads the name as a path, `deep` compares by content, `own` is for what an
    object has itself, which in JSON is all.
    """
    data = plain(value)
    if data is None or data is NOTHING:
        raise ScriptError(f"{data!r} has no properties")
    key = plain(name)
    found: Any = data
    for step in path_steps(key) if how.get("nested") else [text_of(key)]:
        holder, found = found, own(found, step)
        if found is MISSING:
            # What every object inherits counts too, but is no value of JSON.
            builtin = inherited(holder, step)
            return builtin is not None and not how.get("own") and not expected
    if not expected:
        return True
    compare = equal if how.get("deep") else identical
    return compare(found, plain(expected[0]))


def _wanted(names: tuple[object, ...]) -> set[str]:
    """Keys given one by one, as a list or as an object."""
    found: set[str] = set()
    for name in names:
        data = plain(name)
        found |= {text_of(each) for each in data} if _is_many(data) else {text_of(data)}
    if not found:
        raise ScriptError("no keys are given")
    return found


def _is_many(data: object) -> bool:
    return isinstance(data, list | dict)


def keys_are(value: object, *names: object) -> bool:
    """Whether an object has these keys and no others."""
    return set(keys_of(value)) == _wanted(names)


def keys_include(value: object, *names: object) -> bool:
    """Whether an object has all of these keys."""
    return _wanted(names) <= set(keys_of(value))


def keys_any(value: object, *names: object) -> bool:
    """Whether an object has one of these keys."""
    return bool(_wanted(names) & set(keys_of(value)))


def members(value: object, wanted: object, **how: bool) -> bool:
    """Whether a list holds just these members; `include`: at least these."""
    data, others = plain(value), plain(wanted)
    if not isinstance(data, list) or not isinstance(others, list):
        raise ScriptError(f"{data!r} or {others!r} is no list")
    compare = equal if how.get("deep") else identical
    if how.get("ordered"):
        beginning = data[: len(others)] if how.get("include") else data
        return len(beginning) == len(others) and all(map(compare, beginning, others))
    if how.get("include"):
        return all(any(compare(item, each) for item in data) for each in others)
    left = list(data)
    for each in others:
        found = next((n for n, item in enumerate(left) if compare(item, each)), None)
        if found is None:
            return False
        del left[found]
    return not left


def one_of(value: object, choices: object, **how: bool) -> bool:
    """Whether a value is one of several; `include`: whether it includes one."""
    several = plain(choices)
    if not isinstance(several, list):
        raise ScriptError(f"{several!r} is no list")
    data = plain(value)
    if how.get("include"):
        return any(
            includes(data, each, deep=how.get("deep", False)) for each in several
        )
    compare = equal if how.get("deep") else identical
    return any(compare(each, data) for each in several)


def matches(value: object, pattern: re.Pattern[str]) -> bool:
    """Whether a pattern is found in a value, read as text."""
    return pattern.search(text_of(plain(value))) is not None


def contains_text(value: object, part: object) -> bool:
    """Whether a text holds another. Raises where it is none."""
    data = plain(value)
    if not isinstance(data, str):
        raise ScriptError(f"{data!r} is no text")
    return text_of(plain(part)) in data


def close(value: object, wanted: object, distance: object) -> bool:
    """Whether a number is near another."""
    return abs(number(value) - number(wanted)) <= number(distance)


def finite(value: object) -> bool:
    """Whether a value is a number that is not infinite."""
    data = plain(value)
    return is_numeric(data) and math.isfinite(data)


def not_a_number(value: object) -> bool:
    """Whether a value is NaN."""
    data = plain(value)
    return isinstance(data, float) and math.isnan(data)
