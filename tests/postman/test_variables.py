"""Variables in texts: their names, scopes and values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.postman.collection import Variable
from generator.postman.variables import (
    LONGEST_GROWTH,
    is_dynamic,
    names,
    resolve,
    scope,
    split_outside,
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ()),
        ("{{a}}/{{b c}}/{{a}}", ("a", "b c", "a")),
        ("{{a/b}}{{$guid}}", ("a/b", "$guid")),
        ("{{{a}}}", ("a",)),
        ("{a} {{a} {{}}", ("",)),
        ("{{a{{b}}c}}", ("b",)),
    ],
)
def test_names(text: str, found: tuple[str, ...]) -> None:
    assert names(text) == found


@pytest.mark.parametrize(
    ("text", "values", "resolved"),
    [
        ("{{a}}-{{b}}", {"a": "1"}, "1-{{b}}"),
        ("{{a}}", {"a": "{{b}}/x", "b": "https://h"}, "https://h/x"),
        ("{{a{{n}}}}", {"n": "1", "a1": "nested"}, "nested"),
        ("{{a}}", {"a": "{{a}}"}, "{{a}}"),
        ("{{a}}", {"a": ""}, ""),
        (r"{{a}}", {"a": r"\1\g<0>"}, r"\1\g<0>"),
    ],
)
def test_resolve(text: str, values: dict[str, str], resolved: str) -> None:
    assert resolve(text, values) == resolved


def test_circles_end() -> None:
    assert resolve("{{a}}", {"a": "{{b}}", "b": "{{a}}"}) in ("{{a}}", "{{b}}")


def test_doubling_ends() -> None:
    values = {f"v{n}": f"{{{{v{n + 1}}}}}" * 2 for n in range(60)} | {"v60": "x" * 50}
    assert len(resolve("{{v0}}", values)) <= LONGEST_GROWTH + 100


@given(
    st.text(alphabet="ab{} ", max_size=40),
    st.dictionaries(st.sampled_from("ab"), st.text(alphabet="ab{} ", max_size=40)),
)
def test_resolving_is_bounded(text: str, values: dict[str, str]) -> None:
    assert len(resolve(text, values)) <= len(text) + LONGEST_GROWTH


def test_scope() -> None:
    variables = [
        Variable("a", "1"),
        Variable("a", "2"),
        Variable("a", "3", disabled=True),
        Variable("b", "4", disabled=True),
    ]
    assert scope(variables) == {"a": "2"}


@pytest.mark.parametrize(
    "name", ["$guid", "$timestamp", "$isoTimestamp", "$randomInt", "$randomUUID"]
)
def test_dynamic_names(name: str) -> None:
    assert is_dynamic(name)


@pytest.mark.parametrize("name", ["$top", "$filter", "guid", "$random", "randomInt", ""])
def test_other_names(name: str) -> None:
    assert not is_dynamic(name)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("a/b", ("a", "b")),
        ("a/{{b/c}}/", ("a", "{{b/c}}", "")),
        ("", ("",)),
        ("{{a/b", ("{{a", "b")),
    ],
)
def test_split_outside(text: str, parts: tuple[str, ...]) -> None:
    assert split_outside(text, "/") == parts
