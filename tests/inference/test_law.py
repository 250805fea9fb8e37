"""The law of inference: each sample fits the schema that `postgen schema` prints for it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.diagnostics import InputError
from tests.tools.corpus_schemas import held

ROOT = Path(__file__).parents[2]
OWN = sorted([*ROOT.glob("collections/*.json"), *ROOT.glob("tests/cases/*/input.json")])
CORPUS = Path(os.environ.get("CORPUS", ROOT / "../shared/corpus"))


@pytest.mark.parametrize("path", OWN, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_own_collections(path: Path) -> None:
    assert held(path.read_bytes()).misfits == []


@pytest.mark.skipif(not CORPUS.is_dir(), reason=f"there is no folder {CORPUS.name} (CORPUS=DIR)")
def test_corpus() -> None:
    found = {}
    for path in sorted(CORPUS.glob("*.json")):
        try:
            found[path.name] = held(path.read_bytes()).misfits
        except InputError:
            continue
    assert {name: lines for name, lines in found.items() if lines} == {}
