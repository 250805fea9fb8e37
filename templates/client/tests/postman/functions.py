"""The functions of JavaScript and lodash that the scripts of the collection use."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from urllib.parse import quote

from .checks import _is_many, exists, has, kind, matches, number
from .values import (
    LARGEST,
    MISSING,
    NOTHING,
    NUMBER,
    UNDEFINED,
    ScriptError,
    Value,
    equal,
    identical,
    is_numeric,
    keys_of,
    number_of,
    own,
    path_steps,
    plain,
    position_of,
    text_of,
    wrap,
)


def _string(value: object) -> str:
    """The text whose method is called. Raises where a value has no such method."""
    data = plain(value)
    if not isinstance(data, str):
        raise ScriptError(f"{data!r} is no text")
    return data


def _list(value: object) -> list[Any]:
    data = plain(value)
    if not isinstance(data, list):
        raise ScriptError(f"{data!r} is no list")
    return data


def given(value: Value, rest: Callable[[Value], object]) -> Value:
    """`value?.…`: what follows where there is a value, else undefined."""
    return Value(rest(value)) if exists(value) else UNDEFINED


def has_key(value: object, key: object) -> bool:
    """Whether `key in value`. Raises where the value is no object."""
    if not _is_many(plain(value)):
        raise ScriptError(f"{plain(value)!r} is no object")
    return has(value, key)


def has_own(value: object, key: object) -> bool:
    """Whether an object has a property itself."""
    return has(value, key, own=True)


def text(value: object) -> Value:
    """A value as text."""
    data = plain(value)
    return wrap(text_of(data))


def to_text(value: object) -> Value:
    """A value as text. Raises for null and undefined, which have no methods."""
    if not exists(value):
        raise ScriptError(f"{plain(value)!r} has no methods")
    return text(value)


def truth(value: object) -> bool:
    """Whether a value counts as true."""
    return bool(Value(value))


def to_number(value: object) -> Value:
    """A value as a number, NaN where it is none."""
    data = plain(value)
    return wrap(math.nan if data is NOTHING else number_of(data))


def parse_int(value: object, base: object = 10) -> Value:
    """The whole number that a text begins with."""
    found = re.match(r"\s*([+-]?)(0x)?(\w*)", text_of(plain(value)), re.IGNORECASE)
    radix = int(number(base)) or 10
    if not found or not 2 <= radix <= 36:
        return wrap(math.nan)
    if found[2]:
        radix = 16
    digits = ""
    for digit in found[3]:
        try:
            int(digit, radix)
        except ValueError:
            break
        digits += digit
    return wrap(int(found[1] + digits, radix) if digits else math.nan)


def parse_float(value: object) -> Value:
    """The number that a text begins with."""
    found = NUMBER.match(text_of(plain(value)).strip())
    return wrap(float(found[0]) if found else math.nan)


def is_nan(value: object) -> bool:
    """Whether a value, as a number, is none."""
    return math.isnan(to_number(value).data)


def is_integer(value: object) -> bool:
    """Whether a value is a whole number."""
    data = plain(value)
    return is_numeric(data) and float(data).is_integer()


def is_array(value: object) -> bool:
    """Whether a value is a list."""
    return kind(value) == "array"


def is_text(value: object) -> bool:
    """Whether a value is a text."""
    return kind(value) == "string"


def is_number(value: object) -> bool:
    """Whether a value is a number."""
    return kind(value) == "number"


def is_boolean(value: object) -> bool:
    """Whether a value is true or false."""
    return kind(value) == "boolean"


def is_null(value: object) -> bool:
    """Whether a value is null."""
    return kind(value) == "null"


def is_undefined(value: object) -> bool:
    """Whether a value is undefined."""
    return kind(value) == "undefined"


def is_nil(value: object) -> bool:
    """Whether a value is null or undefined."""
    return not exists(value)


def is_empty(value: object) -> bool:
    """Whether a value holds nothing, as lodash has it: a number holds nothing."""
    data = plain(value)
    return not (isinstance(data, str | list | dict) and data)


def deep_equal(left: object, right: object) -> bool:
    """Whether two values are equal by content."""
    return equal(plain(left), plain(right))


def keys(value: object) -> Value:
    """The keys of an object."""
    return wrap(keys_of(value))


def values(value: object) -> Value:
    """The values of an object."""
    data = plain(value)
    return wrap([own(data, key) for key in keys_of(data)])


def lower(value: object) -> Value:
    """A text in lower case."""
    return wrap(_string(value).lower())


def upper(value: object) -> Value:
    """A text in upper case."""
    return wrap(_string(value).upper())


def trim(value: object) -> Value:
    """A text without the space around it."""
    return wrap(_string(value).strip())


def split(value: object, by: object) -> Value:
    """The parts of a text."""
    if isinstance(by, re.Pattern):
        return wrap(by.split(_string(value)))
    whole, separator = _string(value), plain(by)
    if separator is NOTHING:
        return wrap([whole])
    return wrap(whole.split(text_of(separator)) if text_of(separator) else list(whole))


def replace(value: object, old: object, new: object, every: bool = False) -> Value:
    """A text with another in the place of the first find, or of every one."""
    whole, put = _string(value), text_of(plain(new))
    if "$" in put:
        raise ScriptError("a replacement with groups")
    if isinstance(old, re.Pattern):
        return wrap(old.sub(lambda _: put, whole, count=0 if every else 1))
    return wrap(whole.replace(text_of(plain(old)), put, 1))


def starts_with(value: object, part: object) -> bool:
    """Whether a text begins with another."""
    return _string(value).startswith(text_of(plain(part)))


def ends_with(value: object, part: object) -> bool:
    """Whether a text ends with another."""
    return _string(value).endswith(text_of(plain(part)))


def _index(value: object, otherwise: int) -> int:
    data = plain(value)
    if data is NOTHING:
        return otherwise
    found = number_of(data)
    return 0 if math.isnan(found) else int(max(-LARGEST, min(LARGEST, found)))


def substring(value: object, start: object, end: object = UNDEFINED) -> Value:
    """A part of a text, its ends in any order."""
    whole = _string(value)
    size = len(whole)
    ends = sorted(min(max(_index(each, size), 0), size) for each in (start, end))
    return wrap(whole[ends[0] : ends[1]])


def part(value: object, start: object = 0, end: object = UNDEFINED) -> Value:
    """A part of a text or a list; negative places count from the end."""
    data = plain(value)
    if not isinstance(data, str | list):
        raise ScriptError(f"{data!r} has no parts")
    return wrap(data[_index(start, 0) : _index(end, len(data))])


def index_of(value: object, item: object) -> Value:
    """Where something is first found; -1 where it is not."""
    data, wanted = plain(value), plain(item)
    if isinstance(data, str):
        return wrap(data.find(text_of(wanted)))
    found = (n for n, each in enumerate(_list(data)) if identical(each, wanted))
    return wrap(next(found, -1))


def holds(value: object, item: object) -> bool:
    """Whether a text holds another, or a list an item. Raises for all else."""
    data = plain(value)
    if isinstance(data, str):
        return text_of(plain(item)) in data
    return any(identical(each, plain(item)) for each in _list(data))


def contains(value: object, item: object) -> bool:
    """Whether a text holds another, or a list an item."""
    data = plain(value)
    if isinstance(data, dict):
        data = list(data.values())
    if isinstance(data, str):
        return text_of(plain(item)) in data
    return any(identical(each, plain(item)) for each in _list(data))


def concat(value: object, other: object) -> Value:
    """Two texts or two lists as one."""
    data, more = plain(value), plain(other)
    if isinstance(data, str):
        return wrap(data + text_of(more))
    return wrap([*_list(data), *(more if isinstance(more, list) else [more])])


def join(value: object, by: object = ",") -> Value:
    """The items of a list as one text."""
    texts = [text_of(item) if exists(item) else "" for item in _list(value)]
    return wrap(text_of(plain(by)).join(texts))


def each(value: object) -> Iterator[Value]:
    """The items of a list. Raises for all else."""
    return iter([wrap(item) for item in _list(value)])


def all_of(value: object) -> Iterator[Value]:
    """The items of a list, the values of an object, the characters of a text, else nothing."""
    data = plain(value)
    if isinstance(data, dict):
        data = list(data.values())
    return iter([wrap(item) for item in data] if isinstance(data, list | str) else [])


def listed(value: object) -> Value:
    """What lodash goes through: a list, or the values of anything else, as a list."""
    return wrap([plain(item) for item in all_of(value)])


def numbered(items: Iterable[Value]) -> Iterator[tuple[Value, Value]]:
    """Items with their places."""
    return ((wrap(place), item) for place, item in enumerate(items))


def count(start: object, stop: object) -> Iterator[Value]:
    """The numbers from one to below another."""
    at = to_number(start)
    while at < stop:
        yield at
        at = at + 1


def as_kept(value: object) -> Value:
    """A value as the old functions keep it in a variable: as text, unless it is empty."""
    data = plain(value)
    return text(data) if data is False or Value(data) else wrap(data)


def mapped(value: object, function: Callable[[Value], object]) -> Value:
    """What a function makes of each item."""
    return wrap([plain(function(wrap(item))) for item in _list(value)])


def filtered(value: object, function: Callable[[Value], object]) -> Value:
    """The items for which a function is true."""
    return wrap([item for item in _list(value) if truth(function(wrap(item)))])


def find(value: object, function: Callable[[Value], object]) -> Value:
    """The first item for which a function is true; undefined where there is none."""
    found = (item for item in _list(value) if truth(function(wrap(item))))
    return wrap(next(found, NOTHING))


def some(value: object, function: Callable[[Value], object]) -> bool:
    """Whether a function is true for an item."""
    return any(truth(function(wrap(item))) for item in _list(value))


def every(value: object, function: Callable[[Value], object]) -> bool:
    """Whether a function is true for all items."""
    return all(truth(function(wrap(item))) for item in _list(value))


def push(value: object, item: object) -> None:
    """Add an item to a list."""
    _list(value).append(plain(item))


def remove(value: object, key: object) -> None:
    """Remove a property of an object, or an element of a list, which keeps its length."""
    data, name = plain(value), text_of(plain(key))
    if isinstance(data, dict):
        data.pop(name, None)
    elif isinstance(data, list):
        at = position_of(name)
        if at is not None and at < len(data):
            data[at] = NOTHING
    elif not exists(value):
        raise ScriptError(f"{data!r} has no properties")


def pop(value: object) -> Value:
    """Take the last item out of a list; undefined where there is none."""
    items = _list(value)
    return wrap(items.pop()) if items else UNDEFINED


def first(value: object) -> Value:
    """The first item of a list; undefined where there is none."""
    data = plain(value)
    return Value(data)[0] if isinstance(data, list | str) else UNDEFINED


def last(value: object) -> Value:
    """The last item of a list; undefined where there is none."""
    data = plain(value)
    return wrap(data[-1]) if isinstance(data, list | str) and data else UNDEFINED


def size(value: object) -> Value:
    """How many items or characters there are; none in what has none."""
    data = plain(value)
    return wrap(len(data) if isinstance(data, list | str | dict) else 0)


def has_path(value: object, path: object) -> bool:
    """Whether there is a value at a path such as `data.items[0]`."""
    return _at(plain(value), plain(path)) is not MISSING


def get_path(value: object, path: object, otherwise: object = UNDEFINED) -> Value:
    """The value at a path."""
    found = _at(plain(value), plain(path))
    return Value(otherwise) if found is MISSING or found is NOTHING else wrap(found)


def _at(data: Any, path: Any) -> Any:
    if isinstance(data, dict) and isinstance(path, str) and path in data:
        return data[path]
    steps = (
        [text_of(step) for step in path] if isinstance(path, list) else path_steps(path)
    )
    for step in steps or [""]:
        data = own(data, step)
        if data is MISSING:
            return MISSING
    return data


def match(value: object, pattern: re.Pattern[str], every: bool = False) -> Value:
    """What a pattern finds in a text and its groups, or all finds; null for none."""
    whole = _string(value)
    if every:
        found = [each[0] for each in pattern.finditer(whole)]
        return wrap(found or None)
    once = pattern.search(whole)
    if once is None:
        return wrap(None)
    groups = [NOTHING if each is None else each for each in once.groups()]
    return wrap([once[0], *groups])


def tests(pattern: re.Pattern[str], value: object) -> bool:
    """Whether a pattern is found in a value, read as text."""
    return matches(value, pattern)


def encode(value: object) -> Value:
    """A text as part of a URL."""
    return wrap(quote(text_of(plain(value)), safe="!~*'()"))
