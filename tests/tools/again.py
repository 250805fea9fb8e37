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
from generator.output.lock import EMPTY, LOCK_NAME, Lock, parse
from generator.updates import rewritten

from .churn import collections_of, of_collections, read
from .churn_kinds import KINDS, Draw, Json, all_paths

DEFAULTS = Options(name="client")
_TAKEN_BACK = 0.3
"""How many of the updates are taken back before the next."""


@dataclass(frozen=True, slots=True)
class Update:
    """A version of a collection, and how it came to be."""

    name: str
    data: bytes
    options: Options = DEFAULTS
    is_lost: bool = False
    """Whether the client is gone before it, and its names with it."""


@dataclass(frozen=True, slots=True)
class Difference:
    """An update after which the two runs differ."""

    update: str
    files: tuple[str, ...]


def main(arguments: Sequence[str]) -> int:
    """Work on every collection of a folder; 0 where both runs always agree."""
    parser = argparse.ArgumentParser(description="Compare runs that know the last with others.")
    of_collections(parser)
    options = parser.parse_args(arguments)
    if not options.folder.is_dir():
        print(f"again: skipped, there is no folder {options.folder}")
        return 0
    paths = collections_of(options)
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


def versions(root: Json, seed: str) -> Iterator[Update]:
    """A collection updated in all ways, one upon the other."""
    draw = random.Random(seed)  # noqa: S311  (no secret)
    kinds = list(KINDS)
    draw.shuffle(kinds)
    yield Update("nothing", json.dumps(root).encode())
    for kind in kinds:
        updated = copy.deepcopy(root)
        if kind(Draw(updated, all_paths(updated), f"{kind.__name__} {seed}")) is not None:
            yield Update(kind.__name__, json.dumps(updated).encode())
            if draw.random() < _TAKEN_BACK:
                yield Update(f"{kind.__name__} taken back", json.dumps(root).encode())
            root = updated


def compare(updates: Iterable[Update]) -> Iterator[Difference]:
    """Run over versions of a collection, each over the client of the one before."""
    memo, lock, files = Memo(), EMPTY, dict[str, bytes]()
    for update in updates:
        if update.is_lost:
            lock, files = EMPTY, {}
        made, alone = (_made(update, lock, files, each) for each in (memo, NO_MEMO))
        if isinstance(made, str) or isinstance(alone, str):
            memo.give_up()
            yield Difference(update.name, () if made == alone else ("what is wrong",))
            continue
        yield Difference(update.name, tuple(_differing(made, alone)))
        files = dict(alone[0].files)
        lock, _ = parse(files[LOCK_NAME])


_Made = tuple[pipeline.Result, tuple[object, ...]]


def _made(update: Update, lock: Lock, before: dict[str, bytes], memo: Memo) -> _Made | str:
    """What a run gives and says of the change; or what is wrong."""
    try:
        source = pipeline.read(update.data, update.options.environments, memo)
        result = pipeline.run(source, lock, update.options, memo)
    except InputError as error:
        return str(error)
    return result, rewritten(before, result.files, memo=memo) if before else ()


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
