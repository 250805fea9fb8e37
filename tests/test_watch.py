"""postgen watch: a real process, and real saves."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.helpers.collections import Json, answer, collection, folder, item

PATIENCE = 60
"""Seconds; nothing here takes so long unless it fails."""


def links(*more: Json) -> Json:
    made = item("Get a link", "GET", "/links/:id", answers=[answer({"id": 1})])
    return collection(folder("Links", made, *more))


class Watching:
    """A running `postgen watch`, and the lines that it prints."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.lines: list[str] = []
        self.process = subprocess.Popen(
            [sys.executable, "-m", "generator", "watch", *arguments],
            cwd=folder,
            env=os.environ | {"PYTHONUNBUFFERED": "1", "PYTHONPATH": os.pathsep.join(sys.path)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self) -> None:
        assert self.process.stdout
        self.lines.extend(self.process.stdout)

    def wait(self, done: Callable[[str], bool], after: int = 0) -> str:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            for line in self.lines[after:]:
                if done(line):
                    return line
            time.sleep(0.05)
        raise AssertionError(f"not said in {PATIENCE} s: {self.lines}")


@pytest.fixture
def watching(tmp_path: Path) -> Iterator[Callable[..., Watching]]:
    running: list[Watching] = []

    def start(*arguments: str) -> Watching:
        running.append(Watching(tmp_path, *arguments))
        running[-1].wait(lambda line: "watching" in line)
        return running[-1]

    yield start
    for one in running:
        one.process.kill()
        one.process.wait()
        one.reader.join()
        assert one.process.stdout
        one.process.stdout.close()


def test_saves(tmp_path: Path, watching: Callable[..., Watching]) -> None:
    path = tmp_path / "acme.json"
    path.write_text(json.dumps(links()))
    one = watching("acme.json")
    made = tmp_path / "generated" / "acme"
    assert (made / "client.py").is_file()

    # Half of it is saved, then all, and that by a rename, as many editors do.
    whole = json.dumps(links(item("Make a link", "POST", "/links", answers=[answer({"id": 2})])))
    said = len(one.lines)
    path.write_text(whole[:200])
    broken = one.wait(lambda line: line.startswith("postgen: "), said)
    assert "acme.json" in broken
    assert "Traceback" not in "".join(one.lines)
    said = len(one.lines)
    aside = tmp_path / "acme.json.tmp"
    aside.write_text(whole)
    aside.replace(path)
    one.wait(lambda line: "written" in line, said)
    told = one.wait(lambda line: "links.make" in line, said)
    assert "def make(" in (made / "resources" / "links.py").read_text()
    assert "compatible" in "".join(one.lines[said:]), told

    # The same bytes again: there is nothing to be said of callers.
    said = len(one.lines)
    path.write_text(whole)
    assert "0 files written" in one.wait(lambda line: "written" in line, said)

    one.process.send_signal(signal.SIGINT)
    assert one.process.wait(PATIENCE) == 0
    assert "Traceback" not in "".join(one.lines)


def test_a_burst_of_saves_is_one(tmp_path: Path, watching: Callable[..., Watching]) -> None:
    path = tmp_path / "acme.json"
    path.write_text(json.dumps(links()))
    one = watching("acme.json")
    said = len(one.lines)
    for number in range(10):
        more = [item(f"Do {n}", "POST", f"/do{n}") for n in range(number)]
        path.write_text(json.dumps(links(*more)))
        time.sleep(0.02)
    table = tmp_path / "generated" / "acme" / "API.md"
    end = time.monotonic() + PATIENCE
    while "/do8" not in table.read_text() and time.monotonic() < end:
        time.sleep(0.05)
    assert "/do8" in table.read_text()
    one.wait(lambda line: "written" in line, said)
    written = [line for line in one.lines[said:] if "written" in line]
    assert 1 <= len(written) <= 4


def test_the_config_may_change(tmp_path: Path, watching: Callable[..., Watching]) -> None:
    for name in ("acme", "beta"):
        (tmp_path / f"{name}.json").write_text(json.dumps(links() | {"info": {"name": name}}))
    config = tmp_path / "postgen.toml"
    config.write_text('[clients.acme]\ncollection = "acme.json"\n')
    one = watching()
    config.write_text("[clients.acme\n")
    one.wait(lambda line: "postgen.toml" in line and "TOML" in line)
    said = len(one.lines)
    both = '[clients.acme]\ncollection = "acme.json"\n[clients.beta]\ncollection = "beta.json"\n'
    config.write_text(both)
    one.wait(lambda line: "generated/beta" in line, said)
    said = len(one.lines)
    (tmp_path / "beta.json").write_text("{")
    one.wait(lambda line: "beta.json" in line, said)
    assert one.process.poll() is None


def test_without_watchfiles(tmp_path: Path) -> None:
    (tmp_path / "acme.json").write_text(json.dumps(links()))
    (tmp_path / "watchfiles.py").write_text("raise ImportError('none')")
    paths = [str(tmp_path), *sys.path]
    done = subprocess.run(
        [sys.executable, "-m", "generator", "watch", "acme.json"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(paths)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr == "postgen: watch: needs watchfiles: pip install watchfiles\n"
    assert not (tmp_path / "generated").exists()
