"""JSON as people write it in request bodies: with `{{variables}}`, comments, extra commas."""

from __future__ import annotations

import json
import math
import re
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache

from .document import is_deeper, repair_surrogates

DEEPEST_VALUE = 256
"""Levels of lists and objects in a body; deeper ones are no use as types, and later
stages, which walk values by calling themselves, must get through within 1,000 frames."""


@dataclass(frozen=True, slots=True)
class VariableValue:
    """A value that is a variable without quotes, so that its type is not known."""

    name: str
    """The variable's name; the whole as written where it is more: `1{{zeros}}`."""

    @property
    def text(self) -> str:
        """As it is written, braces included."""
        return self.name if "{{" in self.name else f"{{{{{self.name}}}}}"


def loads(text: str) -> object:
    """The value of a JSON text, or of one with the liberties that Postman users take.

    Read as JSON first. Else comments are passed over, a comma may stand before a closing
    bracket, strings may hold line ends, and a variable may stand unquoted in place of a
    value (a `VariableValue`), of a key (its text) or of a whole member (left out).
    `ValueError` for anything else, for values that Python has no number for, and for
    nesting deeper than `DEEPEST_VALUE`.
    """
    if not is_deeper(text, DEEPEST_VALUE):
        try:
            return _parsed(text)
        except json.JSONDecodeError:
            pass
    return _Reader(repair_surrogates(text)[0], _DECODER).document()


def loads_answer(text: str) -> object:
    """The value of the JSON that a server answered, read with the liberties of `loads`.

    `NaN` and `Infinity`, which Python's servers write, and numbers that are too large for
    one, are the placeholder of a number: a client reads them (pydantic does), and no JSON
    that is written from here on can hold them.
    """
    if not is_deeper(text, DEEPEST_VALUE):
        with suppress(ValueError):
            return loads_strict(text)
    return _Reader(repair_surrogates(text)[0], _ANSWER_DECODER).document()


_SHORT, _LONG = 10_000, 100_000
"""Characters of answers that are remembered: many short ones, and fewer long ones, so that
those of either kind have ten million at most."""
_short_answer = lru_cache(maxsize=1_000)(loads_answer)
_long_answer = lru_cache(maxsize=100)(loads_answer)


def shared_answer(text: str) -> object:
    """As `loads_answer`, but equal texts have one value between them, which nobody may change.

    Most answers of an API are saved more than once, errors above all.
    """
    if len(text) <= _SHORT:
        return _short_answer(text)
    return _long_answer(text) if len(text) <= _LONG else loads_answer(text)


def is_json(text: str) -> bool:
    """Whether a text is JSON once its variables have values: with none of the liberties."""
    try:
        loads_strict(_STRING_OR_VARIABLE.sub(lambda m: m[0] if m[0][0] == '"' else "1", text))
    except ValueError:
        return False
    return True


def without_comments(text: str) -> str:
    """A JSON text without its comments."""
    return _STRING_OR_COMMENT.sub(lambda match: match[0] if match[0][0] == '"' else "", text)


def plain(value: object) -> object:
    """A value as JSON: variables without quotes become their text, `{{name}}`."""
    match value:
        case VariableValue(name=name):
            return f"{{{{{name}}}}}"
        case list():
            return [plain(item) for item in value]
        case dict():
            return {str(key): plain(item) for key, item in value.items()}
        case _:
            return value


def loads_strict(text: str) -> object:
    """The value of a JSON text; `ValueError` as in `loads`."""
    if is_deeper(text, DEEPEST_VALUE):
        raise ValueError("nested too deep")
    return _parsed(text)


def _parsed(text: str) -> object:
    value: object = json.loads(
        repair_surrogates(text)[0], parse_float=_finite, parse_constant=_refuse
    )
    return value


def _finite(digits: str) -> float:
    value = float(digits)
    if math.isinf(value):
        raise ValueError("a number too large")
    return value


def _refuse(name: str) -> object:
    raise ValueError(f"{name} is no JSON value")


_BLANKS = re.compile(r"[\s\ufeff]*")
_VARIABLE = re.compile(r"\{\{([^{}\"\n]*)\}\}")
_BARE = re.compile(r"(?:\{\{[^{}\"\n]*\}\}|[^\s,:\[\]{}\"/]|/(?![/*]))+")
_STRING_OR_VARIABLE = re.compile(r'"(?:\\.|[^"\\])*+"|\{\{[^{}"\n]*\}\}', re.DOTALL)
_STRING_OR_COMMENT = re.compile(r'"(?:\\.|[^"\\])*+"|//[^\n]*|/\*.*?(?:\*/|\Z)', re.DOTALL)
_DECODER = json.JSONDecoder(parse_float=_finite, parse_constant=_refuse, strict=False)
_NUMBER = "<number>"


def _finite_or_number(digits: str) -> float | str:
    value = float(digits)
    return _NUMBER if math.isinf(value) else value


_ANSWER_DECODER = json.JSONDecoder(
    parse_float=_finite_or_number, parse_constant=lambda _: _NUMBER, strict=False
)


class _Reader:
    """One pass over a text; open lists and objects are on a stack, not in calls."""

    def __init__(self, text: str, decoder: json.JSONDecoder) -> None:
        self._text = text
        self._decoder = decoder
        self._at = 0
        self._after_variable = False

    def document(self) -> object:
        """The value of the whole text."""
        root: list[object] = []
        stack: list[list[object] | dict[str, object]] = [root]
        after_entry = False
        while True:
            self._pass_over()
            top = stack[-1]
            if top is root and after_entry:
                if self._at < len(self._text):
                    raise self._problem("more after the value")
                return root[0]
            if top is not root and self._takes("]" if isinstance(top, list) else "}"):
                stack.pop()
                after_entry = True
            elif after_entry:
                # What a variable stands for may end in a comma of its own.
                if not self._takes(",") and not self._after_variable:
                    raise self._problem("no comma")
                after_entry = False
            else:
                inner = self._entry(top)
                if inner is not None:
                    if len(stack) > DEEPEST_VALUE:
                        raise self._problem("nested too deep")
                    stack.append(inner)
                after_entry = inner is None

    def _entry(
        self, into: list[object] | dict[str, object]
    ) -> list[object] | dict[str, object] | None:
        """Read an element or a member; a list or an object that it opens is returned."""
        key = ""
        self._after_variable = False
        if isinstance(into, dict):
            key = self._key()
            self._pass_over()
            if not self._takes(":"):
                self._after_variable = _VARIABLE.fullmatch(key) is not None
                if self._after_variable:
                    return None
                raise self._problem("no colon")
            self._pass_over()
        inner: list[object] | dict[str, object] | None = None
        value: object
        if _VARIABLE.match(self._text, self._at):
            value = self._scalar()
        elif self._takes("["):
            value = inner = []
        elif self._takes("{"):
            value = inner = {}
        else:
            value = self._scalar()
        if isinstance(into, dict):
            into[key] = value
        else:
            into.append(value)
            self._after_variable = isinstance(value, VariableValue)
        return inner

    def _key(self) -> str:
        if match := _VARIABLE.match(self._text, self._at):
            self._at = match.end()
            return match[0]
        value = self._scalar()
        if not isinstance(value, str):
            raise self._problem("a key that is no text")
        return value

    def _scalar(self) -> object:
        if self._text.startswith('"', self._at):
            value, self._at = self._decoder.raw_decode(self._text, self._at)
            return value
        match = _BARE.match(self._text, self._at)
        if match is None:
            raise self._problem("no value")
        self._at = match.end()
        if "{{" not in match[0]:
            return self._decoder.decode(match[0])
        whole = _VARIABLE.fullmatch(match[0])
        return VariableValue(whole[1] if whole else match[0])

    def _pass_over(self) -> None:
        """Go to the next character that is neither blank nor in a comment."""
        while True:
            blanks = _BLANKS.match(self._text, self._at)
            self._at = blanks.end() if blanks else self._at
            if self._takes("//"):
                end = self._text.find("\n", self._at)
                self._at = len(self._text) if end < 0 else end
            elif self._takes("/*"):
                end = self._text.find("*/", self._at)
                if end < 0:
                    raise self._problem("a comment without end")
                self._at = end + 2
            else:
                return

    def _takes(self, sign: str) -> bool:
        found = self._text.startswith(sign, self._at)
        if found:
            self._at += len(sign)
        return found

    def _problem(self, message: str) -> ValueError:
        return ValueError(f"character {self._at}: {message}")
