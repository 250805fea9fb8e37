"""Problems as values: what is wrong, where in the collection, and how bad it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

_UNPRINTABLE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\U000e0000-\U000e007f]"
)
_LONGEST_TEXT = 300


class Level(StrEnum):
    """How bad a problem is."""

    NOTICE = "notice"
    """Worth knowing; nothing is missing from the output."""
    WARNING = "warning"
    """Something of the collection is missing from the output, or was guessed."""
    ERROR = "error"
    """Nothing can be generated."""


def printable(text: str, longest: int = _LONGEST_TEXT) -> str:
    """Text of a collection as one line that is safe to print on a terminal.

    Control characters, line ends and direction marks are shown as escapes; what is
    longer than `longest` characters is cut.
    """
    cut = text if len(text) <= longest else text[: longest - 1] + "…"
    return _UNPRINTABLE.sub(lambda match: ascii(match[0])[1:-1], cut)


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem, made by any stage and printed by the command line only."""

    level: Level
    code: str
    """A short stable name in kebab-case, such as `duplicate-item`."""
    where: str
    """The place in the collection, such as `Links / Update / response 200`."""
    message: str

    def __str__(self) -> str:
        place = f"{printable(self.where)}: " if self.where else ""
        return f"{place}{printable(self.message)}"


class InputError(Exception):
    """Input that nothing can be made of; carries its diagnostic.

    Raised by the reading stages only; everything later reports diagnostics instead.
    """

    def __init__(self, message: str, where: str = "", code: str = "bad-input") -> None:
        self.diagnostic = Diagnostic(Level.ERROR, code, where, message)
        super().__init__(str(self.diagnostic))


def place(*titles: str) -> str:
    """The titles on the way to a place in a collection, as a diagnostic shows them."""
    return " / ".join(printable(title, 80) or "(no name)" for title in titles)
