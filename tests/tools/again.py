"""Whether a run that knows the one before gives what a run that knows nothing gives: `make again`.

    python -m tests.tools.again DIR [--only SUBSTRING] [--jobs 2] [--part N/M]

Each collection of a folder is updated in every way of `churn_kinds`, one update upon the other
and now and then one is taken back, as somebody works on a collection that `watch` looks at.
After each the client is made twice, with the memo of all that was before and without one:
files, diagnostics and what is said of the change must be the same.
"""

from __future__ import annotations

import argparse
import copy
import json
import random
import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from generator import pipeline
from generator.diagnostics import InputError, printable
from generator.memo import NO_MEMO, Memo
from generator.options import Options
from generator.output.lock import EMPTY, LOCK_NAME, parse
from generator.updates import rewritten

from .churn import read
from .churn_kinds import KINDS, Draw, Json, all_paths

_TAKEN_BACK = 0.3
"""How many of the updates are taken back before the next."""


LOST = "the client is lost"


@dataclass(frozen=True, slots=True)
class Difference:
    """An update after which the two runs differ."""

    update: str
    files: tuple[str, ...]


def main(arguments: Sequence[str]) -> int:
    """Work on every collection of a folder; 0 where both runs always agree."""
    parser = argparse.ArgumentParser(description="Compare runs that know the last with others.")
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--only", default="", metavar="SUBSTRING", help="of the file's name")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--part", default="1/1", metavar="N/M", help="every Mth collection only")
    options = parser.parse_args(arguments)
    if not options.folder.is_dir():
        print(f"again: skipped, there is no folder {options.folder}")
        return 0
    part, parts = map(int, options.part.split("/"))
    paths = sorted(options.folder.glob("*.json"), key=lambda path: (-path.stat().st_size, path))
    paths = [path for path in paths[part - 1 :: parts] if options.only in path.name]
    runs = differing = seen = 0
    with ProcessPoolExecutor(options.jobs) as pool:
        for done in as_completed([pool.submit(examine, path) for path in paths]):
            name, count, found = done.result()
            seen += count > 0
            runs += count
            differing += len(found)
            for one in found:
                print(f"{name}: {one.update}: {', '.join(one.files[:5])}")
    print(f"again: {runs} runs over {seen} collections, {differing} differ")
    return 1 if differing else 0


def examine(path: Path) -> tuple[str, int, list[Difference]]:
    """The name of a file, how many runs were compared, and where they differ."""
    try:
        root = read(path.read_bytes())
        pipeline.read(json.dumps(root).encode())
    except (InputError, ValueError, RecursionError):
        return printable(path.stem), 0, []
    found = list(compare(versions(root, path.stem)))
    return printable(path.stem), len(found), [one for one in found if one.files]


def versions(root: Json, seed: str) -> Iterator[tuple[str, Json]]:
    """A collection updated in all ways, one upon the other, with what each update is."""
    draw = random.Random(seed)  # noqa: S311  (no secret)
    kinds = list(KINDS)
    draw.shuffle(kinds)
    yield "nothing", root
    for kind in kinds:
        updated = copy.deepcopy(root)
        if kind(Draw(updated, all_paths(updated), f"{kind.__name__} {seed}")) is not None:
            yield kind.__name__, updated
            if draw.random() < _TAKEN_BACK:
                yield f"{kind.__name__} taken back", root
            root = updated


def compare(updates: Iterable[tuple[str, Json]]) -> Iterator[Difference]:
    """Run over versions of a collection, each over the client of the one before.

    Before an update called `LOST` the client is gone, and its names with it.
    """
    memo, lock, files = Memo(), EMPTY, dict[str, bytes]()
    for update, root in updates:
        data = json.dumps(root).encode()
        if update == LOST:
            lock, files = EMPTY, {}
        made, alone = (_made(data, lock, files, each) for each in (memo, NO_MEMO))
        yield Difference(update, tuple(_differing(made, alone)))
        files = dict(alone[0].files)
        lock, _ = parse(files[LOCK_NAME])
        memo.next_run()


_Made = tuple[pipeline.Result, tuple[object, ...]]


def _made(data: bytes, lock: pipeline.Lock, before: dict[str, bytes], memo: Memo) -> _Made:
    source = pipeline.read(data, memo=memo)
    result = pipeline.run(source, lock, Options(name="client"), memo)
    said = rewritten(before, result.files, memo=memo) if before else ()
    return result, said


def _differing(made: _Made, alone: _Made) -> Iterator[str]:
    """The files in which two runs differ, and what else they say differently."""
    for path in sorted({*made[0].files, *alone[0].files}):
        if made[0].files.get(path) != alone[0].files.get(path):
            yield path
    if [*made[0].files] != [*alone[0].files]:
        yield "the order of the files"
    if made[0].diagnostics != alone[0].diagnostics:
        yield "the diagnostics"
    if made[1] != alone[1]:
        yield "the changes"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
