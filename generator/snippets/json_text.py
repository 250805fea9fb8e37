"""JSON as text: laid out anew with every token left as it was written."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from ..postman.document import is_deeper
from ..postman.lenient_json import DEEPEST_VALUE

TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\],:]|[^\s{}\[\],:"]+', re.DOTALL)
_HIDDEN = re.compile(r"[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it is written: `1.50` stays that."""

    text: str

    @property
    def is_integer(self) -> bool:
        """Whether it has neither a fraction nor an exponent."""
        return self.text.lstrip("-").isdecimal()


def parse(text: str) -> object:
    """The value of a JSON text, its numbers as `Number`. Raises ValueError where it is none."""
    if is_deeper(text, DEEPEST_VALUE):
        raise ValueError("nested too deep")
    value: object = json.loads(text, parse_int=Number, parse_float=Number, parse_constant=_refuse)
    return value


def _refuse(name: str) -> object:
    raise ValueError(f"{name} is no JSON value")


def layout(text: str) -> str:
    """A JSON text laid out anew, with two blanks a level; tokens and their order stay.

    An empty list takes two lines and an empty object none, as on the pages that this
    follows. Characters that would hide or turn what a reader sees are escaped.
    """
    parts: list[str] = []
    depth = 0
    before = ""
    for sign in TOKEN.findall(text):
        if sign in {"}", "]"}:
            depth -= 1
            if before != "{":
                parts.append("\n" + "  " * depth)
        elif before in {"{", "[", ","}:
            parts.append("\n" + "  " * depth)
        if sign in {"{", "["}:
            depth += 1
        parts.append(": " if sign == ":" else sign)
        before = sign
    return _HIDDEN.sub(lambda match: f"\\u{ord(match[0]):04x}", "".join(parts))
