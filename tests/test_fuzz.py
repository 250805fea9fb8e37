"""Any input has an outcome: a client that keeps the promises, or one clear line.

The longer run of the same is `make fuzz`; what it found once is in `found/`.
"""

from __future__ import annotations

import ast
import importlib
import json
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from generator.diagnostics import InputError
from tests.helpers.judge import fast, judge
from tests.helpers.mutate import (
    NASTY,
    at,
    base,
    base_v3,
    dump,
    mutate_bytes,
    mutate_json,
    paths,
    put,
)
from tests.helpers.packages import files, imported, run, run_bytes, write

# A collection is reduced by hand: hypothesis would take minutes for it.
PHASES = (Phase.explicit, Phase.generate)
FOUND = sorted((Path(__file__).parent / "found").glob("*.json"))


@pytest.fixture(scope="module", autouse=True)
def _fast() -> Iterator[None]:
    with fast():
        yield


@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.stem)
def test_found_once(path: Path) -> None:
    judge(path.read_bytes())


@settings(max_examples=25, phases=PHASES)
@given(st.randoms(use_true_random=False))
def test_a_changed_collection_has_an_outcome(random: Random) -> None:
    judge(dump(mutate_json(random, base())), with_shown=random.random() < 0.3)


@settings(max_examples=15, phases=PHASES)
@given(st.randoms(use_true_random=False))
def test_a_changed_folder_has_an_outcome(random: Random) -> None:
    judge(dump(mutate_json(random, base_v3())), with_shown=False)


@settings(max_examples=25, phases=PHASES)
@given(st.randoms(use_true_random=False))
def test_a_mangled_file_has_an_outcome(random: Random) -> None:
    judge(mutate_bytes(random, dump(base())), with_shown=False)


@pytest.mark.parametrize("seed", range(8))
def test_what_is_made_can_be_imported(seed: int, tmp_path: Path) -> None:
    """Compiling is not all: annotations, defaults and classes have to come to life."""
    while True:
        try:
            made = run_bytes(dump(mutate_json(Random(seed), base(), 4)))  # noqa: S311
            break
        except InputError:
            seed += 1000
    folder = write(made, tmp_path / "fuzzed")
    with imported(folder):
        for path in sorted(folder.rglob("*.py")):
            if "tests" not in path.parts:
                parts = path.relative_to(tmp_path).with_suffix("").parts
                importlib.import_module(".".join(parts))


# ---- twins: the same collection, with harmless texts

_SIGNS = "".join(text for text in NASTY if text.isascii() and not any(map(str.isalnum, text)))


def _shape(collection: Any) -> dict[str, str]:
    """The syntax trees of all modules, with every text in them blank."""
    shown = {}
    for path, text in files(run(collection)).items():
        if path.endswith(".py"):
            tree = ast.parse(text)
            for node in ast.walk(tree):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    node.value = ""
            shown[path] = ast.dump(tree)
    return shown


def _with_texts(description: str, in_titles: str) -> Any:
    made = json.loads(dump(base()))
    for place in paths(made):
        if place and place[-1] == "description":
            put(made, place, description)
        elif place and place[-1] == "name":
            put(made, place, at(made, place) + in_titles)
    return made


HARMLESS_SHAPE = _shape(_with_texts("Some words.", ""))


@pytest.mark.parametrize("signs", [_SIGNS[:12], _SIGNS[12:24], _SIGNS[24:], "\u202e\u2028\x85"])
def test_texts_stay_texts(signs: str) -> None:
    """Descriptions change no code, and signs in titles change no names."""
    made = _shape(_with_texts(f"So {signs} {' '.join(NASTY)}", signs))
    assert [path for path, shape in made.items() if shape != HARMLESS_SHAPE.get(path)] == []
    assert made.keys() == HARMLESS_SHAPE.keys()
