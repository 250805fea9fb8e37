"""Breaking means what a type checker says: mypy and the report agree on every caller."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.changes.model import Severity
from generator.updates import Update
from tests.helpers.callers import disagreements, everything
from tests.helpers.collections import ROOT
from tests.helpers.pairs import PAIRS, Pair, line, places, write_package

RUNTIME = ROOT / "templates" / "client" / "_runtime"
_ERROR = re.compile(r"(.+)\.py:(\d+): error: (.*)")


@pytest.fixture(scope="module")
def updates() -> dict[str, Update]:
    return {pair.name: pair.update() for pair in PAIRS}


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_changes(pair: Pair, updates: Mapping[str, Update], request: pytest.FixtureRequest) -> None:
    found = "".join(map(line, updates[pair.name].changes))
    if request.config.getoption("--update-cases"):
        pair.write(found)
        return
    assert found == pair.changes


@pytest.fixture(scope="module")
def errors(
    updates: Mapping[str, Update], tmp_path_factory: pytest.TempPathFactory
) -> Mapping[str, list[tuple[int, str]]]:
    """What mypy says of every caller before and after, in one run: by module, with lines."""
    folder = tmp_path_factory.mktemp("pairs")
    shutil.copytree(RUNTIME, folder / "runtime", ignore=shutil.ignore_patterns("__pycache__"))
    for pair in PAIRS:
        update = updates[pair.name]
        for when, side in (("before", update.before), ("after", update.after)):
            package = f"{when}_{pair.name}"
            write_package(side.surface.code, folder / package, "runtime")
            for number, caller in enumerate(pair.callers):
                module = folder / f"{package}_{number}.py"
                module.write_text(caller.program(package))
            program = everything(update.before.surface, package, "runtime")
            lines = "\n".join(line for _, line in program)
            (folder / f"{package}_all.py").write_text(f"{lines}\n")
    modules = [path.name for path in sorted(folder.glob("*.py"))]
    done = subprocess.run(
        [
            *(sys.executable, "-m", "mypy", "--strict", "--no-error-summary", "--sqlite-cache"),
            *("--cache-dir", str(ROOT / ".mypy_cache" / "pairs"), *modules),
        ],
        cwd=folder,
        env={**os.environ, "MYPYPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in {0, 1}, done.stdout + done.stderr
    said: dict[str, list[tuple[int, str]]] = {Path(name).stem: [] for name in modules}
    for text in done.stdout.splitlines():
        if found := _ERROR.match(text):
            said.setdefault(found[1], []).append((int(found[2]), found[3]))
    assert set(said) == {Path(name).stem for name in modules}, "the clients themselves check"
    return said


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_the_type_checker_agrees(
    pair: Pair, updates: Mapping[str, Update], errors: Mapping[str, list[tuple[int, str]]]
) -> None:
    changes = updates[pair.name].changes
    broken = places(tuple(one for one in changes if one.severity is Severity.BREAKING))
    assert pair.callers
    for number, caller in enumerate(pair.callers):
        before, after = (errors[f"{when}_{pair.name}_{number}"] for when in ("before", "after"))
        assert before == [], caller.code
        assert bool(after) == bool(caller.uses & broken), (caller.code, after, sorted(broken))


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_a_program_that_uses_everything_breaks_where_it_is_told(
    pair: Pair, updates: Mapping[str, Update], errors: Mapping[str, list[tuple[int, str]]]
) -> None:
    update = updates[pair.name]
    assert errors[f"before_{pair.name}_all"] == []
    breaking = [one for one in update.changes if one.severity is Severity.BREAKING]
    program = everything(update.before.surface, "", "")
    found = errors[f"after_{pair.name}_all"]
    assert list(disagreements(program, found, breaking)) == []


def test_there_are_enough_of_each() -> None:
    assert len(PAIRS) >= 40
