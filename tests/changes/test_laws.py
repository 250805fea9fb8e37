"""What differs in the code is in the report, and nothing else is."""

from __future__ import annotations

import ast
import json
from collections.abc import Mapping
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from generator import pipeline
from generator.changes.compare import compare
from generator.changes.model import KINDS, Change, Severity, suggested_bump
from generator.changes.reading import read
from generator.changes.text import report
from generator.diagnostics import InputError
from generator.output.lock import EMPTY
from generator.pipeline import Options
from generator.updates import Update, between_collections, rewritten
from tests.helpers.cases import CASES
from tests.helpers.collections import Json, sample
from tests.helpers.mutations import mutate

SAMPLES = [json.loads((case.folder / "input.json").read_bytes()) for case in CASES]
SAMPLES.append(sample("belvo"))
OPTIONS = Options(name="acme")


def update(before: Json, after: Json) -> Update:
    old, new = (pipeline.read(json.dumps(side).encode()) for side in (before, after))
    return between_collections(old, new, EMPTY, EMPTY, OPTIONS, OPTIONS)


def statements(code: Mapping[str, str]) -> dict[str, str]:
    """Code without its layout."""
    plain = {path: ast.unparse(ast.parse(text)) for path, text in code.items()}
    return {
        path: "\n".join(line.strip() for line in text.splitlines()) for path, text in plain.items()
    }


@settings(max_examples=25)  # `make changes` does thousands
@given(st.sampled_from(SAMPLES), st.randoms(use_true_random=True))
def test_code_differs_exactly_where_a_change_is_told(before: Json, random: Random) -> None:
    after = mutate(before, random)
    for _ in range(random.randrange(3)):
        after = mutate(after, random)
    try:
        found = update(before, after)
    except InputError:
        assume(False)
    old, new = (statements(side.surface.code) for side in (found.before, found.after))
    assert bool(found.changes) == (old != new)
    for change in found.changes:
        assert change.kind != "code-changed", "a rule names it"
        assert change.effect
        assert change.before != change.after
    ranks = [list(Severity).index(change.severity) for change in found.changes]
    assert ranks == sorted(ranks)
    assert len(report("acme", found.changes)) >= bool(found.changes)
    assert update(after, after).changes == ()


@settings(max_examples=25)
@given(st.sampled_from([sample("library"), sample("belvo")]), st.randoms(use_true_random=True))
def test_a_headline_counts_what_the_report_tells(before: Json, random: Random) -> None:
    after = mutate(before, random)
    try:
        found = update(before, after)
    except InputError:
        assume(False)
    old, new = (
        {path: text.encode() for path, text in side.surface.code.items()}
        for side in (found.before, found.after)
    )
    told, brief = rewritten(old, new), rewritten(old, new, is_brief=True)
    assert [change.kind for change in brief] == [change.kind for change in told]


LIBRARY = pipeline.write_code(
    pipeline.read(json.dumps(sample("library")).encode()), EMPTY, OPTIONS
).texts
BEFORE = read(LIBRARY)
PATHS = sorted(
    path for path in LIBRARY if path.endswith(".py") and not path.startswith(("aio", "__init__"))
)


@settings(max_examples=25)
@given(st.sampled_from(PATHS), st.randoms(use_true_random=True))
def test_no_statement_of_the_code_can_change_unseen(path: str, random: Random) -> None:
    tree = ast.parse(LIBRARY[path])
    constants = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str | int)
    ]
    assume(constants)
    node = random.choice(constants)
    node.value = f"{node.value}x" if isinstance(node.value, str) else int(node.value) + 1  # type: ignore[operator]
    try:
        after = read({**LIBRARY, path: ast.unparse(tree)})
    except (InputError, ValueError):
        assume(False)
    assert compare(BEFORE, after) != ()


def test_a_version_rises_by_the_worst_change() -> None:
    severities = list(Severity)
    ranks = ["major", "major", "minor", "patch"]
    for number, severity in enumerate(severities):
        better = [Change(kind, "", "") for kind in KINDS if KINDS[kind] in severities[number:]]
        assert suggested_bump(better) == ranks[severities.index(severity)]
    assert suggested_bump(()) == "none"


@pytest.mark.parametrize("name", ["belvo", "library"])
def test_a_collection_is_no_update_of_itself(name: str) -> None:
    assert update(sample(name), sample(name)).changes == ()
