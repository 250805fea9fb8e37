"""Values as JavaScript has them, for what the scripts of the collection say of answers.

A `Value` holds JSON, or `UNDEFINED`. Operators and functions mean what they mean in
JavaScript, those that assert what they mean in chai: a key that is missing is undefined,
`1` is not `true`, an empty list is true. All take plain Python values as well.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from typing import Any

from .inherited import Builtin, inherited

LARGEST = 2**53
STEP = re.compile(r"[^.\[\]]+")
NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?(e[+-]?\d+)?|\.\d+(e[+-]?\d+)?)", re.IGNORECASE)


class ScriptError(AssertionError):
    """What JavaScript throws: a property of undefined, a call of what is no function."""


class Undecided(BaseException):
    """What cannot be known here, such as the value of a variable that another answer gives.

    No Exception, so that what stands for JavaScript's `catch` lets it pass.
    """


class Nothing:
    """The one value that JSON does not have."""

    def __repr__(self) -> str:
        return "undefined"


NOTHING = Nothing()


class Value:
    """A value of JavaScript."""

    __slots__ = ("data",)
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, value: object) -> None:
        self.data: Any = plain(value)

    def __repr__(self) -> str:
        return repr(self.data)

    def __str__(self) -> str:
        return text_of(self.data)

    def __bool__(self) -> bool:
        data = self.data
        if isinstance(data, float) and math.isnan(data):
            return False
        return isinstance(data, dict | list | Builtin) or (
            data is not NOTHING and data is not None and bool(data)
        )

    def __getitem__(self, key: object) -> Value:
        """A property: undefined where there is none, an error of what has none."""
        name = plain(key)
        match self.data:
            case None | Nothing():
                raise ScriptError(
                    f"cannot read {text_of(name)!r} of {text_of(self.data)}"
                )
            case dict() as entries:
                found = entries.get(text_of(name), NOTHING)
                if found is not NOTHING:
                    return wrap(found)
            case str() | list() as items:
                if name == "length" and isinstance(name, str):
                    return wrap(length_of(items))
                position = position_of(name)
                if position is not None and position < len(items):
                    return wrap(items[position])
        builtin = inherited(self.data, text_of(name))
        return UNDEFINED if builtin is None else wrap(builtin)

    def __setitem__(self, key: object, value: object) -> None:
        name, data = plain(key), plain(value)
        match self.data:
            case None | Nothing():
                raise ScriptError(
                    f"cannot set {text_of(name)!r} of {text_of(self.data)}"
                )
            case dict() as entries:
                entries[text_of(name)] = data
            case list() as items:
                position = position_of(name)
                if position is None or position > len(items) + 10_000:
                    raise Undecided(f"what {text_of(name)!r} of a list does")
                items.extend([NOTHING] * (position + 1 - len(items)))
                items[position] = data

    def at(self, *keys: object) -> Value:
        """A property of properties, one after the other."""
        found = self
        for key in keys:
            found = found[key]
        return found

    @property
    def length(self) -> Value:
        """How long a text or a list is."""
        return self["length"]

    def __iter__(self) -> Iterator[Value]:
        if not isinstance(self.data, list | str):
            raise ScriptError(f"{self!r} is no list")
        return iter([wrap(item) for item in self.data])

    def __contains__(self, item: object) -> bool:
        return includes_in(self.data, plain(item))

    def __eq__(self, other: object) -> bool:
        return equal(self.data, plain(other))

    def __lt__(self, other: object) -> bool:
        return _compare(self.data, plain(other), lambda a, b: a < b)

    def __le__(self, other: object) -> bool:
        return _compare(self.data, plain(other), lambda a, b: a <= b)

    def __gt__(self, other: object) -> bool:
        return _compare(self.data, plain(other), lambda a, b: a > b)

    def __ge__(self, other: object) -> bool:
        return _compare(self.data, plain(other), lambda a, b: a >= b)

    def __add__(self, other: object) -> Value:
        return _add(self.data, plain(other))

    def __radd__(self, other: object) -> Value:
        return _add(plain(other), self.data)

    def __sub__(self, other: object) -> Value:
        return wrap(number_of(self.data) - number_of(plain(other)))

    def __mul__(self, other: object) -> Value:
        return wrap(number_of(self.data) * number_of(plain(other)))

    def __truediv__(self, other: object) -> Value:
        return wrap(_divided(number_of(self.data), number_of(plain(other))))

    def __mod__(self, other: object) -> Value:
        above, below = number_of(self.data), number_of(plain(other))
        if below == 0 or math.isinf(above) or math.isnan(above + below):
            return wrap(math.nan)
        return wrap(math.fmod(above, below))

    def __neg__(self) -> Value:
        return wrap(-number_of(self.data))


def plain(value: object) -> Any:
    """A value without its wrapping, inside lists and dicts too."""
    match value:
        case Value():
            return value.data
        case list() | tuple():
            return [plain(item) for item in value]
        case dict():
            return {text_of(plain(key)): plain(item) for key, item in value.items()}
    return value


def wrap(data: object) -> Value:
    """A value around data as it is, so that a change is seen by all who have it."""
    made = Value.__new__(Value)
    made.data = as_whole(data) if isinstance(data, float) else data
    return made


UNDEFINED = wrap(NOTHING)


def as_whole(number: float) -> float | int:
    """JavaScript has one kind of number: 2.0 is written as 2."""
    return int(number) if number.is_integer() and abs(number) <= LARGEST else number


def position_of(name: object) -> int | None:
    text = text_of(name)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def length_of(items: str | list[Any]) -> int:
    # JavaScript counts UTF-16 units.
    if isinstance(items, list):
        return len(items)
    return len(items.encode("utf-16-le", "surrogatepass")) // 2


# --- conversions ------------------------------------------------------------------------


def text_of(data: object) -> str:
    match data:
        case str():
            return data
        case bool():
            return "true" if data else "false"
        case None:
            return "null"
        case Nothing():
            return "undefined"
        case int() | float():
            return _number_text(data)
        case list():
            empty = (None, NOTHING)
            return ",".join("" if item in empty else text_of(item) for item in data)
        case Builtin(name=name):
            return f"function {name}() {{ [native code] }}"
    return "[object Object]"


def _number_text(number: float) -> str:
    if math.isnan(number):
        return "NaN"
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    whole = as_whole(number) if isinstance(number, float) else number
    if isinstance(whole, int) and abs(whole) < 10**21:
        return str(whole)
    digits = repr(float(number))
    base, _, exponent = digits.partition("e")
    if not exponent:
        return digits
    if -7 < int(exponent) < 0:
        return f"{number:.20f}".rstrip("0")
    return f"{base.removesuffix('.0')}e{int(exponent):+d}"


def number_of(data: object) -> float:
    match data:
        case bool() | int() | float():
            return float(data) if isinstance(data, bool) else data
        case None:
            return 0
        case str():
            text = data.strip()
            if not text:
                return 0
            if text.lower().startswith(("0x", "0o", "0b")):
                try:
                    return int(text, 0)
                except ValueError:
                    return math.nan
            if text in ("Infinity", "+Infinity", "-Infinity"):
                return float(text)
            return as_whole(float(text)) if NUMBER.fullmatch(text) else math.nan
        case list():
            return number_of(text_of(data))
    return math.nan


def _divided(above: float, below: float) -> float:
    if below:
        return above / below
    if above == 0 or math.isnan(above):
        return math.nan
    return math.copysign(math.inf, above) * math.copysign(1, below)


def _add(left: object, right: object) -> Value:
    texts = (str, list, dict)
    if isinstance(left, texts) or isinstance(right, texts):
        return wrap(text_of(left) + text_of(right))
    return wrap(number_of(left) + number_of(right))


def _compare(left: object, right: object, by: Callable[[Any, Any], bool]) -> bool:
    if isinstance(left, list | dict):
        left = text_of(left)
    if isinstance(right, list | dict):
        right = text_of(right)
    if isinstance(left, str) and isinstance(right, str):
        return by(left.encode("utf-16-be"), right.encode("utf-16-be"))
    return by(number_of(left), number_of(right))


# --- equality ---------------------------------------------------------------------------


def is_numeric(data: object) -> bool:
    return isinstance(data, int | float) and not isinstance(data, bool)


def equal(left: Any, right: Any) -> bool:
    """Deep equality, as chai's `eql`: no conversions, NaN equals itself."""
    if is_numeric(left) and is_numeric(right):
        return bool(left == right) or (math.isnan(left) and math.isnan(right))
    if type(left) is not type(right):
        return False
    if isinstance(left, list):
        return len(left) == len(right) and all(map(equal, left, right))
    if isinstance(left, dict):
        return left.keys() == right.keys() and all(
            equal(item, right[key]) for key, item in left.items()
        )
    return bool(left == right)


def identical(left: Any, right: Any) -> bool:
    """Strict equality, `===`: lists and objects are only the same as themselves."""
    if isinstance(left, list | dict) or isinstance(right, list | dict):
        return left is right
    if isinstance(left, float) and math.isnan(left):
        return False
    return equal(left, right)


# --- properties -------------------------------------------------------------------------


class Missing:
    """What a property that is not there gives."""


MISSING = Missing()


def own(data: Any, name: str) -> Any:
    match data:
        case dict():
            return data.get(name, MISSING)
        case str() | list():
            if name == "length":
                return length_of(data)
            position = position_of(name)
            if position is not None and position < len(data):
                return data[position]
    return MISSING


def path_steps(path: object) -> list[str]:
    return STEP.findall(text_of(path))


def keys_of(value: object) -> list[str]:
    data = plain(value)
    if data is None or data is NOTHING:
        raise ScriptError(f"{data!r} has no keys")
    match data:
        case dict():
            return list(data)
        case str() | list():
            return [str(position) for position in range(len(data))]
    return []


def includes_in(data: Any, wanted: Any, *, deep: bool = False) -> bool:
    """Whether a text holds a text, a list an item, an object the entries of another.

    Raises where they cannot.
    """
    match data:
        case str():
            return text_of(wanted) in data
        case list():
            compare = equal if deep else identical
            return any(compare(each, wanted) for each in data)
        case dict() if isinstance(wanted, dict | list):
            entries = wanted if isinstance(wanted, dict) else dict(enumerate(wanted))
            compare = equal if deep else identical
            return all(
                str(key) in data and compare(data[str(key)], each)
                for key, each in entries.items()
            )
    raise ScriptError(f"{data!r} cannot include {wanted!r}")
