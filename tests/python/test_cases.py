"""Each case gives the files that stand beside it, and a package that works."""

from __future__ import annotations

import importlib
import os
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers.cases import CASES, Case
from tests.helpers.packages import files, imported


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_files(case: Case, request: pytest.FixtureRequest) -> None:
    found = files(case.run())
    assert case.expected, f"{case.folder}/expected names no file"
    if request.config.getoption("--update-cases"):
        for path, file in case.expected.items():
            file.write_text(found[path])
    assert {path: found.get(path) for path in case.expected} == {
        path: file.read_text() for path, file in case.expected.items()
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_all_modules_can_be_imported(case: Case, case_packages: Path) -> None:
    with imported(case_packages / case.package) as package:
        modules = pkgutil.walk_packages(package.__path__, f"{case.package}.")
        names = [module.name for module in modules if ".tests." not in module.name]
        for name in names:
            importlib.import_module(name)
    assert f"{case.package}.client" in names


def python(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_generated_tests_pass(case_packages: Path) -> None:
    # As strict as a team's own settings may be.
    strict = ("-W", "error", "-o", "empty_parameter_set_mark=fail_at_collect")
    done = python("-m", "pytest", "-q", *strict, "-p", "no:cacheprovider", ".", cwd=case_packages)
    assert done.returncode == 0, done.stdout + done.stderr


def test_types_check(case_packages: Path) -> None:
    packages = [argument for case in CASES for argument in ("-p", case.package)]
    done = python("-m", "mypy", "--strict", "--no-error-summary", *packages, cwd=case_packages)
    assert done.returncode == 0, done.stdout + done.stderr
