"""The law of inference: each sample fits the schema that `postgen schema` prints for it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

from generator.api.build import build
from generator.api.contradictions import mark_contradictions
from generator.api.evidence import answers
from generator.api.schema import api_schema
from generator.diagnostics import InputError, printable
from generator.inference.observe import fill, observe
from generator.inference.types import UNKNOWN
from generator.pipeline import read
from generator.postman.lenient_json import plain

ROOT = Path(__file__).parents[2]
OWN = sorted([*ROOT.glob("collections/*.json"), *ROOT.glob("tests/cases/*/input.json")])
CORPUS = Path(os.environ.get("CORPUS", ROOT / "../shared/corpus"))
_LARGE = 50_000
"""Of the answers that are larger than this, in characters of text, each operation's first is
checked: jsonschema takes its time."""


def misfits(path: Path) -> Iterator[str]:
    """Where a sample does not fit, and how; nothing of the sample itself."""
    api, _ = build(read(path.read_bytes()).collection)
    # Without corrections nothing can contradict one.
    yield from map(str, mark_contradictions(api)[1])
    schema = api_schema(api)
    printed = {one["id"]: one["responses"] for one in schema["operations"]}
    for operation in api.operations():
        for saved in answers(operation):
            status = str(saved.status) if saved.status else "default"
            whole = {**printed[operation.id][status]["schema"], "$defs": schema["$defs"]}
            validator = Draft202012Validator(
                whole, format_checker=Draft202012Validator.FORMAT_CHECKER
            )
            large = 0
            for value in saved.values:
                large += len(repr(value)) > _LARGE
                if observe(value) == UNKNOWN or (large > 1 and len(repr(value)) > _LARGE):
                    continue
                error = best_match(validator.iter_errors(fill(plain(value))))
                if error is not None:
                    way = printable(error.json_path)
                    yield f"{operation.id} {status} {way}: {error.validator}"


@pytest.mark.parametrize("path", OWN, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_own_collections(path: Path) -> None:
    assert list(misfits(path)) == []


@pytest.mark.skipif(not CORPUS.is_dir(), reason=f"there is no folder {CORPUS.name} (CORPUS=DIR)")
def test_corpus() -> None:
    found = {}
    for path in sorted(CORPUS.glob("*.json")):
        try:
            found[path.name] = list(misfits(path))
        except InputError:
            continue
    assert {name: lines for name, lines in found.items() if lines} == {}
