"""Two halves of a run at once, where the machine has a second processor for it.

The second half is done in a fork of this process: it has all values without their being
copied, and only what it gives comes back. Whatever goes wrong over there is no matter: then
the half is done here, and fails here where it must. So the result is the same either way.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable
from typing import NoReturn, TypeVar

Here = TypeVar("Here")
There = TypeVar("There")

WATCHER = "postgen-progress"
"""The name of the one thread that may run meanwhile: it holds nothing that a fork needs."""


def at_once(here: Callable[[], Here], there: Callable[[], There]) -> tuple[Here, There]:
    """What two functions give, the second of them called in a process of its own.

    That one must not change anything that matters, and its result must be data.
    """
    if not _may_fork():
        return here(), there()
    reading, writing = os.pipe()
    try:
        child = os.fork()
    except OSError:  # no more processes, or not so much memory
        os.close(reading)
        os.close(writing)
        return here(), there()
    if child == 0:
        os.close(reading)
        _work(there, writing)
    os.close(writing)
    try:
        with os.fdopen(reading, "rb") as pipe:
            first = here()
            sent = pipe.read()
    except BaseException:
        os.kill(child, signal.SIGKILL)
        raise
    finally:
        _, status = os.waitpid(child, 0)
    return first, pickle.loads(sent) if status == 0 else there()  # noqa: S301  (our own)


def _work(there: Callable[[], object], writing: int) -> NoReturn:
    """Send what a function gives, and end without any of the parent's last rites."""
    status = 1
    with contextlib.suppress(BaseException):
        with os.fdopen(writing, "wb") as pipe:
            pickle.dump(there(), pipe, pickle.HIGHEST_PROTOCOL)
        status = 0
    os._exit(status)


def _may_fork() -> bool:
    """Whether there is a second processor, and no thread that might hold a lock forever."""
    if sys.platform != "linux" or len(os.sched_getaffinity(0)) < 2:
        return False
    others = {thread.name for thread in threading.enumerate()} - {WATCHER}
    return len(others) == 1
