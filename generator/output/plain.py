"""Lines that are as black leaves them, told by their spelling alone.

Most lines of a client are, and to parse them takes ten times as long. A line that is part of
valid Python needs no parser to be known: where there is nothing in it but names, dots,
brackets, commas and bars, it is right if the blanks are.
"""

from __future__ import annotations

import re

WIDTH = 88
"""The most columns of a line."""

# Without the keywords that could stand between these without a blank, where black has one, or
# begin a block; `print` and `exec` are laid out in ways of their own.
_NAME = r"(?!(?:await|else|exec|finally|not|print|try|yield)\b)(?<!\])[A-Za-z_]\w*+"
_DOTTED = rf"{_NAME}(?:\.{_NAME})*+"
_TYPE = rf"(?:{_NAME}|[.\[\]]|, (?!\])| \| )++"
_STRING = r'"[^"\\]*+"'

OPENED = re.compile(
    rf" *+(?:(?P<def>(?:async )?def )|@|return (?:await )?|{_NAME}(?:: {_TYPE})? = )?"
    rf"(?P<name>{_DOTTED})\(",
    re.ASCII,
)
"""The first line of a call or a function whose brackets are opened; `name` is no keyword."""
CLOSED = re.compile(rf" *+\)(?: -> {_TYPE}:)?", re.ASCII)
"""The last line of one."""
FIELD = re.compile(rf" *+{_DOTTED}: {_TYPE}(?: = (?:{_DOTTED}|{_STRING}))?", re.ASCII)
"""The declaration of a field on one line, if its brackets are closed."""
ARGUMENT = re.compile(rf""" *+((?:{_NAME}=)?(?:{_DOTTED}|{_STRING}|'[^'"\\]*+'))(,?)""", re.ASCII)
"""One simple argument, and the comma behind it; but for the quotes it is right."""


def is_field(line: str) -> bool:
    """Whether a line that begins a statement is the declaration of a field, as black leaves it."""
    return (
        len(line) <= WIDTH
        and FIELD.fullmatch(line) is not None
        and line.count("[") == line.count("]")
    )
