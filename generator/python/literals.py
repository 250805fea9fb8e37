"""Text of a collection as Python source: literals and docstrings that can't be broken out of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

LONGEST_DOCSTRING = 4000
"""Characters of a description that a docstring holds; a longer one ends in an ellipsis."""

# Begins with the blank, which a search finds at once, and looks back from behind it.
_SENTENCE_END = re.compile(r"[ \t](?<=[a-z0-9)`\]][.!?][ \t])[ \t]*(?=[A-Z✅⚠❗])")
_LONGEST_REMEMBERED = 200
_QUOTES = re.compile('"{2,}')
_OPEN_QUOTE = re.compile(r'(?<!\\)(\\\\)*"\Z')
_NO_PROSE = re.compile(r"\s|[|>#*+-]|\d+[.)]|```|<")


def literal(value: object) -> str:
    """The source of a text, number, boolean or None, or of a tuple of them."""
    return repr(value)


def docstring_lines(text: str) -> tuple[str, ...]:
    """A description as lines of a docstring, sentence by sentence, escaped.

    One sentence a line, so that a changed word is a changed line. Markup, tables and lists
    keep their lines.
    """
    # Short ones are those of parameters, and many operations have the same.
    return _remembered(text) if len(text) <= _LONGEST_REMEMBERED else _lines(text)


def _lines(text: str) -> tuple[str, ...]:
    cut = text if len(text) <= LONGEST_DOCSTRING else text[: LONGEST_DOCSTRING - 1] + "…"
    lines: list[str] = []
    for raw in cut.strip().splitlines():
        line = raw.expandtabs(4).rstrip()
        if not line and (not lines or not lines[-1]):
            continue
        lines.extend([line] if _NO_PROSE.match(line) else _SENTENCE_END.split(line))
    return tuple(escape(line) for line in lines)


_remembered = lru_cache(maxsize=2_000)(_lines)


def escape(line: str) -> str:
    """A line that means itself in a docstring of three double quotes."""
    plain = line.replace("\\", "\\\\")
    if '""' in plain:
        plain = _QUOTES.sub(lambda match: '\\"' * len(match[0]), plain)
    if plain.isprintable():
        return plain
    return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in plain)


def docstring(lines: Sequence[str]) -> str:
    """The source of a docstring of escaped lines; its first line is the summary."""
    summary, *rest = lines
    if not rest:
        return f'"""{_closed(summary)}"""'
    apart = [""] if rest[0] else []
    return '"""' + "\n".join([summary, *apart, *rest]) + '\n"""'


def block(text: str) -> str:
    """The source of a text of several lines, line by line in three double quotes."""
    source = "\n".join(escape(line) for line in text.split("\n"))
    return f'"""{_closed(source)}"""'


def _closed(source: str) -> str:
    """Escaped text that three quotes may follow."""
    return f'{source[:-1]}\\"' if _OPEN_QUOTE.search(source) else source
