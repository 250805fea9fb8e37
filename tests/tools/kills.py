"""Runs of `postgen generate` that are killed, and what they leave: `make kills`.

    python -m tests.tools.kills [--count 200] [--seed 1]

Half of the runs die at a call of the system chosen by chance: files are made, linked, renamed
and removed in some hundred of them. The other half is killed from outside after some time.
Each starts from nothing or from an older client, with files beside it that are not ours, with
the two ways of swapping folders that there are. Afterwards the tree has to be the old one or
the new one, byte for byte; and another run has to give the new one and leave nothing aside.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import contextmanager, redirect_stdout, suppress
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from generator.cli import main as postgen  # noqa: E402
from generator.output import write  # noqa: E402
from tests.helpers.collections import answer, collection, folder, item  # noqa: E402
from tests.helpers.packages import unformatted  # noqa: E402

_CHANGES = frozenset(
    {
        *("open", "os.mkdir", "os.rename", "os.link", "os.symlink", "os.remove", "os.rmdir"),
        *("os.chmod", "os.utime", "os.truncate", "os.scandir", "os.listdir", "fcntl.flock"),
        *("shutil.copyfile", "shutil.rmtree", "os.chdir"),
    }
)
"""What Python reports before it asks the system to change or to list files."""
_FOREIGN = {"notes.txt": b"mine", "models/mine.py": b"mine", "own/x/y.txt": b"mine"}
_NAME = "acme"
_ENDING = 90
"""Calls of the system: the swap, and the removal of what was there."""


@dataclass(slots=True)
class Tally:
    """What the killed runs left."""

    killed: int = 0
    left: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)


def main(arguments: Sequence[str]) -> int:
    """Kill runs; 0 where all the trees are whole."""
    parser = argparse.ArgumentParser(description="Kill runs of postgen, and look what is left.")
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    options = parser.parse_args(arguments)
    tally = kill(options.count, options.seed)
    for line in tally.broken:
        print(line)
    whole = sum(tally.left.values())
    said = ", ".join(f"{count} {what}" for what, count in sorted(tally.left.items()))
    print(
        f"kills: {whole} of {options.count} trees whole (seed {options.seed}): {said}; "
        f"{len(tally.broken)} broken"
    )
    return 1 if tally.broken or whole != options.count else 0


def kill(count: int, seed: int) -> Tally:
    """Kill so many runs, by chance; those that end before do not count."""
    chance = random.Random(seed)  # noqa: S311  (to be repeated)
    tally = Tally()
    with tempfile.TemporaryDirectory() as scratch, unformatted():
        stage = Stage(Path(scratch))
        while tally.killed < count:
            stage.trial(tally, chance)
    return tally


def _collection(version: int) -> dict[str, Any]:
    shared = folder("Links", item("List", path="/links", answers=[answer([{"id": version}])]))
    changing = folder(
        f"Things {version}",
        item("Get", path=f"/v{version}/things/:id", answers=[answer({f"a{version}": 1})]),
    )
    return collection(shared, changing, name="Acme")


class Stage:
    """Two versions of a client, and a place where runs are killed between them."""

    def __init__(self, scratch: Path) -> None:
        self.scratch = scratch
        self.inputs = {}
        self.wanted: dict[int, dict[str, bytes]] = {}
        for version in (1, 2):
            path = scratch / f"v{version}.json"
            path.write_text(json.dumps(_collection(version)))
            self.inputs[version] = path
        self.old = scratch / "old" / _NAME
        _run(self.inputs[1], self.old.parent)
        for name, content in _FOREIGN.items():
            (self.old / name).parent.mkdir(parents=True, exist_ok=True)
            (self.old / name).write_bytes(content)
        fresh = scratch / "fresh"
        _run(self.inputs[2], fresh)
        self.of_nothing = contents(fresh / _NAME)
        updated = scratch / "updated"
        shutil.copytree(self.old.parent, updated)
        _run(self.inputs[2], updated)
        self.of_old = contents(updated / _NAME)
        self.calls = {
            (exists, swaps): self._measure(exists, swaps)
            for exists in (True, False)
            for swaps in (True, False)
        }

    def _prepare(self, exists: bool) -> Path:
        output = self.scratch / "output"
        shutil.rmtree(output, ignore_errors=True)
        if exists:
            shutil.copytree(self.old.parent, output)
        return output

    def _measure(self, exists: bool, swaps: bool) -> tuple[int, float]:
        """How many calls a run makes, and how long it takes."""
        output = self._prepare(exists)
        reading, writing = os.pipe()
        child = os.fork()
        if not child:
            counted = [0]

            def done() -> None:
                os.write(writing, f"{counted[0]} {time.perf_counter() - start}".encode())
                os._exit(0)

            start = time.perf_counter()
            _watch(lambda: counted.__setitem__(0, counted[0] + 1), output)
            with _swapping(swaps, lambda: None):
                _run(self.inputs[2], output)
            done()
        os.waitpid(child, 0)
        calls, seconds = os.read(reading, 100).split()
        os.close(reading)
        os.close(writing)
        return int(calls), float(seconds)

    def trial(self, tally: Tally, chance: random.Random) -> None:
        """Start a run, kill it, and look."""
        exists, swaps = chance.random() < 0.75, chance.random() < 0.5
        calls, seconds = self.calls[exists, swaps]
        by_call = chance.random() < 0.5
        # Half of them about where the trees change places, which is near the end.
        first = chance.choice((1, max(1, calls - _ENDING)))
        at = chance.randrange(first, calls + 1) if by_call else 0
        output = self._prepare(exists)
        child = os.fork()
        if not child:
            self._die_in(output, swaps, at)
        if not by_call:
            time.sleep(chance.uniform(0.4, 1.1) * seconds)
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status):
            return
        tally.killed += 1
        how = f"{'update' if exists else 'first run'}, " + (
            f"call {at} of {calls}" if by_call else "after some time"
        )
        if state := self._look(output, exists, swaps):
            tally.left[state] += 1
        else:
            tally.broken.append(f"broken: {how}, {'exchange' if swaps else 'two renames'}")

    def _die_in(self, output: Path, swaps: bool, at: int) -> None:
        """What a child does: a run that kills itself before its call number `at`."""
        counted = 0

        def count() -> None:
            nonlocal counted
            counted += 1
            if counted == at:
                os.kill(os.getpid(), signal.SIGKILL)

        try:
            _watch(count, output)
            with _swapping(swaps, count):
                _run(self.inputs[2], output)
        finally:
            os._exit(0)

    def _look(self, output: Path, exists: bool, swaps: bool) -> str | None:
        """What was left, or None where it is no whole tree or no run can repair it."""
        new = self.of_old if exists else self.of_nothing
        before = contents(self.old) if exists else {}
        there = contents(output / _NAME)
        if there == new:
            state = "new"
        elif there == before:
            state = "old"
        elif not swaps and not there and contents(output / f".{_NAME}.postgen-old") == before:
            state = "old, aside"
        else:
            return None
        _run(self.inputs[2], output)
        if contents(output / _NAME) != new or [path.name for path in output.iterdir()] != [_NAME]:
            return None
        return state


def contents(place: Path) -> dict[str, bytes]:
    """All files below a folder, with their contents."""
    return {
        path.relative_to(place).as_posix(): path.read_bytes()
        for path in place.rglob("*")
        if path.is_file()
    }


def _run(source: Path, output: Path) -> None:
    with redirect_stdout(StringIO()):
        postgen.main(["generate", str(source), "-o", str(output)], standalone_mode=False)


def _watch(count: Callable[[], None], output: Path) -> None:
    """Count each call that concerns the folder."""
    inside = str(output)

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event in _CHANGES and any(
            isinstance(one, int) or str(one).startswith(inside) for one in arguments[:2]
        ):
            count()

    sys.addaudithook(hook)


@contextmanager
def _swapping(exchange: bool, count: Callable[[], None]) -> Any:
    """With or without the exchange of two folders in one step, which is no event of Python's."""
    original = write.exchange

    def counted(one: Path, other: Path) -> bool:
        count()
        done = original(one, other) if exchange else False
        count()
        return done

    write.exchange = counted
    try:
        yield
    finally:
        write.exchange = original


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
