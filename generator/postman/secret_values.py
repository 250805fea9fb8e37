"""Values that are known: finds them wherever they stand in a text, and replaces them."""

from __future__ import annotations

import html
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import quote, quote_plus

SURROGATES = "surrogatepass"
"""JSON can hold half a character, which has no encoding."""
_HEAD = 8
"""A distinctive value has at least as many characters."""
_LONG = 64
_FEW_HEADS = 64
_MOST_ALIKE = 200
_RUN = re.compile(r"""[^\s"'<>]*""")


class Everywhere:
    """Finds given values wherever they stand in a text, as they are or escaped.

    By their first 8 characters, so that the time does not depend on how many values there are,
    and the longer ones by their first 64. Where more than 200 have those in common, what
    begins so is taken up to the next space or quote.
    """

    def __init__(self, stand_ins: dict[str, str]) -> None:
        self._stand_ins: dict[str, str] = {}
        for value, stand_in in sorted(stand_ins.items()):
            for written in _written(value):
                self._stand_ins.setdefault(written, stand_in)
        lengths: defaultdict[str, set[int]] = defaultdict(set)
        self._long: defaultdict[str, list[str]] = defaultdict(list)
        for written in sorted(self._stand_ins, key=len, reverse=True):
            lengths[written[:_HEAD]].add(min(len(written), _LONG))
            if len(written) >= _LONG:
                self._long[written[:_LONG]].append(written)
        self._heads = {head: sorted(each, reverse=True) for head, each in lengths.items()}
        self._found: dict[str, list[tuple[int, int, str]]] = {}

    def find(self, text: str) -> list[tuple[int, int, str]]:
        """Start, end and stand-in of each value in a text, which may stand in many places."""
        if (found := self._found.get(text)) is None:
            found = self._found[text] = self._find(text)
        return found

    def _find(self, text: str) -> list[tuple[int, int, str]]:
        found = []
        done = 0
        for at in self._beginnings(text):
            if at >= done and (match := self._match(text, at)):
                found.append((at, *match))
                done = match[0]
        return found

    def _beginnings(self, text: str) -> list[int]:
        """Where a value may stand in a text."""
        heads = self._heads
        if len(heads) > _FEW_HEADS:
            return [at for at in range(len(text) - _HEAD + 1) if text[at : at + _HEAD] in heads]
        return sorted(at for head in heads if head in text for at in _positions(text, head))

    def _match(self, text: str, at: int) -> tuple[int, str] | None:
        """End and stand-in of the longest value at a position."""
        for length in self._heads[text[at : at + _HEAD]]:
            beginning = text[at : at + length]
            if length < _LONG:
                if stand_in := self._stand_ins.get(beginning):
                    return at + length, stand_in
                continue
            alike = self._long.get(beginning, [])
            for written in alike[:_MOST_ALIKE]:
                if text.startswith(written, at):
                    return at + len(written), self._stand_ins[written]
            if len(alike) > _MOST_ALIKE and (run := _RUN.match(text, at + length)):
                return run.end(), self._stand_ins[alike[0]]
        return None

    def replace(self, text: str) -> str:
        """A text with the stand-ins in place of the values."""
        return replaced(text, [(start, 1, -end, by) for start, end, by in self.find(text)])


def _positions(text: str, part: str) -> Iterator[int]:
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)


def _written(value: str) -> Iterable[str]:
    """The forms in which a value may stand in JSON, in scripts, in addresses and in XML."""
    yield value
    forms: tuple[Callable[[str], str], ...] = (
        lambda text: json.dumps(text)[1:-1],
        lambda text: json.dumps(text, ensure_ascii=False)[1:-1],
        lambda text: json.dumps(text)[1:-1].replace("/", "\\/"),
        lambda text: quote(text, safe="", errors=SURROGATES),
        lambda text: quote(text, errors=SURROGATES),
        lambda text: quote_plus(text, errors=SURROGATES),
        lambda text: html.escape(text, quote=False),
    )
    for form in forms:
        yield form(value)


def replaced(text: str, spans: list[tuple[int, int, int, str]]) -> str:
    """A text with spans of it replaced: start, rank, end with a minus, and by what."""
    parts: list[str] = []
    done = 0
    for start, _, negative_end, stand_in in sorted(spans):
        end = -negative_end
        if start >= done:
            parts.extend((text[done:start], stand_in))
        done = max(done, end)
    parts.append(text[done:])
    return "".join(parts)
