"""Whole runs that are killed, refused by the system, or made at the same time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers.collections import answer, collection, item
from tests.tools.kills import contents, kill

COMMAND = """
import resource, sys
from generator.cli import main
if len(sys.argv) > 1:
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2)
main(["generate", "acme.json"])
"""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    made = collection(item("Get", answers=[answer({"a": 1})]), name="Acme")
    (tmp_path / "acme.json").write_text(json.dumps(made))
    return tmp_path


def start(place: Path, *limit: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", COMMAND, *limit],
        cwd=place,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def end(run: subprocess.Popen[str]) -> tuple[int, str]:
    """How a run ended, and what it said on stderr."""
    _, said = run.communicate()
    return run.returncode, said


def test_killed_at_any_point() -> None:
    """A few of the 200 of `make kills`."""
    tally = kill(6, seed=1)
    assert tally.broken == []
    assert sum(tally.left.values()) == 6


def test_a_full_disk_leaves_the_old_tree(place: Path) -> None:
    assert end(start(place)) == (0, "")
    before = contents(place / "generated")
    changed = collection(item("Get all", answers=[answer({"b": "2"})]), name="Acme")
    (place / "acme.json").write_text(json.dumps(changed))
    code, said = end(start(place, "500"))
    assert code == 2
    assert said.startswith("postgen: acme.json: ")
    assert said.count("\n") == 1
    assert "File too large" in said
    assert contents(place / "generated") == before
    assert [path.name for path in (place / "generated").iterdir()] == ["acme"]


def test_runs_at_the_same_time_all_succeed(place: Path) -> None:
    runs = [start(place) for _ in range(3)]
    assert [end(run) for run in runs] == [(0, "")] * 3
    assert [path.name for path in (place / "generated").iterdir()] == ["acme"]
    assert end(start(place)) == (0, "")


@pytest.mark.parametrize("kind", ["file", "link", "loop", "missing target"])
def test_an_output_that_is_no_folder_is_left_alone(place: Path, kind: str) -> None:
    (place / "elsewhere").mkdir()
    (place / "generated").mkdir()
    target = place / "generated" / "acme"
    match kind:
        case "file":
            target.write_text("mine")
        case "link":
            target.symlink_to(place / "elsewhere")
        case "loop":
            target.symlink_to(target)
        case "missing target":
            target.symlink_to(place / "nowhere")
    code, said = end(start(place))
    assert code == 2
    assert "generated/acme: is a " in said
    assert said.count("\n") == 1
    assert os.path.lexists(target)
    assert list((place / "elsewhere").iterdir()) == []
    assert not (place / "nowhere").exists()
