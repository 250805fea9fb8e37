"""The type of a value that is sent as text: in a path, a query, a header, a form."""

from __future__ import annotations

import re

from .formats import string_format
from .observe import observe_placeholder
from .types import BOOLEAN, INTEGER, NUMBER, String, Type

_INTEGER = re.compile(r"0|-?[1-9]\d{0,17}", re.ASCII)
_NUMBER = re.compile(r"-?(0|[1-9]\d{0,11})\.\d{1,17}", re.ASCII)


def observe_text(text: str) -> Type:
    """The type whose values print as this text; a string where any digit would be lost.

    `10` is an integer, `007` and `1.50` are strings: sent again they would change.
    """
    placeholder = observe_placeholder(text)
    if placeholder is not None:
        return placeholder
    if text in {"true", "false"}:
        return BOOLEAN
    if _INTEGER.fullmatch(text):
        return INTEGER
    if _NUMBER.fullmatch(text) and str(float(text)) == text:
        return NUMBER
    return String(string_format(text))
