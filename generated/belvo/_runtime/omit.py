"""OMIT: the default of what may be left out, so that None can mean null."""

from __future__ import annotations

from enum import Enum
from typing import Final, Literal


class Omit(Enum):
    """The type of OMIT; its only value."""

    # An enum is a singleton that copy, pickle and type checkers know as one.
    OMIT = "OMIT"

    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return "OMIT"

    __str__ = __repr__


OMIT: Final = Omit.OMIT
"""Leaves an argument out of the request."""
