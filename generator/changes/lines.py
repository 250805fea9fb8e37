"""Two versions of some lines as one list: what is gone, what came, what stays between."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

_CONTEXT = 2
"""Unchanged lines around a changed one that are shown."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a difference."""

    mark: Literal["-", "+", " ", "…"]
    text: str


def difference(before: Sequence[str], after: Sequence[str]) -> tuple[Line, ...]:
    """The lines of both sides, those that are gone before those that came for them."""
    found: list[Line] = []
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for number, group in enumerate(matcher.get_grouped_opcodes(_CONTEXT)):
        if number:
            found.append(Line("…", ""))
        for tag, i, j, k, m in group:
            if tag == "equal":
                found.extend(Line(" ", text) for text in before[i:j])
                continue
            found.extend(Line("-", text) for text in before[i:j])
            found.extend(Line("+", text) for text in after[k:m])
    return tuple(found)
