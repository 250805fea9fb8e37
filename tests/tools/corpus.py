"""Every collection of a folder, from generation to its own tests: `make corpus`.

    python tests/tools/corpus.py DIR [--only SUBSTRING] [--keep DIR] [--jobs 2]

A collection is clean when each of its requests is an operation or named as a duplicate of
one, and the package can be generated, is black's, can be imported, has no error under
`mypy --strict` and passes its tests. An input that is no collection and is refused in one
clear line counts apart. Names are printed, values are not.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field, replace
from pathlib import Path

import corpus_checks as checks
from corpus_counts import Asked, Understood, Written, asked, understood, written
from corpus_schemas import held

from generator.diagnostics import printable

_AT_ONCE = 12
"""Packages in one run of mypy: what it holds in memory stays under a gigabyte."""
_LEVELS = ("error", "warning", "notice")
_LONGEST_NAME = 44


@dataclass(frozen=True, slots=True)
class Row:
    """What is known of one collection."""

    name: str
    asked: Asked
    understood: Understood = field(default_factory=Understood)
    written: Written = field(default_factory=Written)
    package: Path | None = None
    passed: int = 0
    failed: int = 0
    fitting: int = 0
    """Samples that were held against the schemas inferred from them."""
    seconds: float = 0
    """That the generation took."""
    refused: str = ""
    """The line with which an input that is no collection was refused."""
    problems: tuple[tuple[str, str], ...] = ()
    """Checks that failed, each with its first line."""


def main(arguments: Sequence[str]) -> int:
    """Check a folder and print the table; 0 where all is clean or refused clearly."""
    parser = argparse.ArgumentParser(description="Generate and check every collection of a folder.")
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--only", default="", metavar="SUBSTRING", help="of the file's name")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="where the packages stay")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args(arguments)
    if not options.folder.is_dir():
        print(f"corpus: skipped, there is no folder {options.folder}")
        return 0
    if options.keep and options.keep.is_dir() and any(options.keep.iterdir()):
        parser.error(f"--keep: {options.keep} is not empty")
    collections = sorted(p for p in options.folder.glob("*.json") if options.only in p.name)
    with tempfile.TemporaryDirectory(prefix="corpus-") as temporary:
        work = (options.keep or Path(temporary)).resolve()
        work.mkdir(parents=True, exist_ok=True)
        rows = check_types(examine_all(collections, work, options.jobs), work)
    show(rows)
    return 1 if any(row.problems for row in rows) else 0


def examine_all(collections: Sequence[Path], work: Path, jobs: int) -> list[Row]:
    """All checks but that of the types, several collections at a time."""
    rows = []
    with ProcessPoolExecutor(jobs) as pool:
        running = []
        for number, path in enumerate(collections, 1):
            title = re.sub(r"[^0-9A-Za-z]+", "_", path.stem)[:_LONGEST_NAME]
            running.append(pool.submit(examine, path, work / f"c{number:04}_{title}"))
        for done in as_completed(running):
            rows.append(done.result())
            _progress(f"{len(rows)}/{len(collections)} {rows[-1].name}")
    return sorted(rows, key=lambda row: row.name)


def examine(path: Path, folder: Path) -> Row:
    """One collection: generate its client into a new folder, count and check."""
    folder.mkdir()
    data = path.read_bytes()
    plain = asked(data)
    row = Row(printable(path.stem), plain or Asked())
    start = time.perf_counter()
    output = checks.generate(path, folder)
    row = replace(row, seconds=time.perf_counter() - start)
    if checks.is_refusal(output) and not row.asked.requests:
        return replace(
            row, refused=output.last_line.removeprefix(f"postgen: {printable(str(path))}: ")
        )
    problems = [("generate", checks.generation(output))]
    if plain is None:
        problems.append(("requests", "a plain walk finds no JSON object to count them in"))
    package = next((lock.parent for lock in folder.glob("*/postgen.lock")), None)
    if output.code == 0 and package is not None:
        row = replace(row, package=package, understood=understood(data), written=written(package))
        problems.append(("requests", _lost(row)))
        schemas = held(data)
        row = replace(row, fitting=schemas.checked)
        problems.extend(("schema", line) for line in schemas.misfits[:1])
        problems.append(("black", checks.black(package)))
        problems.append(("import", checks.imports(package)))
        failure, passed, failed = checks.tests(package)
        row = replace(row, passed=passed, failed=failed)
        problems.append(("tests", failure))
    return replace(row, problems=tuple((check, line) for check, line in problems if line))


def _lost(row: Row) -> str | None:
    found = row.understood.operations + row.understood.duplicates
    if found == row.asked.requests:
        return None
    return f"{row.asked.requests} in the file, {found} are operations or named as duplicates"


def check_types(rows: Sequence[Row], work: Path) -> list[Row]:
    """Add what `mypy --strict` says of the packages."""
    packages = [row.package for row in rows if row.package is not None]
    errors: dict[Path, str] = {}
    for start in range(0, len(packages), _AT_ONCE):
        errors.update(checks.mypy(packages[start : start + _AT_ONCE], work))
        _progress(f"mypy {min(start + _AT_ONCE, len(packages))}/{len(packages)}")
    return [
        replace(row, problems=(*row.problems, ("mypy", errors[row.package])))
        if row.package is not None and row.package in errors
        else row
        for row in rows
    ]


def _progress(text: str) -> None:
    if sys.stderr.isatty():
        print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)


# --- the table --------------------------------------------------------------------------

_HEAD = (
    *("collection", "requests", "operations", "duplicates", "saved", "replayed", "typed"),
    *("err/warn/note", "files", "lines", "tests", "seconds"),
)


def show(rows: Sequence[Row]) -> None:
    """Print the table and the sums."""
    _progress("")
    taken = [row for row in rows if not row.refused]
    table = [_HEAD, *(_cells(row) for row in taken)]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for cells, row in zip(table, (None, *taken), strict=True):
        first, *rest = (
            cell.rjust(width) if index else cell.ljust(width)
            for index, (cell, width) in enumerate(zip(cells, widths, strict=True))
        )
        print("  ".join((first, *rest)))
        for check, line in row.problems if row else ():
            print(f"    {check}: {line}")
    for row in rows:
        if row.refused:
            print(f"refused: {row.name}: {row.refused}")
    typed = sum(row.understood.typed for row in taken)
    leaves = sum(row.understood.leaves for row in taken)
    replayed = sum(row.written.replayed for row in taken)
    saved = sum(row.asked.saved for row in taken)
    print(
        f"corpus: {_share(typed, leaves)} of {leaves} answer leaves typed, "
        f"{_share(replayed, saved)} of {saved} saved examples replayed, "
        f"{sum(row.fitting for row in taken)} samples held against their schemas (jsonschema)"
    )
    clean = sum(not row.problems for row in taken)
    requests = sum(row.asked.requests for row in taken)
    diagnostics = sum(sum((row.understood.levels or {}).values()) for row in taken)
    print(
        f"corpus: {clean}/{len(taken)} collections clean, {requests} requests, "
        f"{diagnostics} diagnostics"
    )


def _cells(row: Row) -> tuple[str, ...]:
    levels = row.understood.levels or {}
    name = row.name if len(row.name) <= _LONGEST_NAME else f"{row.name[: _LONGEST_NAME - 1]}…"
    return (
        name,
        str(row.asked.requests),
        str(row.understood.operations),
        str(row.understood.duplicates),
        str(row.asked.saved),
        str(row.written.replayed),
        _share(row.understood.typed, row.understood.leaves),
        "/".join(str(levels.get(level, 0)) for level in _LEVELS),
        str(row.written.files),
        str(row.written.lines),
        f"{row.passed}/{row.passed + row.failed}",
        f"{row.seconds:.1f}",
    )


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "-"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
