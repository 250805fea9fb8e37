"""The order of items, folders and examples, and the ids, decide nothing.

But for `tests/order.json`, which is there to keep the order for the live tests.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from typing import Any

import pytest

from generator.output.lock import EMPTY, LOCK_NAME, Lock
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


ORDER = "tests/order.json"


def unordered(result: Result) -> dict[str, str]:
    """The files less the one that holds the order, and its digest in the lock."""
    texts = files(result)
    del texts[ORDER]
    lines = texts[LOCK_NAME].splitlines(keepends=True)
    texts[LOCK_NAME] = "".join(line for line in lines if ORDER not in line)
    return texts


def shuffled_run(name: str, seed: int, lock: Lock) -> Result:
    return run(shuffled(sample(name), random.Random(seed)), lock)  # noqa: S311


def test_items_that_differ_in_their_scripts_alone_have_an_order() -> None:
    def ping(code: str) -> Any:
        event = {"listen": "test", "script": {"exec": [code]}}
        return {**item("Ping", path="/ping"), "event": [event]}

    scripts = [f"pm.test('{name}', () => pm.response.to.be.ok);" for name in "abc"]
    one, other = (
        unordered(run(collection(*map(ping, order)))) for order in (scripts, scripts[::-1])
    )
    assert one == other


@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_of_a_collection_decides_nothing(first: tuple[str, Result], seed: int) -> None:
    name, result = first
    assert unordered(shuffled_run(name, seed, EMPTY)) == unordered(result)


def test_nor_does_it_with_the_lock_of_the_first_run(first: tuple[str, Result]) -> None:
    name, result = first
    assert unordered(shuffled_run(name, 3, lock_of(result))) == unordered(result)


def test_the_order_of_the_items_is_kept_for_the_live_tests() -> None:
    items = [item("Second", path="/b"), item("First", path="/a"), item("Third", path="/b")]
    texts = files(run(collection(*items)))
    assert json.loads(texts[ORDER]) == [["second", 0], ["first", 0], ["third", 0]]


def test_a_second_run_changes_nothing(first: tuple[str, Result]) -> None:
    name, result = first
    assert run(sample(name), lock_of(result)).files == result.files


def test_nor_do_folders_of_the_same_title() -> None:
    one = folder("Links", item("A", path="/a"), description="The first.")
    two = folder("Links", item("B", path="/b"), description="Another.")
    assert unordered(run(collection(one, two))) == unordered(run(collection(two, one)))
