"""Answers that no example shows, from the operations beside."""

from __future__ import annotations

from generator.api.model import Operation
from generator.inference.types import Array, Ref
from tests.helpers.collections import Json, answer, collection, folder, item
from tests.helpers.packages import files, operations, run

THING = {"id": 1, "name": "A", "size": 2.5}


def things(*nodes: Json) -> dict[str, Operation]:
    return {op.method: op for op in operations(collection(folder("Things", *nodes))).values()}


def by_title(*nodes: Json) -> dict[str, Operation]:
    return {op.title: op for op in operations(collection(folder("Things", *nodes))).values()}


def listing(path: str = "/things", body: object = None) -> Json:
    return item(f"List {path}", path=path, answers=[answer(body or [THING])])


def test_a_list_shows_one() -> None:
    found = by_title(listing(), item("Get thing", path="/things/:id"))
    outcome = found["Get thing"].outcomes[0]
    assert outcome.type == Ref("Thing")
    assert outcome.source == found["List /things"].id


def test_so_does_one_in_an_envelope() -> None:
    nodes = listing(body={"total": 1, "items": [THING]}), item("Get thing", path="/things/:id")
    assert by_title(*nodes)["Get thing"].outcomes[0].type == Ref("Thing")


def test_what_is_not_by_id_may_be_a_list() -> None:
    assert by_title(listing(), item("News", path="/things/:source"))["News"].outcomes == ()


def test_one_shows_a_list_where_lists_are_seen_to_be_such() -> None:
    one = item("Get thing", path="/things/:id", answers=[answer(THING)])
    assert by_title(one, item("List", path="/things"))["List"].outcomes == ()
    others = listing("/parts"), item("Get part", path="/parts/:id", answers=[answer(THING)])
    found = by_title(one, item("List", path="/things"), *others)["List"]
    assert found.outcomes[0].type == Array(Ref("Thing"))


def test_changing_answers_with_the_thing_where_it_is_seen_to() -> None:
    one = item("Get thing", path="/things/:id", answers=[answer(THING)])
    change = item("Change thing", "PUT", "/things/:id", body=THING)
    assert things(one, change)["PUT"].outcomes == ()
    other = (
        item("Get part", path="/parts/:id", answers=[answer({"a": 1, "b": 2})]),
        item("Change part", "PUT", "/parts/:id", answers=[answer({"a": 1, "b": 3})]),
    )
    assert by_title(one, change, *other)["Change thing"].outcomes[0].type == Ref("Thing")
    contrary = (
        item("Get box", path="/boxes/:id", answers=[answer({"a": 1, "b": 2})]),
        item("Change box", "PUT", "/boxes/:id", answers=[answer({"ok": True})]),
    )
    assert by_title(one, change, *other, *contrary)["Change thing"].outcomes == ()


def test_errors_that_are_known_stay() -> None:
    get = item("Get thing", path="/things/:id", answers=[answer({"error": "x"}, 404)])
    outcomes = by_title(listing(), get)["Get thing"].outcomes
    assert [outcome.status for outcome in outcomes] == [200, 404]


def test_the_code_says_that_it_is_a_guess() -> None:
    made = files(
        run(collection(folder("Things", listing(), item("Get thing", path="/things/:id"))))
    )
    code = made["resources/things.py"]
    assert "is_guess=True" in code
    assert "No example shows the answer: its type is taken from `things.list`." in code
