"""Requests of one operation whose bodies are of several kinds."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.api.model import Operation
from tests.helpers.collections import Json, answer, collection, folder, item, raw
from tests.helpers.packages import describe, operations, run, run_tests, write

FORM = {"mode": "urlencoded", "urlencoded": [{"key": "text", "value": "a"}]}
BROKEN = raw('{"text": ', "json")


def saved(body: Json, name: str) -> Json:
    """An answer saved with a request that sends this body."""
    made = item("", "POST", "/notes", body=body)["request"]
    return {**answer({"ok": True}), "name": name, "originalRequest": made}


def notes(*bodies: Json, own: Json) -> Json:
    answers = [saved(body, f"with {number}") for number, body in enumerate(bodies, 1)]
    return collection(folder("Notes", item("Add", "POST", "/notes", body=own, answers=answers)))


def the_operation(made: Json) -> Operation:
    (found,) = operations(made).values()
    return found


def warnings(made: Json) -> list[str]:
    _, diagnostics = describe(made)
    return [str(one) for one in diagnostics if one.code == "several-bodies"]


@pytest.mark.parametrize(
    ("own", "other", "kind", "said"),
    [
        (raw('{"text": "a"}'), FORM, "json", "an urlencoded form, and the method only JSON"),
        (FORM, raw('{"text": "a"}'), "form", "JSON, and the method only an urlencoded form"),
        (raw("a", "text"), FORM, "text", "an urlencoded form, and the method only text"),
    ],
)
def test_the_items_own_is_sent_and_the_other_named(
    own: Json, other: Json, kind: str, said: str
) -> None:
    made = notes(own, other, own=own)
    body = the_operation(made).body
    assert body is not None
    assert body.kind == kind
    assert warnings(made) == [
        f"Notes / Add / response with 2: the request sends {said}; save it as an item with a "
        "name of its own to have both"
    ]


def test_an_item_merged_with_another_is_named() -> None:
    one, two = (item("Add", "POST", "/notes", body=body) for body in (FORM, raw('{"a": 1}')))
    both = collection(one, two)
    assert len(warnings(both)) == 1
    assert warnings(both) == warnings(collection(two, one))
    assert warnings(both)[0].startswith("Add: the request sends ")


def test_json_that_cannot_be_read_gives_way_to_json_that_can(tmp_path: Path) -> None:
    made = notes(BROKEN, raw('{"text": "a"}', "json"), own=BROKEN)
    body = the_operation(made).body
    assert body is not None
    assert body.kind == "json"
    assert warnings(made) == []
    write(run(made), tmp_path / "acme")
    assert "2 passed" in run_tests(tmp_path, "acme").stdout


def test_json_that_cannot_be_read_is_text() -> None:
    body = the_operation(notes(BROKEN, own=BROKEN)).body
    assert body is not None
    assert body.kind == "text"
