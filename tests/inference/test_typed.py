"""A value as placeholders says its type and nothing else."""

from __future__ import annotations

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.inference.observe import observe
from generator.inference.typed import typed

TEXTS = st.sampled_from(
    ["", "free text", "2024-01-31", "2024-01-31T12:00:00Z", "ann@example.com", "12.50", "<uuid>"]
) | st.text(max_size=8)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXTS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.text(max_size=5) | st.sampled_from(["1", "22", "2024-01-31", "key_0"]), inner
        )
    ),
    max_leaves=12,
)


@given(VALUES)
@example({"key_0": False})
@example({"key_0": "string", "a": 1})
def test_types_stay(value: object) -> None:
    assert observe(typed(value)) == observe(value)


@given(VALUES)
def test_twice_is_once(value: object) -> None:
    assert typed(typed(value)) == typed(value)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("5f7e233a-28fc-490a-a143-96f0d021bf72", "<uuid>"),
        ("2024-01-31T12:00:00Z", "<dateTime>"),
        (3, "<integer>"),
        (True, "<boolean>"),
        (None, None),
        ([{"a": 1}, {"a": 2}, {"a": "x"}], [{"a": "<integer>"}, {"a": "<string>"}]),
        ({"17": {"n": 1}, "18": {"n": 2}}, {"key_0": {"n": "<integer>"}}),
    ],
)
def test_examples(value: object, expected: object) -> None:
    assert typed(value) == expected


@given(st.text(min_size=12, alphabet="abcdefgh"))
def test_no_text_remains(secret: str) -> None:
    assert secret not in json.dumps(typed({"note": secret, "list": [secret, {"deep": secret}]}))
