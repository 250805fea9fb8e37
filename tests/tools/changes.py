"""Updates at random of every collection of a folder: `make changes`.

    python -m tests.tools.changes DIR [--only SUBSTRING] [--updates 3] [--edits 6]

An update is a collection with some nodes of its JSON left out, altered or doubled. Two
things are counted. Code: is a change told exactly where the two clients differ, and by a rule
that names it? Types: does mypy find an error in a program that uses everything of the old
client exactly where a breaking change is told? Names of collections are printed, values not.
"""

from __future__ import annotations

import argparse
import ast
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from generator import pipeline
from generator.changes.model import Severity
from generator.diagnostics import InputError
from generator.output.lock import EMPTY
from generator.pipeline import Options
from generator.updates import Update, between_collections
from tests.helpers.callers import disagreements, everything
from tests.helpers.collections import ROOT
from tests.helpers.mutations import mutate
from tests.helpers.pairs import write_package

_AT_ONCE = 12
"""Updates in one run of mypy."""
_OPTIONS = Options(name="acme", make_async=False, make_tests=False)
_ERROR = re.compile(r"use_(\d+)\.py:(\d+): error: (.*)")
_SHOWN = 20


@dataclass(slots=True)
class Figures:
    """What was seen of all updates."""

    collections: int = 0
    updates: int = 0
    changes: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)


def main(arguments: Sequence[str]) -> int:
    """Check a folder and print the figures; 0 where there is no problem."""
    parser = argparse.ArgumentParser(description="Check the reports of updates at random.")
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--only", default="", metavar="SUBSTRING", help="of the file's name")
    parser.add_argument("--updates", type=int, default=3, help="of each collection")
    parser.add_argument("--edits", type=int, default=6, help="in each update, at most")
    options = parser.parse_args(arguments)
    if not options.folder.is_dir():
        print(f"changes: skipped, there is no folder {options.folder}")
        return 0
    figures = Figures()
    waiting: list[tuple[str, Update]] = []
    for path in sorted(options.folder.glob("*.json")):
        if options.only in path.name:
            waiting.extend(_updates(path, options.updates, options.edits, figures))
        while len(waiting) >= _AT_ONCE:
            _check_types(waiting[:_AT_ONCE], figures)
            del waiting[:_AT_ONCE]
    _check_types(waiting, figures)
    for problem in figures.problems[:_SHOWN]:
        print(f"  {problem}")
    counted = ", ".join(f"{figures.changes[one]} {one}" for one in Severity)
    print(
        f"changes: {figures.collections} collections, {figures.updates} updates, "
        f"{figures.changes.total()} changes told ({counted}); {len(figures.problems)} problems"
    )
    return 1 if figures.problems else 0


def _updates(
    path: Path, number: int, most_edits: int, figures: Figures
) -> Iterable[tuple[str, Update]]:
    """Updates of one collection, the code of each checked."""
    try:
        collection = json.loads(path.read_bytes())
        inside = collection.get("collection", collection)
        old = pipeline.read(json.dumps(inside).encode())
    except (InputError, ValueError, AttributeError):
        return
    if not isinstance(inside.get("item"), list):
        return
    figures.collections += 1
    for at in range(number):
        random = Random(f"{path.name} {at}")  # noqa: S311  (the same updates in every run)
        after = inside
        for _ in range(random.randint(1, most_edits)):
            after = mutate(after, random)
        try:
            new = pipeline.read(json.dumps(after).encode())
        except InputError:
            continue
        update = between_collections(old, new, EMPTY, EMPTY, _OPTIONS, _OPTIONS)
        figures.updates += 1
        figures.changes.update(str(change.severity) for change in update.changes)
        name = f"{path.name}, update {at}"
        figures.problems.extend(f"{name}: {problem}" for problem in _code(update))
        yield name, update


def _code(update: Update) -> Iterable[str]:
    """Whether the changes are where the code differs."""
    old, new = (_plain(side.surface.code) for side in (update.before, update.after))
    if bool(update.changes) != (old != new):
        yield "code differs and no change is told" if old != new else "a change without any code"
    for change in update.changes:
        if change.kind == "code-changed":
            yield f"no rule names what changed in {change.where}"


def _plain(code: Mapping[str, str]) -> dict[str, list[str]]:
    """Code without its layout."""
    return {
        path: [line.strip() for line in ast.unparse(ast.parse(text)).splitlines()]
        for path, text in code.items()
    }


def _check_types(updates: Sequence[tuple[str, Update]], figures: Figures) -> None:
    """Whether mypy breaks what the changes say is broken, and nothing else."""
    if not updates:
        return
    with tempfile.TemporaryDirectory(prefix="changes-") as temporary:
        folder = Path(temporary)
        runtime = ROOT / "templates" / "client" / "_runtime"
        shutil.copytree(runtime, folder / "runtime", ignore=shutil.ignore_patterns("__pycache__"))
        programs = []
        for number, (_, update) in enumerate(updates):
            write_package(update.after.surface.code, folder / f"after_{number}", "runtime")
            program = everything(update.before.surface, f"after_{number}", "runtime")
            (folder / f"use_{number}.py").write_text("\n".join(line for _, line in program) + "\n")
            programs.append(program)
        errors = _mypy(folder, len(updates))
    for number, (name, update) in enumerate(updates):
        breaking = [one for one in update.changes if one.severity is Severity.BREAKING]
        found = disagreements(programs[number], errors.get(number, []), breaking)
        figures.problems.extend(f"{name}: {problem[:200]}" for problem in found)


def _mypy(folder: Path, number: int) -> dict[int, list[tuple[int, str]]]:
    done = subprocess.run(
        [
            *(sys.executable, "-m", "mypy", "--strict", "--no-error-summary", "--sqlite-cache"),
            *("--cache-dir", str(ROOT / ".mypy_cache" / "changes")),
            *(f"use_{at}.py" for at in range(number)),
        ],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode not in {0, 1}:
        raise RuntimeError(done.stdout + done.stderr)
    errors: dict[int, list[tuple[int, str]]] = {}
    for line in done.stdout.splitlines():
        if found := _ERROR.match(line):
            errors.setdefault(int(found[1]), []).append((int(found[2]), found[3]))
    return errors


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
