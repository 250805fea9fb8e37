"""What values say: kinds, placeholders, formats; strict, since a format must lose nothing."""

from __future__ import annotations

import pytest

from generator.inference.merge import merge
from generator.inference.observe import DEEPEST, fill, observe, observe_placeholder
from generator.inference.types import (
    BOOLEAN,
    INTEGER,
    NULL,
    NUMBER,
    STRING,
    UNKNOWN,
    Array,
    Field,
    Map,
    String,
    Type,
    record,
)

UUID, DATE, DATE_TIME = String("uuid"), String("date"), String("date-time")


@pytest.mark.parametrize(
    ("value", "type_"),
    [
        (None, NULL),
        (True, BOOLEAN),
        (0, INTEGER),
        (10**400, INTEGER),
        (1.0, NUMBER),
        ("", STRING),
        (b"no JSON", UNKNOWN),
        ([], Array(UNKNOWN)),
        ([1, 2.5], Array(NUMBER)),
        ([1, None], Array(merge(INTEGER, NULL))),
        ([[], [1]], Array(Array(INTEGER))),
        ({}, record([])),
        ({"a": {"b": 1}}, record([Field("a", record([Field("b", INTEGER)]))])),
        ([{"a": 1}, {}], Array(record([Field("a", INTEGER, required=False)]))),
    ],
)
def test_kinds(value: object, type_: Type) -> None:
    assert observe(value) == type_


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("3fa85f64-5717-4562-b3fc-2c963f66afa6", UUID),
        ("3FA85F64-5717-4562-B3FC-2C963F66AFA6", STRING),
        ("{3fa85f64-5717-4562-b3fc-2c963f66afa6}", STRING),
        ("3fa85f6457174562b3fc2c963f66afa6", STRING),
        ("2024-02-29", DATE),
        ("2023-02-29", STRING),
        ("20240229", STRING),
        ("2024-W09-4", STRING),
        ("2024-02-29 ", STRING),
        ("２０２４-02-29", STRING),  # digits that are not ASCII
        ("2024-02-29T12:00:00Z", DATE_TIME),
        ("2024-02-29T12:00:00.123456+05:30", DATE_TIME),
        ("2024-02-29T12:00:00.1234567Z", STRING),
        ("2024-02-29T12:00:00", STRING),
        ("2024-02-29 12:00:00Z", STRING),
        ("2024-02-29t12:00:00z", STRING),
        ("2024-02-29T12:00Z", STRING),
        ("2024-02-29T12:61:00Z", STRING),
        ("2024-02-29T12:00:00+25:00", STRING),
        ("12:00:00", STRING),
        ("1644396350", STRING),
    ],
)
def test_formats(text: str, type_: Type) -> None:
    assert observe(text) == type_


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("<string>", STRING),
        ("<integer>", INTEGER),
        ("<long>", INTEGER),
        ("<float>", NUMBER),
        ("<double>", NUMBER),
        ("<number>", NUMBER),
        ("<boolean>", BOOLEAN),
        ("<date>", DATE),
        ("<dateTime>", DATE_TIME),
        ("<uuid>", UUID),
        ("<email>", String("email")),
        ("<array>", Array(UNKNOWN)),
        ("<object>", record([])),
        ("<null>", NULL),
        ("<int64>", STRING),
        ("<integer,null>", merge(INTEGER, NULL)),
        ("<integer,null-int64>", merge(INTEGER, NULL)),
        ("<string,null-uuid>", merge(UUID, NULL)),
        ("<string,integer>", merge(STRING, INTEGER)),
    ],
)
def test_placeholders(text: str, type_: Type) -> None:
    assert observe_placeholder(text) == observe(text) == type_


@pytest.mark.parametrize(
    "text",
    [
        *("<userId>", "<br>", "<b>", "<>", "< string>", "<string", "string>", "a <string>"),
        *("<string>\n", "<string,>", "<string,nothing>", "<strıng>", "<string-uuid>", "<" * 50),
    ],
)
def test_no_placeholders(text: str) -> None:
    assert observe_placeholder(text) is None
    assert observe(text) == STRING
    assert fill(text) == text


@pytest.mark.parametrize(
    "keys",
    [
        ("1", "22"),
        ("2024-01-01",),
        ("3fa85f64-5717-4562-b3fc-2c963f66afa6",),
    ],
)
def test_maps(keys: tuple[str, ...]) -> None:
    assert observe(dict.fromkeys(keys, 1)) == Map(INTEGER)
    assert not isinstance(observe({**dict.fromkeys(keys, 1), "name": 1}), Map)


def test_made_up_keys() -> None:
    assert observe({"key_0": "<integer>", "key_1": "<integer>"}) == Map(INTEGER)
    # Drawn at random where the document says nothing.
    assert observe({"key_0": 1, "key_1": "string", "key_2": False}) == Map(UNKNOWN)
    assert observe({"key_0": {"a": 1}}) == Map(record([Field("a", INTEGER)]))
    assert observe({"a": 1, "key_0": 2}) == record([Field("a", INTEGER)])
    assert fill({"a": 1, "key_0": 2}) == {"a": 1}


@pytest.mark.parametrize(
    "text",
    [
        "<Circular reference to #/components/schemas/Node detected>",
        "<Error: Too many levels of nesting to fake this schema>",
    ],
)
def test_markers_say_nothing(text: str) -> None:
    assert observe({"value": text}) == UNKNOWN
    assert fill({"value": text}) is None
    assert observe({"value": text, "more": 1}) != UNKNOWN


def test_what_lies_deep_is_unknown() -> None:
    value: object = 1
    for _ in range(100_000):
        value = [value]
    type_ = observe(value)
    for _ in range(DEEPEST + 1):
        assert isinstance(type_, Array)
        type_ = type_.items
    assert type_ == UNKNOWN


@pytest.mark.parametrize(
    "text",
    [
        "<Circular reference to #/components/schemas/Node detected>",
        "<Error: Schema not found>",
        "<Error: Could not resolve allOf schema",
        "<Error: Spec size too large, skipping faking of schemas>",
        "<Error: Not supported in OAS>",
        "reference #/components/schemas/Node not found in the OpenAPI spec",
    ],
)
def test_markers_that_are_texts(text: str) -> None:
    assert observe(text) == observe_placeholder(text) == UNKNOWN
    for marker in (text, {"value": text}):
        assert observe({"a": marker}) == record([Field("a", UNKNOWN, required=False)])
        assert fill({"a": marker, "b": [marker, 1]}) == {"b": [1]}


@pytest.mark.parametrize("text", ["<Error: 404>", "an <Error: Schema not found>", "reference # 5"])
def test_errors_of_people_are_texts(text: str) -> None:
    assert observe({"a": text}) == record([Field("a", STRING)])
