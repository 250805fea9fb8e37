"""The shape of the house: imports run one way, modules fit into one sitting."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.collections import ROOT

SOURCE = ROOT / "generator"
LONGEST = 400
"""Lines of a module."""

FLOORS = {
    "diagnostics": 0,
    "memo": 0,
    "cycles": 0,
    "progress": 0,
    "parallel": 0,
    "postman": 1,
    "inference": 1,
    "scripts": 1,
    "api": 2,
    "python": 3,
    "output": 3,
    "mock": 3,
    "changes": 4,
    "snippets": 4,
    "config": 1,
    "options": 4,
    "unchanged": 5,
    "pipeline": 5,
    "folders": 2,
    "history": 1,
    "project": 6,
    "learn": 6,
    "updates": 7,
    "cli": 8,
    "__main__": 9,
}
"""A part imports from lower floors only, and from itself."""

MODULES = sorted(SOURCE.rglob("*.py"))


def part(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imported_parts(path: Path) -> Iterator[str]:
    """The parts of the generator that a module imports, at its top or later."""
    inside = path.relative_to(SOURCE).parent.parts
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            for name in node.names:
                assert not name.name.startswith("generator"), "imports inside are relative"
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            assert not str(node.module).startswith("generator"), "imports inside are relative"
        elif isinstance(node, ast.ImportFrom):
            base = inside[: len(inside) - node.level + 1]
            named = [*base, *(node.module or "").split(".")] if node.module else [*base]
            yield from [named[0]] if named else [alias.name for alias in node.names]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_imports_run_one_way(path: Path) -> None:
    own = part(path)
    if own == "__init__":
        assert list(imported_parts(path)) == []
        return
    for other in imported_parts(path):
        if other not in {own, "__version__"}:
            assert FLOORS[other] < FLOORS[own], f"{own} imports {other}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_modules_are_short_and_say_what_they_are(path: Path) -> None:
    text = path.read_text()
    assert text.count("\n") <= LONGEST
    assert ast.get_docstring(ast.parse(text))


def test_only_the_command_line_prints_or_exits() -> None:
    said = {
        path.relative_to(SOURCE).as_posix()
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) in {"print", "exit", "quit", "sys.exit", "click.echo"}
    }
    assert all(path.startswith("cli/") for path in said)


def test_the_runtime_knows_nothing_of_the_generator() -> None:
    for path in sorted((ROOT / "templates").rglob("*.py")):
        modules = [
            name.name if isinstance(node, ast.Import) else str(node.module)
            for node in ast.walk(ast.parse(path.read_text()))
            if isinstance(node, (ast.Import, ast.ImportFrom))
            for name in node.names
            if isinstance(node, ast.Import) or node.level == 0
        ]
        assert not [name for name in modules if name.split(".")[0] in {"generator", "postgen"}]
