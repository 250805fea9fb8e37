"""The text of JSON files: that of the standard library, whatever was written before."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from generator.python.json_files import dump, written
from tests.helpers.strategies import json_values


def by_the_library(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


@given(json_values, st.integers(0, 3))
def test_files_are_as_the_library_writes_them(value: object, depth: int) -> None:
    assert dump({"a": [value, ()]}) == by_the_library({"a": [value, []]})
    # At its depth, and where it would have to be written anew.
    one = written(value, depth)
    assert dump([one, {"a": [one], "b": one}]) == by_the_library(
        [value, {"a": [value], "b": value}]
    )
