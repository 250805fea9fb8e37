"""Inputs without end, and what becomes of them: `make fuzz [SECONDS=600]`.

    python -m tests.tools.fuzz [--seconds 600] [--seed 1] [--keep .fuzz] [--plain]

Valid collections are mutated (nodes replaced, moved, made hostile), and files are mangled; each
is judged as `tests/helpers/judge.py` says. Where atheris is installed it chooses, by the lines
of the generator that an input reaches, which inputs are worth mutating further; else chance
does. What breaks a promise is left in the folder `--keep`, one file for each kind. The last
line says how many inputs there were, and how many got as far as rendered code.
"""

from __future__ import annotations

import argparse
import faulthandler
import hashlib
import json
import random
import subprocess
import sys
import time
import traceback
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
_SLOW = 10.0
"""Seconds; the inputs are of some ten kilobytes."""
_LARGEST = 200_000
_LARGEST_SEED = 6_000
_EVERY = 200
"""Inputs between two notes of where we are."""
_GRACE = 60
_LAST = 3
"""Seconds before the end, in which every input is noted."""
_SHOWN_EVERY = 3
"""Snippets and pages cost as much as all else: every third input has them."""


def main(arguments: Sequence[str]) -> int:
    """Fuzz for a while; 0 where nothing was found."""
    parser = argparse.ArgumentParser(description="Feed the generator with hostile inputs.")
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--keep", type=Path, default=ROOT / ".fuzz")
    parser.add_argument("--plain", action="store_true", help="without atheris")
    parser.add_argument("--worker", type=float, metavar="UNTIL", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    options.keep.mkdir(exist_ok=True)
    if options.worker is not None:
        guided(options, until=options.worker)
    guide = not options.plain and _has_atheris()
    tally = _run_guided(options) if guide else plain(options)
    print(
        f"fuzz: {options.seconds:.0f} s ({'guided by atheris' if guide else 'unguided'}, "
        f"seed {options.seed}), {tally.inputs} inputs, {tally.rendered} got as far as rendered "
        f"code, {tally.refused} refused in one line, {len(tally.found)} kinds of findings"
    )
    return 1 if tally.found else 0


@dataclass(slots=True)
class Tally:
    """What became of the inputs."""

    keep: Path
    inputs: int = 0
    rendered: int = 0
    refused: int = 0
    found: Counter[str] = field(default_factory=Counter)
    """By the kind of what went wrong."""

    def add(self, data: bytes) -> None:
        """Judge an input, and keep it where it breaks a promise."""
        from tests.helpers.judge import judge  # noqa: PLC0415

        self.inputs += 1
        start = time.perf_counter()
        try:
            if judge(data, with_shown=self.inputs % _SHOWN_EVERY == 0):
                self.rendered += 1
            else:
                self.refused += 1
        except Exception as error:
            self._keep(data, error)
        if (taken := time.perf_counter() - start) > _SLOW:
            self._keep(data, TimeoutError(f"took {taken:.0f} s"))

    def _keep(self, data: bytes, error: Exception) -> None:
        last = traceback.extract_tb(error.__traceback__)[-1:]
        at = f"{Path(last[0].filename).name}:{last[0].lineno}" if last else ""
        kind = f"{type(error).__name__} {at}"
        self.found[kind] += 1
        if self.found[kind] == 1:
            name = hashlib.sha256(data).hexdigest()[:12]
            path = self.keep / f"{type(error).__name__}-{name}.json"
            path.write_bytes(data)
            print(f"found: {kind}: {str(error)[:300]!r} ({path})", flush=True)

    def save(self, path: Path) -> None:
        """Write it down, for the process that waits for us."""
        numbers = [self.inputs, self.rendered, self.refused, dict(self.found)]
        path.write_text(json.dumps(numbers))

    def load(self, path: Path) -> None:
        """What another process wrote down, added."""
        if path.exists():
            inputs, rendered, refused, found = json.loads(path.read_text())
            self.inputs += inputs
            self.rendered += rendered
            self.refused += refused
            self.found.update(found)


def seeds() -> list[bytes]:
    """Small valid collections: one with everything, and those of the cases."""
    from tests.helpers.mutate import base, base_v3, dump  # noqa: PLC0415

    cases = [path.read_bytes() for path in sorted((ROOT / "tests/cases").glob("*/input.json"))]
    found = [path.read_bytes() for path in sorted((ROOT / "tests/found").glob("*.json"))]
    small = [data for data in (*cases, *found) if len(data) <= _LARGEST_SEED]
    return [dump(base()), dump(base_v3()), *small]


def plain(options: argparse.Namespace) -> Tally:
    """Mutate by chance; what was changed once is changed again now and then."""
    from tests.helpers.judge import fast  # noqa: PLC0415
    from tests.helpers.mutate import mutate  # noqa: PLC0415

    tally = Tally(options.keep)
    chance = random.Random(options.seed)  # noqa: S311  (to be repeated)
    pool = seeds()
    fixed = len(pool)
    end = time.monotonic() + options.seconds
    faulthandler.enable()
    with fast():
        while time.monotonic() < end:
            data = mutate(chance, chance.choice(pool))[:_LARGEST]
            tally.add(data)
            if chance.random() < 0.2:
                pool.append(data)
                if len(pool) > 2 * fixed:
                    del pool[chance.randrange(fixed, len(pool))]
    return tally


# ---- guided by coverage


def _has_atheris() -> bool:
    try:
        import atheris  # noqa: F401, PLC0415
    except ImportError:
        return False
    return True


def _run_guided(options: argparse.Namespace) -> Tally:
    """Run atheris in a process of its own, which ends without returning to us."""
    tally = Tally(options.keep)
    notes = options.keep / "tally.json"
    end = time.monotonic() + options.seconds
    seed = options.seed
    while (left := end - time.monotonic()) > 1:
        notes.unlink(missing_ok=True)
        command = [sys.executable, "-m", "tests.tools.fuzz", "--worker", str(time.time() + left)]
        command += ["--seed", str(seed), "--keep", str(options.keep)]
        try:
            done = subprocess.run(
                command, cwd=ROOT, timeout=left + _GRACE, stderr=subprocess.PIPE, check=False
            )
        except subprocess.TimeoutExpired:
            tally.load(notes)
            tally.found["hung"] += 1
            print("found: an input that does not come to an end", flush=True)
            break
        tally.load(notes)
        if done.returncode != 0:
            tally.found[f"ended with {done.returncode}"] += 1
            print(done.stderr.decode(errors="replace")[-2000:], flush=True)
            break
        seed += 1
    return tally


def guided(options: argparse.Namespace, until: float) -> None:
    """What the process of atheris does, up to a time of the clock; it does not return."""
    import atheris  # noqa: PLC0415

    with atheris.instrument_imports(include=["generator"]):
        from tests.helpers.judge import fast  # noqa: PLC0415
    from tests.helpers.mutate import mutate  # noqa: PLC0415

    corpus = options.keep / "corpus"
    corpus.mkdir(exist_ok=True)
    for data in seeds():
        (corpus / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)
    tally = Tally(options.keep)
    notes = options.keep / "tally.json"

    def one(data: bytes) -> None:
        if data and time.time() < until:
            tally.add(data)
            if tally.inputs % _EVERY == 0 or until - time.time() < _LAST:
                tally.save(notes)

    def change(data: bytes, largest: int, seed: int) -> bytes:
        return mutate(random.Random(seed), data)[:largest]  # noqa: S311

    arguments = [
        sys.argv[0],
        str(corpus),
        f"-max_total_time={max(1, int(until - time.time()))}",
        f"-max_len={_LARGEST}",
        f"-seed={options.seed % 2**31}",
        "-rss_limit_mb=4096",
        f"-artifact_prefix={options.keep}/",
        "-verbosity=0",
    ]
    context = fast()
    context.__enter__()
    atheris.Setup(arguments, one, custom_mutator=change)
    atheris.Fuzz()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
