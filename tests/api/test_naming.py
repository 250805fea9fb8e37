"""Words, and names that are told apart whatever the order."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.api.naming import (
    LONGEST_NAME,
    digest,
    pascal,
    singular,
    snake,
    tell_apart,
    title_words,
    without_articles,
    without_noun,
    words,
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ""),
        ("***", ""),
        ("🎉", "tada"),
        ("Get a link", "get a link"),
        ("createdAt", "created at"),
        ("userIDs", "user ids"),
        ("HTTPServer2", "http server2"),
        ("X-API-Key", "x api key"),
        ("snake_case_name", "snake case name"),
        ("IBANs of users", "ibans of users"),
        ("GraphQL query", "graphql query"),
        ("OAuth token", "oauth token"),
        ("Don't ask", "dont ask"),
        ("Café littéraire", "cafe litteraire"),
        ("2nd 3", "2 nd 3"),
        ("a\nb\t'c'\"\\", "a b c"),
    ],
)
def test_words(text: str, found: str) -> None:
    assert " ".join(words(text)) == found


@pytest.mark.parametrize(
    ("parts", "snaked", "pascaled"),
    [
        (("user", "id"), "user_id", "UserId"),
        ((), "unnamed", "Unnamed"),
        (("2", "nd"), "n2_nd", "N2Nd"),
    ],
)
def test_names(parts: tuple[str, ...], snaked: str, pascaled: str) -> None:
    assert (snake(parts), pascal(parts)) == (snaked, pascaled)


@given(st.text())
def test_all_texts_give_identifiers(text: str) -> None:
    for name in (snake(words(text)), pascal(words(text))):
        assert name.isidentifier()
        assert name.isascii()
        assert len(name) <= LONGEST_NAME


@given(st.text(), st.text())
def test_long_names_stay_apart(a: str, b: str) -> None:
    first, second = snake(("long" * 20, a)), snake(("long" * 20, b))
    assert (first == second) == (digest(f"{'long' * 20}_{a}") == digest(f"{'long' * 20}_{b}"))


@pytest.mark.parametrize(
    ("many", "one"),
    [
        ("links", "link"),
        ("bank accounts", "bank account"),
        ("categories", "category"),
        ("branches", "branch"),
        ("boxes", "box"),
        ("addresses", "address"),
        ("status", "status"),
        ("address", "address"),
        ("analysis", "analysis"),
        ("statistics", "statistics"),
        ("news", "news"),
        ("series", "series"),
        ("gas", "gas"),
        ("staff", "staff"),
        ("", ""),
    ],
)
def test_singular(many: str, one: str) -> None:
    assert " ".join(singular(many.split())) == one


@pytest.mark.parametrize(
    ("title", "noun", "name"),
    [
        ("Get a link", "links", "get"),
        ("List all links", "links", "list all"),
        ("Links", "links", "links"),
        ("The link", "links", "link"),
        ("Get the status of a link", "links", "get status"),
        ("Resume", "balances", "resume"),
        ("Update bank account", "bank accounts", "update"),
        ("Count accounts", "bank accounts", "count accounts"),
        ("01. Log in", "auth", "log in"),
        ("2", "auth", "2"),
        ("An", "auth", "an"),
    ],
)
def test_titles(title: str, noun: str, name: str) -> None:
    assert " ".join(without_noun(without_articles(title_words(title)), noun.split())) == name


# --- tell_apart -------------------------------------------------------------------------

candidates = st.dictionaries(
    st.integers(0, 20), st.lists(st.sampled_from(["get", "list", "put", "new"]), max_size=3)
).map(lambda found: {key: (*names, f"own_{key}") for key, names in found.items()})


@given(candidates, st.randoms(use_true_random=False))
def test_names_depend_on_no_order(
    wanted: dict[int, tuple[str, ...]], shuffle: random.Random
) -> None:
    given_ = tell_apart(wanted)
    assert len(set(given_.values())) == len(given_) == len(wanted)
    assert all(name in wanted[key] for key, name in given_.items())
    keys = list(wanted)
    shuffle.shuffle(keys)
    assert tell_apart({key: wanted[key] for key in keys}) == given_


@given(candidates, st.integers(0, 20))
def test_pinned_names_stay(wanted: dict[int, tuple[str, ...]], key: int) -> None:
    given_ = tell_apart(wanted, {key: "get"}, taken=frozenset({"list"}))
    assert given_.pop(key) == "get"
    assert not {"get", "list"} & set(given_.values())


def test_two_that_clash_both_give_way() -> None:
    told = tell_apart({"a": ("get", "get_a"), "b": ("get", "get_b"), "c": ("put",)})
    assert told == {"a": "get_a", "b": "get_b", "c": "put"}
    with pytest.raises(ValueError, match="tells them apart"):
        tell_apart({"a": ("get",), "b": ("get",)})
