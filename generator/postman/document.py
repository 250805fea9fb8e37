"""Bytes -> the JSON value in them, with a clear line for everything that is none.

JSON is what RFC 8259 and `JSON.parse` say: no NaN, no comments, the last of two equal
keys wins. Numbers that Python has no value for stay the text they were written in.
"""

from __future__ import annotations

import codecs
import json
import math
import re
from itertools import accumulate
from typing import Any

from ..diagnostics import Diagnostic, InputError, Level

DEEPEST_NESTING = 650
"""Levels of lists and objects, two for each folder: 300 folders are 606 levels.

Well under Python's own limit of 1,000 frames, so that what is accepted does not depend on
how deep the caller stands.
"""

_LONGEST_INTEGER = 4_300
"""Digits that `int` takes by default; `sys.set_int_max_str_digits` is the user's to change."""

# UTF-32's little-endian mark begins with that of UTF-16: the longer ones go first.
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ARCHIVES = {b"PK\x03\x04": "a ZIP archive", b"\x1f\x8b": "a gzip archive"}

_BRACKET_STEPS = {ord("["): 1, ord("{"): 1, ord("]"): -1, ord("}"): -1}
_NOT_BRACKETS = bytes(byte for byte in range(256) if byte not in _BRACKET_STEPS)

_SURROGATE_ESCAPE = re.compile(r"\\u[dD][89a-fA-F]")
_HALF = re.compile(
    r"\\(?:u[dD](?:[89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F][0-9a-fA-F]{2})"
    r"|[c-fC-F](?<!\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD].))|\\u[dD][89a-fA-F])"
)
"""What may be half of a surrogate pair: without the other half, or behind a backslash, where
only a reader of all escapes can tell whether it is one."""
_ESCAPE = re.compile(
    r"\\(?:(?P<pair>u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})"
    r"|(?P<lone>u[dD][89a-fA-F][0-9a-fA-F]{2})|.)",
    re.DOTALL,
)
_STRING_OR_CONSTANT = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\Z)|NaN|-?Infinity', re.DOTALL)

_CONFLICT = re.compile(r"^<{7}(?= |$)", re.MULTILINE)
"""Where git begins a conflict that somebody has to settle."""


class _NotANumberError(Exception):
    """NaN or Infinity where JSON has no such value; carries its name."""


def decode(data: bytes) -> str:
    """The text of a file: UTF-8, or UTF-16 and UTF-32 where a byte-order mark says so."""
    encoding = next((name for mark, name in _BYTE_ORDER_MARKS if data.startswith(mark)), "utf-8")
    if encoding == "utf-8" and b"\0" in data[:4]:
        message = "no text, or UTF-16 without a byte-order mark; save the file as UTF-8"
        raise InputError(message, code="bad-encoding")
    for magic, kind in _ARCHIVES.items():
        if data.startswith(magic):
            raise InputError(f"this is {kind}: unpack it and give the collection in it")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as problem:
        if encoding != "utf-8":
            said = f"the byte-order mark says {encoding.upper()}, but the bytes are none"
        else:
            line = data.count(b"\n", 0, problem.start) + 1
            said = f"line {line}: byte 0x{data[problem.start]:02x} is no UTF-8"
        raise InputError(f"{said}; save the file as UTF-8", code="bad-encoding") from None


def nesting(text: str) -> int:
    """How deep lists and objects stand in each other in a JSON text, in linear time.

    Exact for JSON; of anything else, no part that a JSON parser gets to lies deeper.
    """
    data = text.encode("utf-8", "surrogatepass")
    unescaped = data.replace(rb"\\", b"").replace(rb"\"", b"")
    brackets = b"".join(unescaped.split(b'"')[::2]).translate(None, _NOT_BRACKETS)
    return max(accumulate(map(_BRACKET_STEPS.__getitem__, brackets)), default=0)


def is_deeper(text: str, levels: int) -> bool:
    """Whether the `nesting` of a text is more than so many levels."""
    # Few texts have as many brackets at all, and those are counted at once.
    return text.count("{") + text.count("[") > levels and nesting(text) > levels


def repair_surrogates(text: str) -> tuple[str, int]:
    r"""A JSON text whose escapes of half a surrogate pair are `\ufffd`, and their number.

    A string with such a half is legal JSON, but no encoding can write it.
    """
    if not (_SURROGATE_ESCAPE.search(text) and _HALF.search(text)):
        return text, 0
    count = 0

    def repaired(match: re.Match[str]) -> str:
        nonlocal count
        if match["lone"] is None:
            return match[0]
        count += 1
        return r"\ufffd"

    return _ESCAPE.sub(repaired, text), count


def parse(text: str) -> tuple[object, tuple[Diagnostic, ...]]:
    """The JSON value of a text; `InputError` with line and column where it is none."""
    text, repairs = repair_surrogates(text)
    try:
        value: object = json.loads(
            text, parse_int=_integer, parse_float=_number, parse_constant=_refuse
        )
        if isinstance(value, dict | list) and _nests_deeper(value, DEEPEST_NESTING):
            raise _too_deep()
    except RecursionError:
        if is_deeper(text, DEEPEST_NESTING):
            raise _too_deep() from None
        raise
    except _NotANumberError as problem:
        matches = _STRING_OR_CONSTANT.finditer(text)
        start = next((match.start() for match in matches if match[0][0] != '"'), 0)
        raise _not_json(text, start, f"{problem} is no JSON value") from None
    except json.JSONDecodeError as problem:
        raise _not_json(text, problem.pos, problem.msg) from None
    if not repairs:
        return value, ()
    times = "once" if repairs == 1 else f"{repairs} times"
    message = f"half of a surrogate pair occurs {times} and was replaced by U+FFFD"
    return value, (Diagnostic(Level.NOTICE, "lone-surrogate", "", message),)


def _nests_deeper(value: dict[str, Any] | list[Any], levels: int) -> bool:
    """Whether lists and objects stand deeper in each other; quicker than `is_deeper` of a text."""
    if levels == 0:
        return True
    for inner in value.values() if isinstance(value, dict) else value:
        # What JSON gives is of these very types, and most of it is neither.
        if (type(inner) is dict or type(inner) is list) and _nests_deeper(inner, levels - 1):
            return True
    return False


def _too_deep() -> InputError:
    said = f"nested deeper than {DEEPEST_NESTING} levels; no collection is"
    return InputError(said, code="too-deep")


def _not_json(text: str, position: int, message: str) -> InputError:
    if is_deeper(text, DEEPEST_NESTING):
        return _too_deep()
    if markers := _CONFLICT.search(text):
        line = text.count("\n", 0, markers.start()) + 1
        said = f"line {line}: holds a merge conflict of git: settle it first"
        return InputError(said, code="merge-conflict")
    line = text.count("\n", 0, position) + 1
    column = position - text.rfind("\n", 0, position)
    ending = " (the text ends there)" if not text[position:].strip() else ""
    said = message[:1].lower() + message[1:] if not message.startswith(("NaN", "In")) else message
    return InputError(f"no JSON: line {line}, column {column}: {said}{ending}", code="bad-json")


def _integer(digits: str) -> object:
    return int(digits) if len(digits) <= _LONGEST_INTEGER else digits


def _number(digits: str) -> object:
    value = float(digits)
    return digits if math.isinf(value) else value


def _refuse(name: str) -> object:
    raise _NotANumberError(name)
