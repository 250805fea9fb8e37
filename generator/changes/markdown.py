"""What changed as Markdown for a pull request: the headline, then a list by severity."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..diagnostics import printable
from .lines import difference
from .model import Change, Severity
from .text import HEADINGS, cosmetic, headline
from .wording import CODE, code

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~@&])")
_LONGEST = 1000
_MOST_LINES = 400


def report_markdown(name: str, changes: Sequence[Change]) -> list[str]:
    """The lines of a report about one client."""
    lines = [f"## `{name}`: {headline(changes)}"]
    for severity in Severity:
        found = [change for change in changes if change.severity is severity]
        if not found:
            continue
        title, _, about = HEADINGS[severity].partition(": ")
        lines += ["", f"### {title.capitalize()}", "", f"{about.capitalize()}.", ""]
        if severity is Severity.COSMETIC:
            lines += [f"- {_prose(text)}" for text in cosmetic(found)]
        else:
            lines += [f"- {_prose(change.effect)}{_place(change)}" for change in found]
    return [*lines, *_code(changes)]


def _place(change: Change) -> str:
    """Where it is in the collection, if it is one place."""
    # As code: nobody is mentioned, nothing is a link.
    return f" ({code(change.places[0])})" if len(change.places) == 1 else ""


def _code(changes: Sequence[Change]) -> Iterator[str]:
    """The lines of the client, behind one heading that opens."""
    shown: list[str] = []
    for change in changes:
        if change.severity is Severity.COSMETIC:
            continue
        shown.append(f"@@ {printable(change.where, _LONGEST)} @@")
        found = difference(change.before.splitlines(), change.after.splitlines())
        shown += [f"{line.mark} {printable(line.text, _LONGEST)}".rstrip() for line in found]
    if not shown:
        return
    more = len(shown) - _MOST_LINES
    shown = [*shown[:_MOST_LINES], *([f"# {more} more lines"] if more > 0 else [])]
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", "".join(shown))), default=0))
    yield from ("", "<details>", "<summary>The lines of the client</summary>", "")
    yield from (f"{fence}diff", *shown, fence, "", "</details>")


def _prose(text: str) -> str:
    """A sentence whose code stays code, and whose other text is no markup."""
    plain = printable(text, _LONGEST)
    parts = CODE.split(plain)
    return "".join(f"`{part}`" if at % 2 else _escape(part) for at, part in enumerate(parts))


def _escape(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)
