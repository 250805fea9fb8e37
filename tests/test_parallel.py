"""Two halves at once: what they give, and what becomes of failures."""

from __future__ import annotations

import os
import signal
import threading
from functools import partial
from pathlib import Path
from typing import NoReturn

import pytest

from generator import parallel
from generator.parallel import at_once, processors, side_by_side


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


# --- several runs ------------------------------------------------------------------------


def test_several_are_done_by_as_many_processes_as_there_are_processors() -> None:
    def one(number: int) -> tuple[int, int, int, str]:
        return number, os.getpid(), processors(), "x" * 100_000

    done = list(side_by_side([partial(one, number) for number in range(7)]))
    assert [number for number, *_ in done] == list(range(7))
    assert os.getpid() not in {process for _, process, *_ in done}
    assert len({process for _, process, *_ in done}) <= 2
    assert {count for *_, count, _ in done} == {1}
    assert processors() == 2


def test_one_alone_and_none_are_done_here() -> None:
    assert list(side_by_side([os.getpid])) == [os.getpid()]
    assert list(side_by_side([])) == []


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGINT])
def test_what_ended_or_failed_over_there_is_done_here(end: signal.Signals) -> None:
    here = os.getpid()

    def die() -> str:
        if os.getpid() != here:
            os.kill(os.getpid(), end)
        return "done"

    def fail() -> str:
        if os.getpid() != here:
            raise ValueError
        return "done"

    assert list(side_by_side([die, fail, die, fail])) == ["done"] * 4


def test_an_interrupt_lets_those_at_work_put_things_away(tmp_path: Path) -> None:
    def work(number: int) -> None:
        try:
            (tmp_path / f"begun{number}").touch()
            if number:
                threading.Event().wait(60)
        finally:
            (tmp_path / f"begun{number}").unlink(missing_ok=True)

    running = side_by_side([partial(work, number) for number in range(9)])
    next(running)
    running.close()
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_without_memory_for_processes_several_are_done_here(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse() -> NoReturn:
        raise BlockingIOError

    monkeypatch.setattr(os, "fork", refuse)
    assert list(side_by_side([os.getpid] * 3)) == [os.getpid()] * 3
