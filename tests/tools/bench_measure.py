"""What a command costs, and commands side by side: in turns, so that noise hits all alike."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run of a command took, its children included."""

    wall: float
    """Seconds by the clock."""
    cpu: float
    """Seconds of processor time, user and system."""
    peak: int
    """Bytes of memory of its largest process, at its largest."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command to measure, and what is to be done before each run (not measured)."""

    line: Sequence[str | Path]
    folder: Path | None = None
    prepare: Callable[[], object] = field(default=lambda: None)
    environment: Mapping[str, str] = field(default_factory=dict)


def put_aside(place: Path) -> None:
    """Move what a run has written out of the way of the next.

    Where a thousand files were just deleted, ext4 takes twenty times as long to make new ones.
    """
    if place.exists():
        place.rename(Path(tempfile.mkdtemp(dir=place.parent, prefix=".aside-")) / place.name)


def measure(command: Command) -> Cost:
    """Run a command once. Raises CalledProcessError, with what it said, where it fails."""
    command.prepare()
    # What is installed has its bytecode beside it; what was just written gets it at its first run.
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": ""} | dict(command.environment)
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen(
            [str(part) for part in command.line],
            cwd=command.folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            said.seek(0)
            text = said.read().decode(errors="replace")[-2000:]
            raise subprocess.CalledProcessError(process.returncode, process.args, text)
    unit = 1 if sys.platform == "darwin" else 1024
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit)


def in_turns(commands: Mapping[str, Command], rounds: int) -> dict[str, list[Cost]]:
    """Run each command once a round."""
    costs: dict[str, list[Cost]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            costs[name].append(measure(command))
    return costs


def median(costs: Sequence[Cost]) -> Cost:
    """The median of each figure."""
    return Cost(
        statistics.median(cost.wall for cost in costs),
        statistics.median(cost.cpu for cost in costs),
        int(statistics.median(cost.peak for cost in costs)),
    )


def ratio(ours: Sequence[Cost], theirs: Sequence[Cost]) -> tuple[float, float]:
    """The median over the rounds of how many times theirs ours took: by the clock, and CPU."""
    pairs = list(zip(ours, theirs, strict=True))
    return (
        statistics.median(one.wall / other.wall for one, other in pairs),
        statistics.median(one.cpu / other.cpu for one, other in pairs),
    )
