"""The wheel: what a user installs holds all that a run needs."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from tests.helpers.collections import ROOT, sample_path
from tests.helpers.packages import run_bytes


def python(executable: str | Path, *arguments: str, cwd: Path) -> str:
    done = subprocess.run(
        [str(executable), *arguments], cwd=cwd, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built without a network, by the build backend that is installed."""
    folder = tmp_path_factory.mktemp("wheel")
    build = f"import hatchling.build as b; print(b.build_wheel({str(folder)!r}))"
    name = python(sys.executable, "-c", build, cwd=ROOT).split()[-1]
    return folder / name


def test_the_wheel_holds_code_schema_and_templates(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    templates = {
        f"generator/_templates/{path.relative_to(ROOT / 'templates').as_posix()}"
        for path in (ROOT / "templates").rglob("*")
        if path.is_file()
        and not any(p == "__pycache__" or p.startswith(".") for p in path.relative_to(ROOT).parts)
    }
    assert templates <= names
    assert "generator/postman/collection.schema.json" in names
    assert not [name for name in names if not name.startswith("generator/")]
    assert not [name for name in names if "__pycache__" in name or "test_" in name.split("/")[0]]


def test_the_installed_program(wheel: Path, tmp_path: Path) -> None:
    home = tmp_path / "env"
    venv.create(home, with_pip=False)
    paths = {"base": str(home), "platbase": str(home)}
    site = Path(sysconfig.get_path("purelib", "venv", vars=paths))
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    # Dependencies are those of this interpreter; the wheel's own code comes before them.
    (site / "dependencies.pth").write_text(f"{sysconfig.get_path('purelib')}\n")
    executable = Path(sysconfig.get_path("scripts", "venv", vars=paths)) / "python"
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    where = python(executable, "-c", "import generator; print(generator.__file__)", cwd=elsewhere)
    assert Path(where.strip()) == site / "generator" / "__init__.py"
    arguments = ["-m", "generator", "generate", str(sample_path("belvo")), "-o", "out"]
    python(executable, *arguments, cwd=elsewhere)
    expected = run_bytes(sample_path("belvo").read_bytes()).files
    made = elsewhere / "out" / "belvo"
    assert {p.relative_to(made).as_posix() for p in made.rglob("*") if p.is_file()} == set(expected)
    assert all((made / path).read_bytes() == content for path, content in expected.items())
