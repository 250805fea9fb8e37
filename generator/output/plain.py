"""Lines that are as black leaves them, told by their spelling alone.

Most lines of a client are, and to parse them takes ten times as long. A line that is part of
valid Python needs no parser to be known: where there is nothing in it but names, simple
literals, brackets and a few signs, it is right if the blanks are.
"""

from __future__ import annotations

import re

WIDTH = 88
"""The most columns of a line."""

_WORD = r"[A-Za-z_]\w*+"
_ATTRIBUTES = rf"(?:\.{_WORD})*+"
# A name without the keywords that could stand beside others here without a blank, where black
# has one, or begin a block; `print` and `exec` are laid out in ways of their own.
_NAME = rf"""(?!(?:await|else|exec|finally|not|print|try|yield)\b)(?<![\])}}"'\d]){_WORD}"""
_TYPE = rf"(?:{_NAME}|[.\[\]]|, (?!\])| \| )++"
# Of quotes of one kind only, so that the others can take their place.
_STRING = r"""(?<![\w"'])(?:"[^"'\\]*+"|'[^"'\\]*+')"""
_PIECE = rf"{_NAME}|{_STRING}|(?<![\w.])\d++(?![\w.])|\.|, (?![)\]}}])| \| "
_SUBSCRIPT = rf"\[(?:{_PIECE})++\]"

OPENED = re.compile(
    rf" *+(?:(?P<def>(?:async )?def )|@|return (?:await )?|{_NAME}(?:: {_TYPE})? = )?"
    rf"(?P<name>{_NAME}{_ATTRIBUTES})\(",
    re.ASCII,
)
"""The first line of a call or a function whose brackets are opened; `name` is no keyword."""
CLOSED = re.compile(rf" *+\)(?: -> {_TYPE}:)?", re.ASCII)
"""The last line of one."""
FIELD = re.compile(
    rf"{_NAME}{_ATTRIBUTES}: {_TYPE}(?: = (?:{_WORD}{_ATTRIBUTES}|\"[^\"\\]*+\"))?", re.ASCII
)
"""The declaration of a field on one line, if its brackets are closed."""
ARGUMENT = re.compile(
    rf" *+((?:{_WORD}=|lambda {_WORD}: )?"
    rf"(?:{_STRING}|{_NAME}{_ATTRIBUTES}"
    rf"|(?:{_NAME}{_ATTRIBUTES}\(|\{{)(?:\*\*)?(?:{_PIECE}|{_SUBSCRIPT}|: )++[)}}]))(,?)",
    re.ASCII,
)
"""One argument, and the comma behind it; but for the quotes it is right."""
PARAMETER = re.compile(
    rf" *+({_WORD}(?:: (?:{_NAME}|\.| \| |{_SUBSCRIPT})++(?: = {_WORD}{_ATTRIBUTES})?)?)(,?)",
    re.ASCII,
)
"""The same of a parameter."""


def is_field(line: str, indent: int) -> bool:
    """Whether a line that begins a statement is the declaration of a field, as black leaves it."""
    return (
        len(line) <= WIDTH
        and FIELD.fullmatch(line, indent) is not None
        and line.count("[") == line.count("]")
        and not line[:indent].strip(" ")
    )
