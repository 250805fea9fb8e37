"""Newman and the generated tests on the same answers: `make verdicts [CORPUS=folder]`.

Both are run against the mock of a collection, and against the mock with its answers broken
in twenty ways. What has no translation is left out, and so is what cannot be decided.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from generator import pipeline
from generator.diagnostics import InputError
from generator.output.lock import EMPTY
from tests.helpers.packages import write

from .breaks import BREAKS
from .compare import Tally, compare
from .newman import NoReportError, install, verdicts
from .record import RECORD, packed
from .rewrite import Json, flat
from .server import serving

ROOT = Path(__file__).parents[2]
OWN = ("collections", "tests/cases/scripts", "tests/verdicts/data")
MOST_SHOWN = 10
"""Differing verdicts of a collection that are listed."""
_OURS = Path(__file__).parent / "ours.py"
NPM = ROOT / ".venv" / "newman"


def judge(
    path: Path, most: int, newman: Path, scratch: Path, tally: Tally, record: Json | None
) -> bool:
    """Compare one collection; False where it has no scripts, or cannot be read."""
    try:
        collection = pipeline.read(path.read_bytes()).collection
    except InputError:
        return False
    found = flat(collection, most)
    if found is None:
        return False
    found["info"]["name"] = path.name.removesuffix(".json")
    named = pipeline.Options(name="judged", make_async=False)
    source = pipeline.read(json.dumps(found).encode())
    package = write(pipeline.run(source, EMPTY, named), scratch / "judged")
    with serving(source.collection) as address:
        for variable in found["variable"]:
            if variable["key"] == "baseUrl":
                variable["value"] = address
        written = scratch / "collection.json"
        written.write_text(json.dumps(found))
        ours = _ours(package, address)
        theirs = verdicts(newman, written, len(BREAKS))
    compare(found, ours, theirs, tally)
    if record is not None:
        record[path.relative_to(ROOT).as_posix()] = packed(theirs)
    return True


def _ours(package: Path, address: str) -> list[list[Any]]:
    done = subprocess.run(
        [sys.executable, str(_OURS), package.name, address, str(len(BREAKS))],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(package.parent)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(done.stderr[-3000:])
    rows: list[list[Any]] = json.loads(done.stdout)
    return rows


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--most", type=int, default=40, help="items of a collection")
    parser.add_argument("--only", default="")
    parser.add_argument("--part", default="1/1", help="which part of the collections: 2/5")
    parser.add_argument("--record", action="store_true", help="keep newman's for `make test`")
    given = parser.parse_args()
    newman = install(NPM)
    folders = [*(ROOT / folder for folder in OWN), *given.folders]
    tally, judged = Tally(), 0
    record: Json | None = {} if given.record else None
    left_out = 0
    part, parts = (int(number) for number in given.part.split("/"))
    for folder in folders:
        for number, path in enumerate(sorted(folder.glob("*.json"))):
            if given.only and not any(path.name.startswith(o) for o in given.only.split(",")):
                continue
            if number % parts != part - 1:
                continue
            before = len(tally.differing)
            with tempfile.TemporaryDirectory() as scratch:
                try:
                    is_judged = judge(path, given.most, newman, Path(scratch), tally, record)
                except (subprocess.TimeoutExpired, NoReportError) as error:
                    left_out += 1
                    print(f"{path.name}: left out, newman gives no report: {error}", flush=True)
                    continue
                if is_judged:
                    judged += 1
                    print(f"{path.name}: {len(tally.differing) - before} differ", flush=True)
                    for line in tally.differing[before : before + MOST_SHOWN]:
                        print(f"  {line[:300]}", flush=True)
    if record is not None:
        RECORD.write_text(json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n")
    total = tally.agreed.total() + len(tally.differing)
    print(
        f"verdicts: {tally.agreed.total()} of {total} agree ({tally.agreed['passed']} passed, "
        f"{tally.agreed['failed']} failed) in {judged} collections, answers broken in "
        f"{len(BREAKS) - 1} ways; left out: {tally.partial} translated in part, "
        f"{tally.undecided} not decided, {left_out} collections that newman does not end"
    )
    return 1 if tally.differing or not judged else 0


if __name__ == "__main__":
    sys.exit(main())
