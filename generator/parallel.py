"""Two halves of a run, or several runs, at once, where the machine has processors for it.

What is done elsewhere is done in a fork of this process: it has all values without their being
copied, and only what it gives comes back. Whatever goes wrong over there is no matter: then
it is done here, and fails here where it must. So the result is the same either way.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import selectors
import signal
import struct
import sys
import threading
from collections.abc import Callable, Generator, Sequence
from typing import BinaryIO, NoReturn, Self, TypeVar

Here = TypeVar("Here")
There = TypeVar("There")

WATCHER = "postgen-progress"
"""The name of the one thread that may run meanwhile: it holds nothing that a fork needs."""

_is_one_of_several = False
"""Whether this process has others beside it, that keep the other processors busy."""


def processors() -> int:
    """How many processors this process may keep busy."""
    if _is_one_of_several:
        return 1
    if sys.platform == "linux":  # in a container it may be fewer than the machine has
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def at_once(here: Callable[[], Here], there: Callable[[], There]) -> tuple[Here, There]:
    """What two functions give, the second of them called in a process of its own.

    That one must not change anything that matters, and its result must be data.
    """
    # Python can be built without the latter.
    if not (_may_fork() and hasattr(os, "memfd_create")):
        return here(), there()
    with contextlib.ExitStack() as opened:
        try:
            # Not a pipe: that holds little, and who writes more waits for the reader.
            shared = opened.enter_context(os.fdopen(os.memfd_create("postgen"), "w+b"))
            child = os.fork()
        except OSError:  # no more processes, or not so much memory
            return here(), there()
        if child == 0:
            _work(there, shared)
        try:
            first = here()
            _, status = os.waitpid(child, 0)
        except BaseException:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            raise
        if status != 0:
            return first, there()
        shared.seek(0)
        return first, pickle.load(shared)  # noqa: S301  (our own)


def _work(there: Callable[[], object], shared: BinaryIO) -> NoReturn:
    """Leave what a function gives, and end without any of the parent's last rites."""
    status = 1
    with contextlib.suppress(BaseException):
        pickle.dump(there(), shared, pickle.HIGHEST_PROTOCOL)
        shared.flush()
        status = 0
    os._exit(status)


def _may_fork() -> bool:
    """Whether there is a second processor, and no thread that might hold a lock forever."""
    if sys.platform != "linux" or processors() < 2:
        return False
    others = {thread.name for thread in threading.enumerate()} - {WATCHER}
    return len(others) == 1


# --- several runs ------------------------------------------------------------------------


def side_by_side(
    tasks: Sequence[Callable[[], There]],
) -> Generator[There, None, None]:
    """What each of several functions gives, in their order.

    There are as many processes as processors; each does one function after the other, so
    that what one has loaded serves the next. What they give must be data. To be closed: then
    those at work are interrupted, and waited for, so that they put away what they have begun.
    """
    if len(tasks) < 2 or not _may_fork():
        yield from (task() for task in tasks)
        return
    sent: dict[int, bytes] = {}
    with _Workers(tasks, min(processors(), len(tasks))) as workers:
        for number, task in enumerate(tasks):
            while number not in sent and workers.are_at_work:
                sent |= workers.receive()
            data = sent.pop(number, None)
            yield task() if data is None else pickle.loads(data)  # noqa: S301  (our own)


_NUMBER = struct.Struct("<I")
_HEAD = struct.Struct("<II")
"""In front of what a function gave: its number, and how many bytes there are."""


class _Workers:
    """Processes that share functions among them; a context that none of them survives."""

    def __init__(self, tasks: Sequence[Callable[[], object]], count: int) -> None:
        self._tasks = tasks
        self._count = count
        self._ready = selectors.DefaultSelector()
        self._running: dict[int, tuple[int, bytearray]] = {}
        """The process and what it has sent, by the end of the pipe that it sends to."""

    @property
    def are_at_work(self) -> bool:
        """Whether there is anything to wait for."""
        return bool(self._running)

    def __enter__(self) -> Self:
        queue, end = os.pipe()
        for number in range(len(self._tasks)):
            os.write(end, _NUMBER.pack(number))
        os.close(end)
        with contextlib.suppress(OSError):  # no more processes: fewer will do
            for _ in range(self._count):
                self._start(queue)
        os.close(queue)
        return self

    def __exit__(self, *_: object) -> None:
        for process, _sent in self._running.values():
            os.kill(process, signal.SIGINT)
        for pipe in list(self._running):
            self._end(pipe)
        self._ready.close()

    def _start(self, queue: int) -> None:
        reading, writing = os.pipe()
        # Until the new process can take it: it must not go on as if it were this one.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            process = os.fork()
            if process == 0:
                _share(self._tasks, queue, writing)
        except OSError:
            os.close(reading)
            raise
        finally:
            os.close(writing)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        self._running[reading] = process, bytearray()
        self._ready.register(reading, selectors.EVENT_READ)

    def receive(self) -> dict[int, bytes]:
        """What functions gave in the meantime, by their number."""
        found: dict[int, bytes] = {}
        for key, _ in self._ready.select():
            _, sent = self._running[key.fd]
            if chunk := os.read(key.fd, 1 << 16):
                sent += chunk
            else:
                self._end(key.fd)
            while len(sent) >= _HEAD.size:
                number, length = _HEAD.unpack_from(sent)
                if len(sent) < (end := _HEAD.size + length):
                    break
                found[number] = bytes(sent[_HEAD.size : end])
                del sent[:end]
        return found

    def _end(self, pipe: int) -> None:
        self._ready.unregister(pipe)
        os.close(pipe)
        os.waitpid(self._running.pop(pipe)[0], 0)


def _share(tasks: Sequence[Callable[[], object]], queue: int, writing: int) -> NoReturn:
    """Do functions until none is left, send what they give, and end without any last rites."""
    global _is_one_of_several  # noqa: PLW0603  (in a process of its own)
    with contextlib.suppress(BaseException):
        _is_one_of_several = True
        signal.signal(signal.SIGINT, _interrupted)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        with os.fdopen(writing, "wb") as pipe:
            while number := os.read(queue, _NUMBER.size):
                (at,) = _NUMBER.unpack(number)
                with contextlib.suppress(Exception):  # then it is done over there
                    data = pickle.dumps(tasks[at](), pickle.HIGHEST_PROTOCOL)
                    pipe.write(_HEAD.pack(at, len(data)) + data)
                    pipe.flush()
    os._exit(0)


def _interrupted(*_: object) -> NoReturn:
    """Control-C reaches all processes of a terminal, and the parent sends it on: once counts."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    raise KeyboardInterrupt
