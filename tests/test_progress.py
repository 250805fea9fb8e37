"""What somebody sees who waits for a long run: on a terminal, after a second, and then no more."""

from __future__ import annotations

import contextlib
import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from generator import progress
from generator.cli import waiting
from generator.pipeline import read
from tests.helpers.collections import ROOT, collection, folder, item

SLOW = """
import sys
import time
from generator import progress
from generator.cli import main, waiting

waiting.PATIENCE = 0.05
waiting._STEP = 0.01
plain = progress.at

def slow(what, item=""):
    plain(what, item)
    time.sleep(0.1)

for module in [m for m in list(sys.modules.values()) if getattr(m, "at", None) is plain]:
    module.at = slow
import generator.api.build, generator.python.tests
generator.api.build.at = generator.python.tests.at = slow
main(["generate", "acme.json"])
"""


@pytest.fixture
def acme(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()  # the search for a config ends here
    made = collection(folder("Links", item("Get a link\x1b[31m", path="/links/:id")), name="Acme")
    (tmp_path / "acme.json").write_text(json.dumps(made))
    return tmp_path


def all_of(terminal: int) -> str:
    """What was written to a terminal whose other side is closed: a read gives a part of it."""
    parts = []
    with contextlib.suppress(OSError):  # EIO is its end
        while part := os.read(terminal, 100_000):
            parts.append(part)
    os.close(terminal)
    return b"".join(parts).decode()


def test_a_terminal_shows_the_item_at_hand(acme: Path) -> None:
    ours, theirs = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-c", SLOW],
        cwd=acme,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=theirs,
        text=True,
        check=True,
    )
    os.close(theirs)
    shown = all_of(ours)
    assert done.stdout.startswith("generated/acme: 1 operation")
    assert "postgen: understanding the requests: Links / Get a link\\x1b[31m" in shown
    assert "postgen: writing the tests: Links / Get a link" in shown
    assert shown.endswith("\r\x1b[K")  # nothing of it stays


def test_nothing_is_shown_elsewhere(acme: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SLOW],
        cwd=acme,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""


def test_a_short_run_shows_nothing() -> None:
    with waiting.shown_progress():
        read(json.dumps(collection(item("A"))).encode())
    assert progress.now() == "looking for secrets"
