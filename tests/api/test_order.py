"""The order of items, folders and examples, and the ids, decide nothing."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import pytest

from generator.output.lock import EMPTY, Lock
from generator.pipeline import Result
from tests.helpers.collections import SAMPLES, collection, folder, item, sample
from tests.helpers.packages import files, lock_of, run, unformatted


def shuffled(node: Any, shuffle: random.Random) -> Any:
    """The same with items and examples in another order, and with other ids."""
    if isinstance(node, list):
        return [shuffled(each, shuffle) for each in node]
    if not isinstance(node, dict):
        return node
    made = {key: shuffled(value, shuffle) for key, value in node.items()}
    for key in ("item", "response"):
        if isinstance(made.get(key), list):
            shuffle.shuffle(made[key])
    for key in ("id", "_postman_id", "uid"):
        if key in made and ("request" in made or "schema" in made or "originalRequest" in made):
            made[key] = str(shuffle.random())
    return made


@pytest.fixture(scope="module", params=SAMPLES)
def first(request: pytest.FixtureRequest) -> Iterator[tuple[str, Result]]:
    with unformatted():
        yield request.param, run(sample(request.param))


def other_files(name: str, seed: int, lock: Lock) -> dict[str, str]:
    return files(run(shuffled(sample(name), random.Random(seed)), lock))  # noqa: S311


@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_of_a_collection_decides_nothing(first: tuple[str, Result], seed: int) -> None:
    name, result = first
    assert other_files(name, seed, EMPTY) == files(result)


def test_nor_does_it_with_the_lock_of_the_first_run(first: tuple[str, Result]) -> None:
    name, result = first
    assert other_files(name, 3, lock_of(result)) == files(result)


def test_a_second_run_changes_nothing(first: tuple[str, Result]) -> None:
    name, result = first
    assert run(sample(name), lock_of(result)).files == result.files


def test_nor_do_folders_of_the_same_title() -> None:
    one = folder("Links", item("A", path="/a"), description="The first.")
    two = folder("Links", item("B", path="/b"), description="Another.")
    assert files(run(collection(one, two))) == files(run(collection(two, one)))
