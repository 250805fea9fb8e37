"""What changed as one page of HTML that needs nothing else: no other file, no network.

Texts are escaped by the template; the page forbids itself everything but its own style and
script, by their digests.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .. import __version__
from ..diagnostics import printable
from ..output.render import TEMPLATE, environment, load_pack
from .lines import Line, difference
from .model import Change, Severity, count, suggested_bump
from .surface import SHARED
from .text import HEADINGS, NOUNS
from .wording import CODE

PACK = "report"
_MOST_NAMED = 40
_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a sentence."""

    text: str
    is_code: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """A change as the page shows it."""

    change: Change
    effect: tuple[Part, ...]
    collection: tuple[Line, ...]
    code: tuple[Line, ...]
    words: str
    """What the search looks at."""


@dataclass(frozen=True, slots=True)
class Section:
    """The changes of one resource."""

    title: str
    is_code: bool
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """A severity with its number of changes."""

    severity: Severity
    noun: str
    about: str
    number: int


def report_page(name: str, changes: Sequence[Change]) -> str:
    """The page of one client; `changes` carry what the collection says."""
    files = load_pack(PACK)
    style, script = (files.verbatim[path].decode() for path in ("report.css", "report.js"))
    page = environment(files, autoescape=True).get_template(f"report.html{TEMPLATE}")
    return page.render(
        name=printable(name),
        version=__version__,
        bump=suggested_bump(changes),
        filters=tuple(_filters(changes)),
        sections=tuple(_sections(changes)),
        total=len(changes),
        style=style,
        script=script,
        style_digest=_digest(style),
        script_digest=_digest(script),
    )


def _digest(text: str) -> str:
    """A text as a Content-Security-Policy names it."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _filters(changes: Sequence[Change]) -> Iterator[Filter]:
    for severity, number in count(changes).items():
        about = HEADINGS[severity].partition(": ")[2]
        yield Filter(severity, NOUNS[severity], about, number)


def _sections(changes: Sequence[Change]) -> Iterator[Section]:
    """The resources by the worst that happens to them, the changes as they come."""
    groups: dict[str, list[Change]] = {}
    for change in changes:
        groups.setdefault(change.resource, []).append(change)
    for resource, group in groups.items():
        titles = {"": "The client itself", SHARED: "Shared models", "errors": "Errors"}
        title = titles.get(resource, f"client.{resource}")
        entries = tuple(_entry(change) for change in group)
        yield Section(title, resource not in titles, entries)


def _entry(change: Change) -> Entry:
    said = [printable(line, _LONGEST) for line in change.said_before]
    says = [printable(line, _LONGEST) for line in change.said_after]
    before, after = (_code(change, text) for text in (change.before, change.after))
    parts = CODE.split(printable(change.effect, _LONGEST))
    effect = tuple(Part(text, bool(at % 2)) for at, text in enumerate(parts) if text)
    named = (change.where, change.effect, *change.operations, *change.places)
    words = printable(" ".join(named).replace("`", "").lower(), _LONGEST)
    return Entry(change, effect, difference(said, says), difference(before, after), words)


def _code(change: Change, text: str) -> list[str]:
    """The lines of the client on one side, in the class or the call that they stand in."""
    lines = [printable(line, _LONGEST) for line in text.splitlines()]
    kind = change.kind.partition("-")[0]
    if kind in {"field", "key"}:
        base = "Model" if kind == "field" else "TypedDict"
        return [f"class {change.where.partition('.')[0]}({base}):", *(f"    {x}" for x in lines)]
    if kind in {"argument", "default", "setting"} and lines:
        call = change.where.partition("(")[0].rpartition(".")[2]
        head = f"def {call}(" if kind != "setting" else "Client("
        return [head, *(f"    {line}," for line in lines)]
    return lines
