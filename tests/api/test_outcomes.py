"""What an operation answers, from examples with and without all that they should say."""

from __future__ import annotations

from typing import Any

import pytest

from generator.api.model import Outcome
from generator.api.outcomes import Bodies, outcomes_of
from generator.inference.types import (
    INTEGER,
    NULL,
    NUMBER,
    STRING,
    Array,
    Field,
    Type,
    Union,
    record,
)
from generator.postman.shapes import Spot
from generator.postman.v2 import read_item
from tests.helpers.collections import answer, collection, item
from tests.helpers.packages import describe


def fields(**types: Type) -> Type:
    return record([Field(name, type_) for name, type_ in types.items()])


def typed(content_type: str, text: str, code: int = 200) -> dict[str, Any]:
    return answer(text=text, code=code, header=[{"key": "content-type", "value": content_type}])


def outcomes(*answers: dict[str, Any], method: str = "GET") -> tuple[Outcome, ...]:
    made = item("A", method, answers=list(answers))
    read = read_item(made, Spot(), {})
    assert read is not None
    return outcomes_of(read.examples, method, Bodies())


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ([], []),
        ([answer({"a": 1})], [Outcome(200, "json", fields(a=INTEGER))]),
        (
            [answer({"a": 1}), answer({"a": None})],
            [Outcome(200, "json", fields(a=Union((INTEGER, NULL))))],
        ),
        ([answer([]), answer([1])], [Outcome(200, "json", Array(INTEGER))]),
        ([answer(None, 204)], [Outcome(204, "empty")]),
        ([answer(text="gone", code=204)], [Outcome(204, "empty")]),
        ([answer(text=" \n")], [Outcome(200, "empty")]),
        ([answer(text="hello")], [Outcome(200, "text")]),
        ([answer(text='{"a": 1}')], [Outcome(200, "json", fields(a=INTEGER))]),
        ([answer(text='{"a": 1,} // x')], [Outcome(200, "json", fields(a=INTEGER))]),
        ([answer(text='{"a": 1')], [Outcome(200, "text")]),
        ([answer(text='{"a": NaN}')], [Outcome(200, "json", fields(a=NUMBER))]),
        ([answer(text='{"a": -1e400}')], [Outcome(200, "json", fields(a=NUMBER))]),
        ([typed("application/json", "<html>")], [Outcome(200, "text")]),
        ([typed("application/problem+json", '"x"')], [Outcome(200, "json", STRING)]),
        ([typed("application/pdf", "%PDF")], [Outcome(200, "binary")]),
        ([typed("image/png", "")], [Outcome(200, "binary")]),
        ([typed("image/svg+xml", "<svg/>")], [Outcome(200, "text")]),
        ([typed("text/csv", "a,b")], [Outcome(200, "text")]),
        (
            [answer({"a": 1}), answer(None)],
            [Outcome(200, "json", Union((fields(a=INTEGER), NULL)))],
        ),
        (
            [answer({"a": 1}), answer(text="x")],
            [Outcome(200, "json", Union((fields(a=INTEGER), STRING)))],
        ),
        (
            [answer({"a": 1}, 404), answer([1], 200)],
            [Outcome(200, "json", Array(INTEGER)), Outcome(404, "json", fields(a=INTEGER))],
        ),
    ],
)
def test_outcomes(answers: list[dict[str, Any]], expected: list[Outcome]) -> None:
    assert list(outcomes(*answers)) == expected


@pytest.mark.parametrize(
    ("saved", "others", "status"),
    [
        (answer({}, 201), [], 201),
        (answer({}, None, "x", status="Not Found"), [], 404),
        (answer({}, None, "Created"), [], 201),
        (answer({}, None, "Whatever"), [], 200),
        # OpenAPI's `default` is an error where a success is known.
        (answer({}, None, "Whatever"), [answer({}, 200)], 0),
        (answer({}, None, "Whatever"), [answer({}, 404)], 200),
    ],
)
def test_statuses(saved: dict[str, Any], others: list[dict[str, Any]], status: int) -> None:
    assert status in {outcome.status for outcome in outcomes(saved, *others)}


def test_a_head_answers_nothing() -> None:
    assert outcomes(answer({"a": 1}), method="HEAD") == (Outcome(200, "empty"),)


def test_what_is_no_json_is_told() -> None:
    answers = [answer(text='{"a": NaN}', name="odd"), answer({"a": "NaN"}, name="text")]
    _, diagnostics = describe(collection(item("A", answers=answers)))
    (told,) = (one for one in diagnostics if one.code == "odd-number")
    assert (told.level, told.where) == ("notice", "A / response odd")
