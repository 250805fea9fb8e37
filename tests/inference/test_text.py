"""Values that are sent as text: the typed value prints as the text again."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.inference.text import observe_text
from generator.inference.types import BOOLEAN, INTEGER, NUMBER, STRING, String, Type

numbers = st.from_regex(r"-?\d{1,19}(\.\d{1,8})?", fullmatch=True)
dates = st.from_regex(
    r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d{1,7})?(Z|\+\d\d:\d\d))?", fullmatch=True
)


@given(numbers | dates | st.text(max_size=5) | st.sampled_from(("true", "false", "True", "null")))
def test_nothing_is_lost(text: str) -> None:
    match observe_text(text):
        case type_ if type_ == BOOLEAN:
            assert text in {"true", "false"}
        case type_ if type_ == INTEGER:
            assert str(int(text)) == text
        case type_ if type_ == NUMBER:
            assert str(float(text)) == text
        case String(format="uuid"):
            assert str(UUID(text)) == text
        case String(format="date"):
            assert dt.date.fromisoformat(text).isoformat() == text
        case String(format="date-time"):
            assert text.isascii()
            assert dt.datetime.fromisoformat(text).utcoffset() is not None
        case type_:
            assert type_ == STRING


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("", STRING),
        ("0", INTEGER),
        ("-12", INTEGER),
        ("007", STRING),
        ("+1", STRING),
        ("1_000", STRING),
        ("1" * 30, STRING),
        ("1.5", NUMBER),
        ("1.50", STRING),
        ("1e5", STRING),
        (".5", STRING),
        ("nan", STRING),
        ("true", BOOLEAN),
        ("True", STRING),
        ("2024-01-31", String("date")),
        ("<integer>", INTEGER),
    ],
)
def test_observe_text(text: str, type_: Type) -> None:
    assert observe_text(text) == type_
