"""What the scripts of a collection say that the tests cannot: notices for `inspect`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from ..diagnostics import Diagnostic, Level, place
from ..scripts.program import Program

_CODE = "untranslated-script"
_MOST_CAUSES = 5

Titled = tuple[tuple[str, ...], str, Program]
"""A script: the titles on the way to what has it, `test` or `prerequest`, what it says."""


def untranslated(scripts: Iterable[Titled]) -> Iterator[Diagnostic]:
    """One notice for each script with something that has no translation, and their sum."""
    total = 0
    lost: Counter[str] = Counter()
    for titles, listen, program in sorted(scripts, key=lambda one: one[:2]):
        total += len({each.place for each in program.assertions})
        causes: Counter[str] = Counter()
        for each in program.untranslated:
            causes[each.cause] += 1
            lost[each.cause] += each.assertions
        if causes:
            when, more = "after", ""
            if listen == "prerequest":
                when, more = "before", "; the client does nothing of it either"
            count = causes.total()
            said = f"{count} statements are comments" if count > 1 else "a statement is a comment"
            owner = "the" if titles else "the collection's"
            message = f"in {owner} script {when} the request {said} in the tests: "
            message += _told(causes) + more
            yield Diagnostic(Level.NOTICE, _CODE, place(*titles), message)
    lost = +lost
    if lost:
        message = (
            f"{lost.total()} of {total + lost.total()} assertions of the scripts are kept as "
            f"comments: {_told(lost)}"
        )
        yield Diagnostic(Level.NOTICE, _CODE, "", message)


def _told(causes: Counter[str]) -> str:
    """The causes with how often each is one, the most frequent first."""
    ordered = sorted(causes.items(), key=lambda entry: (-entry[1], entry[0]))
    said = ", ".join(
        f"{cause} ({count})" if count > 1 else cause for cause, count in ordered[:_MOST_CAUSES]
    )
    left = len(ordered) - _MOST_CAUSES
    return f"{said} and {left} more causes" if left > 0 else said
