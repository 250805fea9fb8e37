"""The laws of `merge`, and the few decisions that the laws leave open."""

from __future__ import annotations

import pytest
from hypothesis import given

from generator.inference.merge import is_nullable, merge, merge_all, without_null
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
    Record,
    Ref,
    String,
    Type,
    Union,
    record,
)
from tests.helpers.strategies import types

UUID, DATE = String("uuid"), String("date")


def fields(*names: str, **optional: Type) -> Record:
    return record(
        [Field(name, INTEGER) for name in names]
        + [Field(name, type_, required=False) for name, type_ in optional.items()]
    )


@given(types, types)
def test_commutative(a: Type, b: Type) -> None:
    assert merge(a, b) == merge(b, a)


@given(types, types, types)
def test_associative(a: Type, b: Type, c: Type) -> None:
    assert merge(merge(a, b), c) == merge(a, merge(b, c))


@given(types, types)
def test_idempotent(a: Type, b: Type) -> None:
    assert merge(a, a) == a
    assert merge(merge(a, b), b) == merge(a, b)


@given(types)
def test_unknown_is_the_identity(a: Type) -> None:
    assert merge(a, UNKNOWN) == merge(UNKNOWN, a) == a


@given(types)
def test_null_comes_and_goes(a: Type) -> None:
    nullable = merge(a, NULL)
    assert is_nullable(nullable)
    assert not is_nullable(without_null(nullable))
    assert without_null(nullable) == without_null(a)


@pytest.mark.parametrize(
    ("a", "b", "merged"),
    [
        (INTEGER, NUMBER, NUMBER),
        (UUID, UUID, UUID),
        (UUID, DATE, STRING),
        (UUID, STRING, STRING),
        (INTEGER, BOOLEAN, Union((INTEGER, BOOLEAN))),
        (BOOLEAN, INTEGER, Union((INTEGER, BOOLEAN))),
        (STRING, NULL, Union((STRING, NULL))),
        (Union((STRING, NULL)), INTEGER, Union((STRING, INTEGER, NULL))),
        (Array(UNKNOWN), Array(STRING), Array(STRING)),
        (Array(INTEGER), STRING, Union((Array(INTEGER), STRING))),
        (Ref("A"), Ref("B"), Union((Ref("A"), Ref("B")))),
        (Map(INTEGER), Map(NULL), Map(Union((INTEGER, NULL)))),
        (Map(STRING), fields("a"), Map(Union((STRING, INTEGER)))),
    ],
)
def test_merge(a: Type, b: Type, merged: Type) -> None:
    assert merge(a, b) == merged


@pytest.mark.parametrize(
    ("a", "b", "merged"),
    [
        (fields("a", "b"), fields("b"), fields("b", a=INTEGER)),
        (fields(), fields("a"), fields(a=INTEGER)),
        (fields(a=STRING), fields("a"), fields(a=merge(STRING, INTEGER))),
        # Absent is not null: the one is `required`, the other a type.
        (record([Field("a", NULL)]), fields(), fields(a=NULL)),
        (
            record([Field("a", NULL)]),
            fields("a"),
            record([Field("a", Union((INTEGER, NULL)))]),
        ),
    ],
)
def test_records(a: Record, b: Record, merged: Record) -> None:
    assert merge(a, b) == merged


def test_fields_stand_as_the_first_sample_has_them() -> None:
    merged = merge_all([fields("b", "a"), fields("c", "a", "b")])
    assert isinstance(merged, Record)
    assert merged.order == ("b", "a", "c")
    assert merge_all([]) == UNKNOWN
