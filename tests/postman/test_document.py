"""Bytes to JSON values: encodings, depth, numbers, and the line and column of errors."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics import InputError
from generator.postman.document import DEEPEST_NESTING, decode, nesting, parse, repair_surrogates

JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(alphabet='a"\\[]{}é\n'),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text('k{["\\'), inner, max_size=3)
    ),
    max_leaves=12,
)


def depth_of(value: object) -> int:
    if isinstance(value, dict):
        return 1 + max(map(depth_of, value.values()), default=0)
    if isinstance(value, list):
        return 1 + max(map(depth_of, value), default=0)
    return 0


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be-mark", "utf-32", "utf-32-be-mark"]
)
def test_an_encoding_with_its_mark_is_read(encoding: str) -> None:
    if encoding.endswith("-mark"):
        data = f"\ufeff{'Grüße'}".encode(encoding.removesuffix("-mark"))
    else:
        data = "Grüße".encode(encoding)
    assert decode(data) == "Grüße"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b'{"a":\n"\xf8"}', "line 2: byte 0xf8 is no UTF-8; save the file as UTF-8"),
        (b"{\0}\0", "no text, or UTF-16 without a byte-order mark; save the file as UTF-8"),
        (b"\xff\xfe\x00\xd8", "the byte-order mark says UTF-16, but the bytes are none"),
        (b"PK\x03\x04...", "this is a ZIP archive"),
    ],
)
def test_other_bytes_are_refused(data: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message):
        decode(data)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"a": 1,\n "b" 2}', r"no JSON: line 2, column 6: expecting ':' delimiter"),
        ('{"a": [1, 2', r"no JSON: line 1, column 12: expecting ',' delimiter \(the text ends"),
        (
            '{\n<<<<<<< HEAD\n"a": 1\n=======\n"a": 2\n>>>>>>> theirs\n}',
            "line 2: holds a merge conflict of git: settle it first",
        ),
        ('{"a": "NaN",\n "b": NaN}', "no JSON: line 2, column 7: NaN is no JSON value"),
        ("[-Infinity]", "no JSON: line 1, column 2: -Infinity is no JSON value"),
        ("{} {}", "no JSON: line 1, column 4: extra data"),
    ],
)
def test_what_is_no_json_says_where(text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        parse(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"a": 1, "a": 2}', {"a": 2}),
        ("[" + "9" * 5000 + "]", ["9" * 5000]),
        ("[1e400, -1e400, 1e4]", ["1e400", "-1e400", 1e4]),
    ],
)
def test_json_is_read_as_javascript_does(text: str, value: object) -> None:
    assert parse(text) == (value, ())


def test_nesting_has_a_bound() -> None:
    assert parse("[" * DEEPEST_NESTING + "]" * DEEPEST_NESTING)[1] == ()
    deeper = DEEPEST_NESTING + 1
    for text in ("[" * 100_000, "[" * deeper + "]" * deeper, "[" * deeper + "NaN", '{"":' * deeper):
        with pytest.raises(InputError, match="nested deeper than 650 levels"):
            parse(text)


@given(JSON_VALUES)
def test_nesting_is_the_depth_of_the_value(value: object) -> None:
    assert nesting(json.dumps(value)) == depth_of(value)
    assert nesting(json.dumps(value, ensure_ascii=False)) == depth_of(value)


@pytest.mark.parametrize(
    ("text", "repaired", "count"),
    [
        (r'"\ud83d\ude00"', r'"\ud83d\ude00"', 0),
        (r'"\ud83d"', r'"\ufffd"', 1),
        (r'"\uDE00\uD83D x"', r'"\ufffd\ufffd x"', 2),
        (r'"\\ud83d"', r'"\\ud83d"', 0),
        (r'"\\\ud83d"', r'"\\\ufffd"', 1),
        (r'"\ud83d\ud83d\ude00"', r'"\ufffd\ud83d\ude00"', 1),
        (r'"\\ud83d\ude00"', r'"\\ud83d\ufffd"', 1),
        (r'"\ud83d\\ude00"', r'"\ufffd\\ude00"', 1),
    ],
)
def test_half_of_a_surrogate_pair_is_replaced(text: str, repaired: str, count: int) -> None:
    assert repair_surrogates(text) == (repaired, count)


@given(st.text(alphabet=st.characters(min_codepoint=0xD700, max_codepoint=0xE000)))
def test_repaired_text_can_be_encoded(text: str) -> None:
    value = json.loads(repair_surrogates(json.dumps(text))[0])
    value.encode()
    pairs_joined = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    assert (value == text) == (pairs_joined == text)


@given(st.lists(st.sampled_from([r"\ud83d", r"\ude00", r"\\", r"\n", "ud83d", "ude00"])))
def test_no_other_text_is_repaired(parts: list[str]) -> None:
    text = f'"{"".join(parts)}"'
    repaired, count = repair_surrogates(text)
    wanted, wanted_count = re.subn("[\ud800-\udfff]", "\ufffd", json.loads(text))
    assert (json.loads(repaired), count) == (wanted, wanted_count)


def test_a_repair_is_reported_once() -> None:
    _, found = parse(r'["\ud800", "\ud800"]')
    assert [str(problem) for problem in found] == [
        "half of a surrogate pair occurs 2 times and was replaced by U+FFFD"
    ]
