"""The law of the layout, over every collection of a folder: `make layout`.

    python -m tests.tools.layout DIR [--only SUBSTRING] [--jobs 2]

Each module of each client, as the templates print it, is laid out by the generator and by
black alone; a file counts where the two differ. Takes as long as black takes.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from black import format_str
from black.mode import Mode, TargetVersion

from generator import pipeline
from generator.diagnostics import InputError, printable
from generator.output.lock import EMPTY
from generator.output.style import format_all

MODE = Mode(target_versions={TargetVersion.PY311}, line_length=88)
"""black's settings in `generator/output/style.py`."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What was seen of one collection."""

    name: str
    files: int = 0
    lines: int = 0
    different: tuple[str, ...] = ()
    """The files that black would have laid out in another way."""


def unformatted(data: bytes) -> dict[str, str]:
    """The modules of a collection's client as the templates print them."""
    seen: dict[str, str] = {}

    def keep(files: Mapping[str, str]) -> Mapping[str, str]:
        seen.update({path: text for path, text in files.items() if path.endswith(".py")})
        return files

    with mock.patch.object(pipeline, "format_all", keep):
        pipeline.run(pipeline.read(data), EMPTY, pipeline.Options())
    return seen


def check(path: Path) -> Checked:
    """One collection; without files where it is none."""
    name = printable(path.stem)
    try:
        files = unformatted(path.read_bytes())
    except InputError:
        return Checked(name)
    ours = format_all(files, workers=1)
    different = [file for file in files if ours[file] != format_str(files[file], mode=MODE)]
    lines = sum(text.count("\n") for text in ours.values())
    return Checked(name, len(files), lines, tuple(different))


def main(arguments: Sequence[str]) -> int:
    """Check a folder; 0 where black would change nothing."""
    parser = argparse.ArgumentParser(description="Hold the layout of clients to black.")
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--only", default="", metavar="SUBSTRING", help="of the file's name")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args(arguments)
    if not options.folder.is_dir():
        print(f"layout: skipped, there is no folder {options.folder}")
        return 0
    paths = sorted(path for path in options.folder.glob("*.json") if options.only in path.name)
    found: list[Checked] = []
    with ProcessPoolExecutor(options.jobs) as pool:
        for done in as_completed([pool.submit(check, path) for path in paths]):
            found.append(done.result())
            for file in found[-1].different:
                print(f"{found[-1].name}: {file}", flush=True)
    files, lines = sum(one.files for one in found), sum(one.lines for one in found)
    different = sum(len(one.different) for one in found)
    collections = sum(one.files > 0 for one in found)
    print(
        f"layout: {files:,} files ({lines:,} lines) of {collections} collections checked, "
        f"files that black would change: {different}"
    )
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
