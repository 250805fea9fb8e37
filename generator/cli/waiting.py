"""Shows on a terminal what a long run is at."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from ..diagnostics import printable
from ..progress import now

PATIENCE = 1.0
"""Seconds before anything is shown."""
_STEP = 0.2
_WIDTH = 78
_CLEAR = "\r\x1b[K"


@contextmanager
def shown_progress() -> Iterator[None]:
    """Meanwhile, show on stderr what the stages say; nothing where it is no terminal."""
    if not sys.stderr.isatty():
        yield
        return
    from ..parallel import WATCHER  # noqa: PLC0415  (only on a terminal)

    done = threading.Event()
    watcher = threading.Thread(target=_watch, args=(done,), name=WATCHER, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()


def _watch(done: threading.Event) -> None:
    wait = PATIENCE
    was_shown = False
    while not done.wait(wait):
        wait = _STEP
        sys.stderr.write(f"{_CLEAR}postgen: {printable(now(), _WIDTH)}")
        sys.stderr.flush()
        was_shown = True
    if was_shown:
        sys.stderr.write(_CLEAR)
        sys.stderr.flush()
