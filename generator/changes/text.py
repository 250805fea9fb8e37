"""What changed as text for a terminal: what it comes to first, then a line a change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from ..diagnostics import printable
from .model import Change, Severity, count, suggested_bump
from .wording import CODE, listed

HEADINGS = {
    Severity.BREAKING: "breaking: a type checker or an import fails",
    Severity.BEHAVIOUR: "breaking behaviour: the types are the same, what is sent is not",
    Severity.COMPATIBLE: "compatible: code that was right is right",
    Severity.COSMETIC: "cosmetic: texts and order",
}
NOUNS = {
    Severity.BREAKING: "breaking",
    Severity.BEHAVIOUR: "breaking in behaviour",
    Severity.COMPATIBLE: "compatible",
    Severity.COSMETIC: "cosmetic",
}
_COLOURS = {
    Severity.BREAKING: "red",
    Severity.BEHAVIOUR: "yellow",
    Severity.COMPATIBLE: "green",
    Severity.COSMETIC: "blue",
}
_LONGEST_LINE = 500
_MOST_TEXTS = 6

Style = Callable[[str, str], str]
"""A text and the name of a colour (or `bold`, `dim`) -> the text in it."""


def plain(text: str, colour: str) -> str:  # noqa: ARG001  (a Style)
    """A text as it is."""
    return text


def headline(changes: Sequence[Change]) -> str:
    """What all changes come to, in one line."""
    counted = [f"{number} {NOUNS[one]}" for one, number in count(changes).items() if number]
    if not counted:
        return "nothing changed for callers"
    return f"{', '.join(counted)}; suggested version: {suggested_bump(changes)}"


def summary(changes: Sequence[Change], style: Style = plain) -> list[str]:
    """The lines of all changes, grouped by what they do to callers, the worst first."""
    lines: list[str] = []
    for severity in Severity:
        found = [change for change in changes if change.severity is severity]
        if not found:
            continue
        lines.append(style(HEADINGS[severity], _COLOURS[severity]))
        told = cosmetic(found) if severity is Severity.COSMETIC else (one.effect for one in found)
        lines.extend(f"  {_line(text, style)}" for text in told)
    return lines


def report(name: str, changes: Sequence[Change], style: Style = plain) -> list[str]:
    """The lines of a report: the headline, then the changes."""
    lines = [f"{style(printable(name), 'bold')}: {headline(changes)}"]
    return [*lines, "", *summary(changes, style)] if changes else lines


def _line(text: str, style: Style) -> str:
    shown = printable(text, _LONGEST_LINE)
    return CODE.sub(lambda match: style(match[1], "bold"), shown) if style is not plain else shown


def cosmetic(changes: Iterable[Change]) -> Iterator[str]:
    """Texts that changed, in one line; everything else in its own."""
    texts = []
    for change in changes:
        if change.kind == "text-changed":
            texts.append(change.effect.removeprefix("the text of ").removesuffix(" changed"))
        else:
            yield change.effect
    if texts:
        many = "s" if len(texts) > 1 else ""
        yield f"the text{many} of {listed(texts, most=_MOST_TEXTS)} changed"
