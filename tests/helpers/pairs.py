"""The pairs under tests/changes/pairs: an update, its changes, and callers."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator import pipeline
from generator.changes.model import Change
from generator.output.lock import EMPTY
from generator.pipeline import Options
from generator.updates import Update, between_collections

from . import notation

FOLDER = Path(__file__).parents[1] / "changes" / "pairs"
OPTIONS = Options(name="acme", make_async=False)
_SECTION = re.compile(r"^--- (.*)\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Caller:
    """A program that calls the client."""

    uses: frozenset[str]
    """The places of the client that it depends on."""
    code: str

    def program(self, package: str) -> str:
        """The program as a module, for a package under another name."""
        body = textwrap.indent(re.sub(r"\bacme\b", package, self.code), "    ")
        return (
            f"from {package} import OMIT, Client, errors\n\n\n"
            f"def call(client: Client) -> None:\n{body}"
        )


@dataclass(frozen=True, slots=True)
class Pair:
    """A file of the folder."""

    path: Path
    before: str
    after: str
    changes: str
    callers: tuple[Caller, ...]

    @property
    def name(self) -> str:
        return self.path.stem

    def update(self) -> Update:
        old, new = (pipeline.read(json.dumps(notation.read(t)).encode()) for t in self.sides)
        return between_collections(old, new, EMPTY, EMPTY, OPTIONS, OPTIONS)

    @property
    def sides(self) -> tuple[str, str]:
        return self.before, self.after

    def write(self, changes: str) -> None:
        """The file with other changes."""
        text = self.path.read_text()
        head, _, rest = text.partition("--- changes\n")
        _, mark, callers = rest.partition("--- caller")
        self.path.write_text(f"{head}--- changes\n{changes}{mark}{callers}")


def read_pair(path: Path) -> Pair:
    _, *parts = _SECTION.split(path.read_text())
    sections = list(zip(parts[::2], parts[1::2], strict=True))
    named = dict(sections)
    callers = tuple(
        Caller(frozenset(title.removeprefix("caller of ").split(", ")), code)
        for title, code in sections
        if title.startswith("caller of ")
    )
    assert len(sections) == 3 + len(callers), path
    return Pair(path, named["before"], named["after"], named["changes"], callers)


PAIRS = [read_pair(path) for path in sorted(FOLDER.glob("*.txt"))]


def line(change: Change) -> str:
    """A change as the files have it."""
    return f"{change.severity} {change.kind} {change.where}\n"


def places(changes: tuple[Change, ...]) -> frozenset[str]:
    """Where the changes are, and what goes with them."""
    return frozenset(where for change in changes for where in (change.where, *change.also))


def write_package(texts: Mapping[str, str], folder: Path, runtime: str) -> None:
    """A package whose runtime is another package: mypy reads that once for all."""
    for path, text in texts.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(re.sub(r"from \.+_runtime\b", f"from {runtime}", text))
