"""JSON with the liberties people take in request bodies."""

import json
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.postman.lenient_json import DEEPEST_VALUE, VariableValue, loads, loads_answer

LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.text()
    | st.floats(allow_nan=False, allow_infinity=False)
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=15,
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"a": 1} // end', {"a": 1}),
        (
            '// start\n{"a": /* in */ 1, /**/ "b": "// no", "c": "/* no */"}',
            {"a": 1, "b": "// no", "c": "/* no */"},
        ),
        ('{"a": [1, 2,], "b": {"c": 1,},}', {"a": [1, 2], "b": {"c": 1}}),
        ('{"a": {{x}}}', {"a": VariableValue("x")}),
        ('{"a": {{x}}, "b": "{{x}}"}', {"a": VariableValue("x"), "b": "{{x}}"}),
        ("[{{x}},{{$randomInt}}]", [VariableValue("x"), VariableValue("$randomInt")]),
        (
            '{"a": 1{{zeros}}, "b": -{{n}}}',
            {"a": VariableValue("1{{zeros}}"), "b": VariableValue("-{{n}}")},
        ),
        ("{{body}}", VariableValue("body")),
        ('{{{name}}: 1, {{more}}, "a": 2}', {"{{name}}": 1, "a": 2}),
        ('{{{more}} "a": 2}', {"a": 2}),
        ('[{{items}} {"a": 1}]', [VariableValue("items"), {"a": 1}]),
        ('{"a": "two\nlines\tand tab"}', {"a": "two\nlines\tand tab"}),
        (
            '\ufeff {"a": true, "b": false, "c": null, "d": -1.5e3,}',
            {"a": True, "b": False, "c": None, "d": -1500.0},
        ),
        ('{"a": 1, "a": 2,}', {"a": 2}),
        ("[[], {},]", [[], {}]),
        (r'["\ud800"]', ["\ufffd"]),
        (r'["\ud800",]', ["\ufffd"]),
        ('"text"', "text"),
    ],
)
def test_liberties(text: str, value: object) -> None:
    assert loads(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "// only a comment",
        "/* without end",
        '{"a" 1}',
        '{"a": }',
        '{"a": 1 "b": 2}',
        "{1: 2}",
        "[1 2]",
        "[,1]",
        "[1,,2]",
        "[1}",
        "{]",
        "[",
        '{"a": "x',
        "{a: 1}",
        "{'a': 1}",
        "<a/>",
        "{{a}}\n<b/>",
        "{} {}",
        "[NaN]",
        "[Infinity, ]",
        "[1e400]",
        "[1e400, ]",
        "[" + "9" * 5000 + "]",
        "[" + "9" * 5000 + ",]",
        "[" * 10_000,
        "[" * 10_000 + "]" * 10_000,
        '{"a":' * 10_000 + "1" + "}" * 10_000,
        "[" * (DEEPEST_VALUE + 1) + "{{a}}" + "]" * (DEEPEST_VALUE + 1),
        "{{" * 5_000,
        "{{a" * 5_000,
    ],
)
def test_the_rest_is_a_value_error(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        loads(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"a": NaN, "b": [-Infinity, 1]}', {"a": "<number>", "b": ["<number>", 1]}),
        ("[1e400, -1e400, 1e4]", ["<number>", "<number>", 10_000.0]),
        ('{"a": "NaN", "b": {{x}},}', {"a": "NaN", "b": VariableValue("x")}),
        ("Infinity", "<number>"),
    ],
)
def test_numbers_that_only_answers_have(text: str, value: object) -> None:
    assert loads_answer(text) == value


@pytest.mark.parametrize("text", ["", "[nan]", "[NaN", "[" + "9" * 5000 + "]", "[" * 10_000])
def test_what_no_client_reads_is_no_answer(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        loads_answer(text)


@pytest.mark.parametrize("value", ["1", "{{a}}"])
def test_values_may_be_as_deep_as_the_bound_wherever_the_caller_stands(value: str) -> None:
    found = loads("[" * DEEPEST_VALUE + value + "]" * DEEPEST_VALUE)
    for _ in range(DEEPEST_VALUE):
        assert isinstance(found, list)
        found = found[0]
    assert found in (1, VariableValue("a"))


@given(VALUES)
def test_json_is_read_as_json(value: object) -> None:
    text = json.dumps(value)
    assert loads(text) == value
    assert loads(f"// a comment\n{text} /* another */") == value


@given(VALUES)
def test_trailing_commas_change_nothing(value: object) -> None:
    assert loads(f"[{json.dumps(value, indent=1)},\n]") == [value]


@given(st.text(alphabet='{}[]",:/*a1 \n\\'))
def test_any_text_gives_a_value_or_a_value_error(text: str) -> None:
    try:
        value = loads(text)
    except ValueError:
        return
    assert sys.getsizeof(value) > 0
