r"""Regular expressions of JavaScript -> those of Python that find the same.

One difference is left: `.` does not stop at a lone carriage return, and `\s` knows only
ASCII space.
"""

from __future__ import annotations

import re
import warnings

LONGEST = 1000
"""Characters of a pattern."""

_PLAIN_ESCAPES = "dDwWsSbBtnrfv0123456789"
_SYNTAX = "^$\\.*+?()[]{}|/-"
_IN_CLASS = "[&~|"
"""What has no meaning in a class of JavaScript, and may get one in Python's."""


def python_pattern(source: str, flags: str) -> str | None:
    """The pattern in Python's words; None where there is none."""
    if len(source) > LONGEST or set(flags) - set("gimsy"):
        return None
    found = _converted(source, "m" in flags)
    if found is None:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            re.compile(found, re.ASCII)
    except (re.error, Warning, RecursionError, OverflowError):
        return None
    return found


def _converted(source: str, is_multiline: bool) -> str | None:
    made: list[str] = []
    at = 0
    in_class = False
    while at < len(source):
        sign = source[at]
        if sign == "\\":
            step = _escape(source, at, in_class)
            if step is None:
                return None
            made.append(step[0])
            at = step[1]
            continue
        at += 1
        if in_class:
            in_class = sign != "]"
            made.append(f"\\{sign}" if sign in _IN_CLASS else sign)
        elif sign == "[":
            rest = source[at:]
            if rest.startswith(("]", "^]")):
                made.append(r"[\s\S]" if rest[0] == "^" else "(?!)")
                at += 2 if rest[0] == "^" else 1
            else:
                in_class = True
                made.append(sign)
        elif sign == "$":
            made.append("$" if is_multiline else r"\Z")
        elif sign == "(" and re.match(r"\?<[A-Za-z_]", source[at:]):
            made.append("(?P<")
            at += 2
        else:
            made.append(sign)
    return "".join(made)


def _escape(source: str, at: int, in_class: bool) -> tuple[str, int] | None:
    sign = source[at + 1 : at + 2]
    if not sign:
        return None
    if sign in _PLAIN_ESCAPES:
        # Inside a class `\\b` is a backspace in both.
        return f"\\{sign}", at + 2
    if sign in "xu":
        digits = source[at + 2 : at + (4 if sign == "x" else 6)]
        if re.fullmatch(r"[0-9a-fA-F]{2}|[0-9a-fA-F]{4}", digits):
            return f"\\{sign}{digits}", at + 2 + len(digits)
        return None
    if sign == "k" and (name := re.match(r"<(\w+)>", source[at + 2 :])):
        return f"(?P={name[1]})", at + 2 + name.end()
    if sign == "/":
        return "/", at + 2
    if sign in _SYNTAX or (in_class and sign in _IN_CLASS):
        return f"\\{sign}", at + 2
    return (re.escape(sign), at + 2) if not sign.isalpha() else None


def is_cheap(pattern: re.Pattern[str], text: str) -> bool:
    """Whether a search ends soon, whoever wrote the pattern: no repetition in a repetition."""
    repeats = 0
    groups: list[bool] = []
    source = re.sub(r"\\.|\[(?:\\.|[^\]\\])*+(?:\]|\Z)", "x", pattern.pattern)
    for at, sign in enumerate(source):
        following = source[at + 1 : at + 2]
        if sign == "(":
            groups.append(False)
        elif sign == ")" and groups:
            inner = groups.pop()
            if inner and following and following in "*+{":
                return False
            if groups:
                groups[-1] = groups[-1] or inner
        elif sign in "*+" or re.match(r"\{\d+,\}", source[at:]):
            repeats += 1
            if groups:
                groups[-1] = True
        elif sign == "|" and groups:
            groups[-1] = True
    longest = {0: 10**6, 1: 10**5, 2: 4000, 3: 300, 4: 64}
    return len(text) <= longest.get(repeats, 0)
