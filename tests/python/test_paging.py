"""The declaration of pages, also where a correction took away what it rests on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.inference.types import STRING, Field, record
from generator.python.paging import declared
from tests.helpers.collections import answer, collection, item
from tests.helpers.packages import api

BODY = {"data": [{"id": 1, "name": "a"}], "meta": {"nextCursor": "abc", "hasMore": True}}
LIST = item("List", path="/things", query=[{"key": "cursor"}], answers=[answer(BODY)])


def test_places_are_attributes() -> None:
    found = api(collection(LIST))
    (operation,) = found.operations()
    made = declared(operation, {model.name: model for model in found.models})
    assert made is not None
    assert made[0] == (
        "Pages('cursor', 'cursor', items='data', next='meta.next_cursor', more='meta.has_more')"
    )
    assert made[1].text in {model.name for model in found.models}


@pytest.mark.parametrize(
    ("key", "is_left"), [("data", False), ("meta", False), ("nextCursor", False), ("hasMore", True)]
)
def test_what_a_correction_takes_away(key: str, is_left: bool) -> None:
    found = api(collection(LIST))
    (operation,) = found.operations()
    models = {
        model.name: replace(
            model, record=record([f for f in model.record.in_order() if f.name != key])
        )
        for model in found.models
    }
    assert (declared(operation, models) is not None) is is_left


def test_a_list_that_a_correction_makes_a_text() -> None:
    found = api(collection(LIST))
    (operation,) = found.operations()
    models = {
        model.name: replace(
            model,
            record=record(
                [Field(f.name, STRING) if f.name == "data" else f for f in model.record.in_order()]
            ),
        )
        for model in found.models
    }
    assert declared(operation, models) is None
