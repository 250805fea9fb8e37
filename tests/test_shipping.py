"""What docs/build.md says of shipping a client, tried."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from pathlib import Path

from click.testing import CliRunner

from generator.cli import main
from tests.helpers.collections import ROOT, sample_path

DOC = (ROOT / "docs" / "build.md").read_text()


def project() -> str:
    (found,) = re.findall(r"```toml\n(\[build-system\].*?)```", DOC, re.DOTALL)
    return str(found)


def python(*arguments: str, cwd: Path) -> str:
    done = subprocess.run(
        [sys.executable, *arguments], cwd=cwd, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def generate(folder: Path) -> None:
    arguments = ["generate", str(sample_path("belvo")), "-o", str(folder), "--name", "acme"]
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 0, done.output


def test_a_distribution_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(project())
    generate(tmp_path / "src")
    build = f"import hatchling.build as b; print(b.build_wheel({str(tmp_path)!r}))"
    name = python("-c", build, cwd=tmp_path).split()[-1]
    with zipfile.ZipFile(tmp_path / name) as wheel:
        names = wheel.namelist()
        (metadata,) = [one for one in names if one.endswith("METADATA")]
        needs = wheel.read(metadata).decode()
        wheel.extractall(tmp_path / "site")
    assert "acme/py.typed" in names
    assert not [one for one in names if "tests" in one or one.endswith((".lock", ".md"))]
    assert {"Requires-Dist: httpx2<3,>=2.10", "Requires-Dist: pydantic<3,>=2.11"} <= set(
        needs.splitlines()
    )
    code = f"import sys; sys.path.insert(0, {str(tmp_path / 'site')!r}); import acme; "
    said = python("-c", f"{code}print(acme.__file__, acme.Client().links.update)", cwd=tmp_path)
    assert said.startswith(str(tmp_path / "site" / "acme"))


def test_a_folder_in_a_package(tmp_path: Path) -> None:
    generate(tmp_path / "yourpackage" / "apis")
    for folder in ("yourpackage", "yourpackage/apis"):
        (tmp_path / folder / "__init__.py").write_text("")
    code = "from yourpackage.apis.acme import Client; print(Client().links.update)"
    assert "update" in python("-c", code, cwd=tmp_path)


def test_the_dependencies_are_those_that_postgen_names() -> None:
    ours = (ROOT / "pyproject.toml").read_text()
    for one in re.findall(r'"((?:httpx2|pydantic)[^"]*)"', project()):
        assert f'"{one}"' in ours


def test_the_line_about_another_release_is_the_one_that_is_printed() -> None:
    said = (ROOT / "generator" / "cli" / "client.py").read_text()
    assert "run postgen generate, or check with that release" in said
    assert "run postgen generate, or check with that release" in DOC
