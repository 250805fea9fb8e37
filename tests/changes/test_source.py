"""Expressions are printed as Python prints them."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from generator.changes.source import source_of

ROOT = Path(__file__).parents[2]
ODD = (
    "(lambda: a) | None",
    "(a if b else c) | d",
    "(a, b) | c",
    "a | (b | c)",
    "(a | b) | c",
    "(a or b) | c",
    "a & b | c",
    "(yield) | a",
    "(a := b) | c",
    "-1 | a",
    "1 | a.b",
    "a[b] | 1",
    "a[b, c]",
    "a[b][c]",
    "'it\\'s' | None",
    "u'x'",
    "b'x'",
    "1e400",
    "...",
)


@pytest.mark.parametrize("text", ODD)
def test_odd_expressions(text: str) -> None:
    node = ast.parse(text, mode="eval").body
    assert source_of(node) == ast.unparse(node)


def test_expressions_of_clients() -> None:
    """All of those in the code of a generated client."""
    modules = sorted((ROOT / "generated/lantern_library").glob("**/*.py"))
    trees = [ast.parse(path.read_text()) for path in modules if "tests" not in path.parts]
    found = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.expr)]
    assert len(found) > 1_000
    for node in found:
        assert source_of(node) == ast.unparse(node)
