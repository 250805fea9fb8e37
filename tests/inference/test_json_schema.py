"""The invariant of inference: each sample fits the schema of all of them."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from generator.inference.json_schema import json_schema
from generator.inference.merge import merge_all
from generator.inference.observe import fill, has_placeholders, observe
from generator.inference.types import UNKNOWN, Ref
from tests.helpers.strategies import json_values


@given(st.lists(json_values, min_size=1, max_size=4))
def test_each_sample_fits(samples: list[object]) -> None:
    # A whole answer that a converter gave up on is no sample.
    samples = [value for value in samples if observe(value) != UNKNOWN]
    schema = json_schema(merge_all(map(observe, samples)))
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    for value in samples:
        validator.validate(fill(value))


@given(json_values)
def test_filling_twice_is_filling_once(value: object) -> None:
    assert fill(fill(value)) == fill(value)


@given(json_values)
def test_what_has_no_placeholders_is_filled_already(value: object) -> None:
    assert fill(value) == value or has_placeholders(json.dumps(value, ensure_ascii=False))


@pytest.mark.parametrize(
    ("samples", "schema"),
    [
        ([], {}),
        ([1], {"type": "integer"}),
        ([1, None], {"type": ["integer", "null"]}),
        (["<uuid>"], {"type": "string", "format": "uuid"}),
        (["<uuid>", None], {"anyOf": [{"type": "string", "format": "uuid"}, {"type": "null"}]}),
        ([[]], {"type": "array"}),
        ([[1]], {"type": "array", "items": {"type": "integer"}}),
        ([{"1": 2.5}], {"type": "object", "additionalProperties": {"type": "number"}}),
        (
            [{"b": 1, "a": ""}, {"b": 2}],
            {
                "type": "object",
                "properties": {"b": {"type": "integer"}, "a": {"type": "string"}},
                "required": ["b"],
            },
        ),
        ([{}], {"type": "object", "properties": {}}),
    ],
)
def test_json_schema(samples: list[object], schema: object) -> None:
    assert json_schema(merge_all(map(observe, samples))) == schema


def test_models_are_references() -> None:
    assert json_schema(Ref("Link")) == {"$ref": "#/$defs/Link"}
