"""What a very large collection costs: `make bounds [ITEMS=100000]`.

    python -m tests.tools.bounds [--items 100000] [--bytes 1000]

Makes a collection of so many items, each with an answer of so many bytes, generates its client
in a process of its own, and prints the time and the most memory it took. Then two inputs that
are nested too deep, which have to end in one line.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.helpers.collections import answer, collection, folder, item

ROOT = Path(__file__).parents[2]
MOST_MEMORY = 2 * 2**30
_IN_A_FOLDER = 500


def main(arguments: Sequence[str]) -> int:
    """Measure; 0 where the client was made within 2 GiB, and what is too deep refused."""
    parser = argparse.ArgumentParser(description="Generate the client of a very large collection.")
    parser.add_argument("--items", type=int, default=100_000)
    parser.add_argument("--bytes", type=int, default=700, dest="size")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        source = place / "large.json"
        source.write_text(json.dumps(large(options.items, options.size)))
        start = time.monotonic()
        done = _postgen(place, source.name)
        seconds = time.monotonic() - start
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
        refused = [_refuses(place, text) for text in ("[" * 10**7, '{"item":[' * 10**6)]
        print(done.stdout + done.stderr, end="")
        print(
            f"bounds: {options.items} items, {source.stat().st_size / 1e6:.0f} MB: exit "
            f"{done.returncode}, {seconds:.0f} s, at most {peak / 2**30:.2f} GiB in a process; "
            f"{sum(refused)} of {len(refused)} nested too deep end in one line"
        )
    return 0 if done.returncode == 0 and peak <= MOST_MEMORY and all(refused) else 1


def large(items: int, size: int) -> object:
    """A collection of so many items in folders, no two of one path."""
    made = []
    for number in range(0, items, _IN_A_FOLDER):
        inner = [
            item(
                f"Get thing {at}",
                path=f"/f{number}/things{at}/:id",
                description="Returns it.",
                answers=[answer({"id": at, "name": f"thing {at}", "notes": "x" * (size - 40)})],
            )
            for at in range(number, min(items, number + _IN_A_FOLDER))
        ]
        made.append(folder(f"Folder {number}", *inner))
    return collection(*made)


def _postgen(place: Path, source: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "generator", "generate", source],
        cwd=place,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )


def _refuses(place: Path, text: str) -> bool:
    (place / "deep.json").write_text(text)
    done = _postgen(place, "deep.json")
    return done.returncode == 2 and done.stderr.count("\n") == 1 and "nested" in done.stderr


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
