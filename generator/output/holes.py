"""Statements that are left to black: what it is asked, and what it answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .brackets import STEP

_MARK = "HOLE_IN_A_LAYOUT"


@dataclass(frozen=True, slots=True)
class Hole:
    """A statement that black has to lay out."""

    indent: int
    text: str
    """Its lines as they stand."""
    kind: str
    """`decorator`, `def`, `class` or `block`, which need something behind them, or `other`."""


Chunk = str | Hole
"""Text as it shall be, ending with a line end; or a statement in the place of such a text."""


def ask(holes: Iterable[Hole]) -> str:
    """A module that has these statements, each at its depth, for black to format."""
    asked: list[str] = []
    for hole in holes:
        asked.append(_MARK)
        asked += [
            " " * depth + ("if _:" if depth else "async def _():")
            for depth in range(0, hole.indent, STEP)
        ]
        pad = " " * hole.indent
        asked.append(pad + hole.text)
        if hole.kind == "decorator":
            asked.append(f"{pad}def _():")
        if hole.kind != "other":
            asked.append(f"{pad}    pass")
    return "\n".join([*asked, _MARK, ""])


def answered(holes: Iterable[Hole], formatted: str) -> Mapping[Hole, str]:
    """The text of each statement out of what black made of `ask`."""
    found: dict[Hole, str] = {}
    parts = formatted.split(f"{_MARK}\n")[1:]
    for hole, part in zip(holes, parts[:-1], strict=True):
        lines = [line for line in part.split("\n") if line]
        first = hole.indent // STEP
        last = len(lines) - {"decorator": 2, "other": 0}.get(hole.kind, 1)
        found[hole] = "".join(f"{line}\n" for line in lines[first:last])
    return found
