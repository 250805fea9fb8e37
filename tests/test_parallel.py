"""Two halves at once: what they give, and what becomes of failures."""

from __future__ import annotations

import os
import signal
import threading
from pathlib import Path
from typing import NoReturn

import pytest

from generator import parallel
from generator.parallel import at_once


@pytest.fixture(autouse=True)
def two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    if not hasattr(os, "fork"):
        pytest.skip("nothing is forked here")
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1}, raising=False)


def test_the_second_half_is_done_in_another_process() -> None:
    here, there = at_once(os.getpid, lambda: (os.getpid(), "x" * 1_000_000))
    assert here == os.getpid() != there[0]
    assert there[1] == "x" * 1_000_000


def test_beside_a_thread_nothing_is_forked(monkeypatch: pytest.MonkeyPatch) -> None:
    done = threading.Event()
    other = threading.Thread(target=done.wait)
    other.start()
    try:
        assert at_once(os.getpid, os.getpid) == (os.getpid(), os.getpid())
        monkeypatch.setattr(other, "name", parallel.WATCHER)
        assert at_once(os.getpid, os.getpid)[1] != os.getpid()
    finally:
        done.set()
        other.join()


def test_what_fails_over_there_fails_here() -> None:
    def fail() -> NoReturn:
        raise ValueError(os.getpid())

    with pytest.raises(ValueError, match=str(os.getpid())):
        at_once(lambda: 1, fail)


def test_what_is_killed_over_there_is_done_here() -> None:
    here = os.getpid()

    def die() -> str:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return "done"

    assert at_once(lambda: 1, die) == (1, "done")


def test_where_this_half_fails_the_other_one_ends(tmp_path: Path) -> None:
    def fail() -> NoReturn:
        raise KeyboardInterrupt

    def wait() -> None:
        threading.Event().wait(60)
        (tmp_path / "late").touch()

    with pytest.raises(KeyboardInterrupt):
        at_once(fail, wait)
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_without_memory_for_another_process_all_is_done_here(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse() -> NoReturn:
        raise BlockingIOError

    monkeypatch.setattr(os, "fork", refuse)
    assert at_once(os.getpid, os.getpid) == (os.getpid(), os.getpid())
