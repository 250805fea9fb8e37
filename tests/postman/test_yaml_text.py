"""YAML to plain values: what Postman writes, and what it never would."""

from __future__ import annotations

import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics import InputError
from generator.postman import yaml_text
from generator.postman.yaml_text import load_yaml


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("~", None),
        ("null", None),
        ("true", True),
        ("FALSE", False),
        ("yes", "yes"),
        ("on", "on"),
        ("2024-01-31", "2024-01-31"),
        ("12:30:45", "12:30:45"),
        ("=", "="),
        ("<<", "<<"),
        ("0x1F", 31),
        ("0o17", 15),
        ("1_000", "1_000"),
        ("-12", -12),
        ("1.50", 1.5),
        ("1e3", 1000.0),
        ("1e999", "1e999"),
        ("9" * 400, "9" * 400),
        (".inf", ".inf"),
        ("'1'", "1"),
        ('"null"', "null"),
        ("|-\n  a\n  b", "a\nb"),
        (">-\n  a\n  b", "a b"),
        ("[]", []),
        ("{}", {}),
        ("- 1\n- [2, {a: }]", [1, [2, {"a": None}]]),
        ("a: 1\na: 2", {"a": 2}),
        ("1: a\nyes: b\n~: c", {"1": "a", "yes": "b", "~": "c"}),
        ("a: &x [1]\nb: *x\nc: [*x, *x]", {"a": [1], "b": [1], "c": [[1], [1]]}),
        ("&k a: 1\n*k : 2", {"a": 2}),
        ("'{{baseUrl}}/a'", "{{baseUrl}}/a"),
        ("# nothing", None),
        ("--- a\n...\n", "a"),
    ],
)
def test_values(text: str, value: object) -> None:
    assert load_yaml(text) == value


BOMB = "\n".join(
    ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: {{baseUrl}}/b", "line 1: a key that is no text; put quotes around {{variables}}"),
        ("a: [1", "',' or ']'"),
        ("a:\n\t- b", "line 2: "),
        ("a: 1\n--- \nb: 2", "line 2: a second document begins"),
        ("a: !!python/object/apply:os.system [x]", "line 1: it has a tag"),
        ("!!set {a}", "line 1: it has a tag"),
        ("a: !mine b", "line 1: it has a tag"),
        ("a: *b", "line 1: "),
        ("a: &x [*x]", "line 1: an alias to nothing that stands before it"),
        ("? [a]\n: b", "line 1: a key that is no text"),
        ("a: &x [1]\n*x : 2", "line 2: a key that is no text"),
        ("[" * 101, "line 1: nested deeper than 100 levels"),
        ("[" * 200_000, "line 1: "),
        ("- " * 50_000 + "a", "line 1: nested deeper than 100 levels"),
        (BOMB, f"more than {1000 + 4 * len(BOMB)} values"),
        ("a\x00b", "characters are not allowed"),
    ],
)
@pytest.mark.parametrize("parser", ["CSafeLoader", "SafeLoader"])
def test_what_is_refused(
    text: str, said: str, parser: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(yaml_text, "_Parser", getattr(yaml, parser))
    with pytest.raises(InputError) as caught:
        load_yaml(text)
    assert str(caught.value).startswith("no YAML that can be read: ")
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_pairs_of_surrogates_are_one_sign(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_text, "_Parser", yaml.SafeLoader)
    assert load_yaml('"\\ud83d\\ude00 \\ud83d"') == "\N{GRINNING FACE} \N{REPLACEMENT CHARACTER}"


def test_levels_that_aliases_add_up_are_counted() -> None:
    layers = "\n".join(f"a{n}: &a{n} [*a{n - 1}]" for n in range(1, 120))
    with pytest.raises(InputError, match="nested deeper than 100 levels"):
        load_yaml(f"a0: &a0 [x]\n{layers}")


plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn", "Co"])),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(st.characters(categories=["L", "N"])), inner, max_size=4)
    ),
    max_leaves=20,
)


@given(plain)
def test_json_is_read_as_yaml(value: object) -> None:
    assert load_yaml(json.dumps(value, ensure_ascii=False)) == value


@given(plain)
def test_what_a_writer_of_yaml_writes_is_read(value: object) -> None:
    written = yaml.dump(value, Dumper=yaml.SafeDumper, allow_unicode=True, default_style='"')
    # In this style also numbers are texts, with a tag: only those without are compared.
    if "!!" not in written:
        assert load_yaml(written) == value
