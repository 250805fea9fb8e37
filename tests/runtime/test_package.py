"""The runtime as it stands in a client: imports, types, and the tests that come with it."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest


def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *command], cwd=folder, capture_output=True, text=True, check=False
    )


def run_pytest(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return run(folder, "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments)


def test_an_import_loads_little(shop_path: Path) -> None:
    code = (
        "import sys, shop, shop._runtime; shop.Client();"
        "loaded = [name for name in sys.modules if name.startswith(('pydantic', 'shop.'))];"
        "print([n for n in loaded if 'pydantic' in n or 'models' in n or 'resources' in n])"
    )
    done = run(shop_path.parent, "-c", code)
    assert (done.stdout.strip(), done.stderr) == ("[]", "")


def test_what_resources_need_waits_for_them(shop_path: Path) -> None:
    code = (
        "import sys, shop; shop.Client;"
        "print([n for n in ('attempts', 'exchange', 'operation', 'pages', 'types')"
        " if f'shop._runtime.{n}' in sys.modules]);"
        "from shop._runtime import Id, Operation, Pages; import shop._runtime.types as types;"
        "assert Id is types.Id; shop._runtime.Missing"
    )
    done = run(shop_path.parent, "-c", code)
    assert done.stdout.strip() == "[]"
    last = done.stderr.splitlines()[-1]
    assert last == "AttributeError: module 'shop._runtime' has no attribute 'Missing'"


def test_modules_name_no_package(shop_path: Path) -> None:
    for path in (shop_path / "_runtime").rglob("*.py"):
        for line in path.read_text().splitlines():
            if line.lstrip().startswith(("import ", "from ")):
                root = line.split()[1].partition(".")[0]
                assert root in {"", "httpx2", "pydantic", *sys.stdlib_module_names}, line


def test_types(shop_path: Path) -> None:
    config = shop_path.parent / "mypy.ini"
    config.write_text("[mypy]\nstrict = true\ncache_dir = .mypy\n")
    done = run(shop_path.parent, "-m", "mypy", "--config-file", str(config), "shop")
    assert done.returncode == 0, done.stdout


PLAIN = "[pytest]\n"
STRICT = "[pytest]\naddopts = --import-mode=importlib\nfilterwarnings = error\n"


@pytest.mark.parametrize(
    ("config", "folder"),
    [(PLAIN, ".."), (PLAIN, "tests"), (STRICT, "..")],
    ids=["above", "inside", "strict"],
)
def test_examples_are_replayed(shop_path: Path, config: str, folder: str) -> None:
    (shop_path.parent / "pytest.ini").write_text(config)
    done = run_pytest(shop_path / folder, str(shop_path))
    assert done.returncode == 0, done.stdout
    assert "7 passed" in done.stdout


BREAKAGES = [
    ("update.json", '"x-version": "2"', '"x-version": "3"'),
    ("update.json", "a%20b%2Fc", "a%20b/c"),
    ("update.json", '"json": {"meta": null}', '"json": {"meta": 1}'),
    ("update.json", "2022-02-09T08:45:50.100", "yesterday"),
    ("update.json", '"status": 404', '"status": 200'),
    ("upload.json", '"key", "api-key"', '"key", null'),
    ("upload.json", 'z"], ["file"', 'y"], ["file"'),
    ("upload.json", '"multipart/form-data"', '"text/x"'),
    ("log_in.json", '["user", "a b&c"]', '["user", "a b"]'),
]


def test_differences_are_found(shop_path: Path, tmp_path: Path) -> None:
    """Each example is broken in one place, all of them in one run."""
    copy = tmp_path / "shop"
    shutil.copytree(shop_path, copy)
    for path in (copy / "tests" / "examples").iterdir():
        saved = path.read_text()
        broken = []
        for name, old, new in BREAKAGES:
            if path.name == f"links.{name}":
                assert old in saved
                broken += json.loads(saved.replace(old, new, 1))["examples"]
        path.write_text(json.dumps({"examples": broken}))
    done = run_pytest(copy, str(copy))
    # Of the five examples of `update`, four are whole in each of its five copies.
    assert f"{len(BREAKAGES)} failed, 20 passed" in done.stdout
