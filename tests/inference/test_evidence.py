"""What the whole collection says about a record that one example shows once."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from generator.api.build import build
from generator.api.evidence import Answers, Shapes, gather
from generator.api.judge import Judge
from generator.api.model import Outcome
from generator.api.schema import outcome_schema
from generator.inference.merge import merge, merge_all
from generator.inference.observe import fill, observe
from generator.inference.types import (
    INTEGER,
    NULL,
    NUMBER,
    STRING,
    UNKNOWN,
    Array,
    Map,
    Record,
    Type,
    Union,
)
from generator.pipeline import read
from tests.helpers.strategies import json_values

Saved = tuple[int, Sequence[object]]
"""A status and the values that one operation answered with it."""


def settled(*saved: Saved, threshold: float = 0.05) -> list[Outcome]:
    answers = [Answers(s, merge_all(map(observe, values)), tuple(values)) for s, values in saved]
    judge = Judge(gather(answers), threshold)
    return [judge.outcome(Outcome(each.status, "json", each.type), each) for each in answers]


def required(type_: Type, *way: str) -> set[str]:
    """The required keys of the record at the end of a way of fields; lists are passed."""
    for name in (*way, None):
        while isinstance(type_, Array | Map):
            type_ = type_.items if isinstance(type_, Array) else type_.values
        if isinstance(type_, Union):
            type_ = next(member for member in type_.members if isinstance(member, Record))
        assert isinstance(type_, Record)
        if name is None:
            return {member.name for member in type_.fields if member.required}
        type_ = next(member.type for member in type_.fields if member.name == name)
    raise AssertionError


def of(outcome: Outcome, *way: str) -> Type:
    type_ = outcome.type
    for name in way:
        assert isinstance(type_, Record)
        type_ = next(member.type for member in type_.fields if member.name == name)
    return type_


def test_one_example_is_believed() -> None:
    value = {"data": {"id": 1, "owner": {"id": 2, "name": "A", "address": {"street": "B"}}}}
    (outcome,) = settled((200, [value]))
    assert outcome.type == observe(value)


def test_a_key_that_the_same_record_lacks_elsewhere_is_optional() -> None:
    whole = {"owner": {"id": 1, "name": "A", "mail": "B"}}
    part = {"owner": {"id": 1, "name": "A"}, "total": 1}
    first, second = settled((200, [whole]), (200, [part]))
    assert required(first.type, "owner") == required(second.type, "owner") == {"id", "name"}


@pytest.mark.parametrize(
    "other",
    [
        {"user": {"id": 1, "name": "A"}},  # another field
        {"owner": {"id": 1, "age": 2}},  # another record: it has a key of its own
        {"owner": {"id": 1}},  # less than half of the keys
        {"owner": {}},
        {"owner": None},
    ],
)
def test_other_records_say_nothing(other: object) -> None:
    whole = {"owner": {"id": 1, "name": "A", "mail": "B"}}
    first, _ = settled((200, [whole]), (200, [other]))
    assert required(first.type, "owner") == {"id", "name", "mail"}


def test_errors_are_judged_by_their_status() -> None:
    whole, part = {"code": 1, "message": "A", "details": "B"}, {"code": 1, "message": "A"}
    same, _ = settled((404, [whole]), (404, [part]))
    other, _ = settled((404, [whole]), (422, [part]))
    assert required(same.type) == {"code", "message"}
    assert required(other.type) == {"code", "message", "details"}


def test_successes_are_judged_together() -> None:
    created, listed = settled(
        (201, [{"id": 1, "name": "A", "at": 2}]), (200, [[{"id": 1, "name": "A"}]])
    )
    assert required(created.type) == {"id", "name"}
    assert required(listed.type) == {"id", "name"}


# Two answers of one operation that differ in half of their keys.
_IRREGULAR: Saved = (200, [{"a": 1, "b": 2}, {"a": 1, "b": 2, "c": 3, "d": 4}])


def test_parts_are_doubted_where_an_api_leaves_keys_out() -> None:
    value = {"data": {"id": 1, "name": "A", "owner": {"id": 2, "mail": "B"}, "tag": {"id": 3}}}
    _, outcome = settled(_IRREGULAR, (200, [value]))
    assert required(outcome.type) == {"data"}
    assert required(outcome.type, "data") == {"id", "name", "owner", "tag"}
    assert required(outcome.type, "data", "owner") == set()
    assert required(outcome.type, "data", "tag") == set()


def test_parts_that_were_seen_often_are_believed() -> None:
    def value(number: int) -> object:
        return {"data": {"id": number, "owner": {"id": 2, "mail": "B"}}}

    for count, expected in ((19, set()), (20, {"id", "mail"})):
        _, *outcomes = settled(_IRREGULAR, *((200, [value(n)]) for n in range(count)))
        assert required(outcomes[0].type, "data", "owner") == expected
    # The same answer saved again is no news.
    _, *outcomes = settled(_IRREGULAR, *((200, [value(1)]) for _ in range(20)))
    assert required(outcomes[0].type, "data", "owner") == set()


def test_the_ends_of_the_threshold() -> None:
    saved: list[Saved] = [_IRREGULAR, (200, [{"o": {"a": 1, "b": 2}}]), (200, [{"o": {"a": 1}}])]
    strict = settled(*saved, threshold=1)
    assert [one.type for one in strict] == [merge_all(map(observe, vs)) for _, vs in saved]
    assert all(required(one.type) == set() for one in settled(*saved, threshold=-1))


def test_an_answer_has_one_of_its_keys() -> None:
    (outcome,) = settled((200, [{"data": 1}, {"errors": 2}]))
    assert outcome.one_of == ("data", "errors")
    validator = Draft202012Validator(outcome_schema(outcome)["schema"])
    assert validator.is_valid({"errors": 1, "more": 2})
    assert not validator.is_valid({"more": 2})
    (certain,) = settled((200, [{"id": 1, "data": 1}, {"id": 1}]))
    (empty,) = settled((200, [{"data": 1}, {}]))
    assert certain.one_of == empty.one_of == ()


@pytest.mark.parametrize(
    ("value", "other", "whole"),
    [
        (None, "text", merge(STRING, NULL)),
        ("text", None, merge(STRING, NULL)),
        ([], [1], Array(INTEGER)),
        ([], 1, Array(UNKNOWN)),
        ([], None, merge(Array(UNKNOWN), NULL)),
        ("2024-01-31", "soon", STRING),
        (1, 1.5, NUMBER),
        (1, "text", INTEGER),
    ],
)
def test_gaps_are_filled_from_records_of_the_same_keys(
    value: object, other: object, whole: Type
) -> None:
    first, _ = settled(
        (200, [{"item": {"id": 1, "name": "A", "x": value}}]),
        (200, [{"thing": {"id": 1, "name": "A", "x": other}}]),
    )
    assert of(first, "item", "x") == whole


@pytest.mark.parametrize(
    "others",
    [
        [{"thing": {"id": 1, "x": "text"}}],  # other keys
        [{"thing": {"id": 1, "name": "A", "x": "text"}}, {"a": {"id": 1, "name": "A", "x": [1]}}],
    ],
)
def test_what_is_only_null_is_unknown(others: list[object]) -> None:
    value = {"item": {"id": 1, "name": "A", "x": None}}
    first, *_ = settled((200, [value]), *((200, [other]) for other in others))
    assert of(first, "item", "x") == UNKNOWN


def test_wrappers_give_each_other_no_records() -> None:
    page = {"count": 0, "next": None, "results": []}
    first, _ = settled((200, [page]), (200, [{**page, "next": "A", "results": [{"id": 1}]}]))
    assert of(first, "results") == Array(UNKNOWN)
    assert of(first, "next") == merge_all([observe("A"), observe(None)])


def test_trees_end() -> None:
    leaf = {"id": 1, "name": "A", "children": []}
    tree = {"node": {"id": 1, "name": "A", "children": [leaf]}}
    (outcome,) = settled((200, [tree]))
    assert outcome.type == observe(tree)


@given(st.lists(st.lists(json_values, min_size=1, max_size=3), min_size=1, max_size=4), st.data())
@settings(deadline=None)
def test_samples_fit_and_order_does_not_matter(
    saved: list[list[object]], data: st.DataObject
) -> None:
    saved = [[v for v in values if observe(v) != UNKNOWN] for values in saved]
    outcomes = settled(*((200, values) for values in saved))
    for outcome, values in zip(outcomes, saved, strict=True):
        validator = Draft202012Validator(outcome_schema(outcome)["schema"])
        for value in values:
            validator.validate(fill(value))
    order = data.draw(st.permutations(range(len(saved))))
    again = settled(*((200, saved[index]) for index in order))
    assert [again[order.index(index)].type for index in range(len(saved))] == [
        o.type for o in outcomes
    ]


def test_shapes_within() -> None:
    shapes = [frozenset(text) for text in ("ab", "abc", "b", "cd", "")]
    found = Shapes(shape for shape in shapes if shape)
    assert set(found.within(frozenset("abc"))) == {
        frozenset("ab"),
        frozenset("abc"),
        frozenset("b"),
    }
    assert not list(found.within(frozenset("x")))


def test_thousands_of_shapes() -> None:
    """No shape is compared with every other: this would take minutes."""
    keys = [f"k{number}" for number in range(3_000)]
    values = [{"data": {"id": 1, key: 2, keys[-index]: 3}} for index, key in enumerate(keys)]
    outcomes = settled(*((200, [value]) for value in values))
    assert len(outcomes) == len(values)


def test_gaps_in_gaps_end() -> None:
    """Records that are given each other's fields do not grow without end."""
    values = [{"data": {f"a{n}": 1, f"b{n}": [], f"c{n}": []}} for n in range(30)] + [
        {"more": {f"a{n}": 1, f"b{n}": [values], f"c{n}": [values]}}
        for n in range(30)
        for values in [{f"a{n + 1}": 1, f"b{n + 1}": [], f"c{n + 1}": []}]
    ]
    outcomes = settled(*((200, [value]) for value in values))
    assert len(repr(outcomes)) < 1_000_000


def test_the_same_in_any_order_of_items() -> None:
    items = [
        {
            "name": name,
            "request": {"method": "GET", "url": f"https://a.test/{name}"},
            "response": [{"name": "ok", "code": 200, "body": json.dumps(body)}],
        }
        for name, body in (
            ("one", {"owner": {"id": 1, "name": "A", "mail": None}}),
            ("two", {"owner": {"id": 1, "name": "A"}}),
            ("three", {"owner": {"id": 1, "name": "A", "mail": "B"}, "total": 1}),
        )
    ]

    def models(items: list[object]) -> object:
        data = {"info": {"name": "A", "schema": "v2.1.0"}, "item": items}
        api, _ = build(read(json.dumps(data).encode()).collection)
        return api.models

    assert models([*items]) == models([*reversed(items)])
