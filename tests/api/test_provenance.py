"""Which collections were converted from OpenAPI documents, and what that means for values."""

from __future__ import annotations

import json

import pytest

from generator.api.provenance import is_converted
from generator.pipeline import read
from generator.postman.collection import walk
from tests.helpers.collections import Json, answer, collection, item, sample
from tests.helpers.packages import operation

UNPRUNED = {"protocolProfileBehavior": {"disableBodyPruning": True}}


def query(description: str = "", value: str = "1") -> Json:
    return item(
        "A", path="{{baseUrl}}/a", query=[{"key": "q", "value": value, "description": description}]
    )


def path(description: str) -> Json:
    return item(
        "B",
        path="{{baseUrl}}/:id",
        variables=[{"key": "id", "value": "1", "description": description}],
    )


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ([query()], False),
        ([{**query(), **UNPRUNED}], True),
        ([{**query(), **UNPRUNED}, query()], False),
        ([query("(Required) Which.")], True),
        ([query("Which. (This can only be one of 1,2)")], True),
        ([query(value="<integer>")], True),
        # Each variable of a path is required, as the converter sees it.
        ([query("(Required) Which."), path("The id.")], False),
        ([query(), path("(Required) The id.")], True),
        # An address of its own, as people write it.
        ([item("A", path="https://api.test/a"), query("(Required) Which.")], False),
    ],
)
def test_marks(items: list[Json], expected: bool) -> None:
    source = read(json.dumps(collection(*items)).encode())
    assert is_converted(list(walk(source.collection))) is expected


@pytest.mark.parametrize(("name", "expected"), [("belvo", True), ("library", False)])
def test_samples(name: str, expected: bool) -> None:
    assert is_converted(list(walk(read(json.dumps(sample(name)).encode()).collection))) is expected


def test_values_that_are_made_up_are_no_defaults() -> None:
    headers = {"X-Version": "2", "Accept": "application/json"}
    typed = operation(item("A", path="{{baseUrl}}/a?v=1", headers=headers))
    assert typed.query[0].default == ("1",)
    assert typed.headers[0].default == ("2",)
    drawn = operation({**item("A", path="{{baseUrl}}/a?v=1", headers=headers), **UNPRUNED})
    assert drawn.query[0].default is None
    assert drawn.headers[0].default is None
    assert drawn.constant_headers == (("Accept", "application/json"),)


def test_what_examples_send_otherwise_is_no_default() -> None:
    saved = item("A", path="{{baseUrl}}/a?v=1&page=2")["request"]
    found = operation(
        item("A", path="{{baseUrl}}/a?v=1&page=1", answers=[answer({}, originalRequest=saved)])
    )
    assert {p.name: p.default for p in found.query} == {"v": ("1",), "page": None}
