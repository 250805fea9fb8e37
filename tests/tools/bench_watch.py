"""How long a save of a collection takes until `postgen watch` has written its client again."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

_LAST = "suggested version"
"""What the last line about a save says that callers notice."""


@contextmanager
def watching(line: Sequence[str | Path], collection: Path, folder: Path) -> Iterator[Saves]:
    """A running `watch` of a collection; it has written the client once."""
    process = subprocess.Popen(
        [str(part) for part in line],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        saves = Saves(process, collection)
        saves.wait_for("watching")
        yield saves
    finally:
        process.kill()
        process.wait()


class Saves:
    """Saves a collection and waits for what comes of it."""

    def __init__(self, process: subprocess.Popen[str], collection: Path) -> None:
        self._process = process
        self._collection = collection

    def save(self, data: bytes) -> float:
        """Seconds from a save, as an editor does it, to the last line that is said of it."""
        new = self._collection.with_suffix(".new")
        new.write_bytes(data)
        start = time.perf_counter()
        os.replace(new, self._collection)  # noqa: PTH105
        self.wait_for(_LAST)
        return time.perf_counter() - start

    def wait_for(self, text: str) -> None:
        """Read up to a line that has this text. Raises EOFError where there is none."""
        said = []
        for line in self._process.stdout or ():
            said.append(line)
            if text in line:
                return
        raise EOFError("".join(said))
