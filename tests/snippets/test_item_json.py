"""The JSON of an item: its text as it was written, its secrets replaced."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.snippets.json_text import layout
from tests.helpers.collections import ROOT, collection, folder, item
from tests.snippets.books import LANGUAGES, book, show

FORMATS = sorted((ROOT / "tests" / "postman" / "data").glob("shop.*.json"))
PASSWORD = "hV9-kw2Lq8zXr4TmPq7"  # noqa: S105  (made up)
JWT = (
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkFkYSJ9."
    "c2lnbmF0dXJlLW9mLWEtdG9rZW4tZm9yLXRlc3Rz"
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[]", "[\n]"),
        ("{}", "{}"),
        ('{"a":[],"b":{}}', '{\n  "a": [\n  ],\n  "b": {}\n}'),
        ('{"a" : 1.50 ,"a":"\\/\\u00e9✅"}', '{\n  "a": 1.50,\n  "a": "\\/\\u00e9✅"\n}'),
        ('[1,\n[2 , {"b": null}]]', '[\n  1,\n  [\n    2,\n    {\n      "b": null\n    }\n  ]\n]'),
        ('"a\u202eb"', '"a\\u202eb"'),
    ],
)
def test_layout(text: str, expected: str) -> None:
    assert layout(text) == expected
    assert layout(expected) == expected


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)  # fmt: skip


@given(JSON)
def test_a_layout_means_the_same(value: object) -> None:
    for ascii_only in (True, False):
        text = json.dumps(value, ensure_ascii=ascii_only)
        assert json.loads(layout(text)) == value


def test_text_stays_as_it_is_written() -> None:
    text = r"""{"info": {"name": "Acme"}, "item": [{"name": "F", "item": [
        {"name": "caf\u00e9 \/", "extra": 1.50, "request": {"method": "GET", "url": "\/a"},
         "extra": 1.50, "response": []}]}]}"""
    (entry,) = book(text.encode())
    shown = show(entry, "item-json")
    assert r'"name": "caf\u00e9 \/"' in shown
    assert shown.count('"extra": 1.50') == 2


def test_a_number_of_many_digits_stays() -> None:
    digits = "7" * 5_000
    text = f'{{"info": {{"name": "A"}}, "item": [{{"name": "B", "id": {digits}, "request": "/"}}]}}'
    (entry,) = book(text.encode())
    assert f'"id": {digits}' in show(entry, "item-json")


@pytest.mark.parametrize("path", FORMATS, ids=lambda path: path.name)
def test_every_format_has_items_as_json(path: Path) -> None:
    for entry in book(path.read_bytes()):
        made = json.loads(show(entry, "item-json"))
        assert made["name"] == entry.located.item.name
        assert made["request"]


@pytest.mark.parametrize("form", ["item", "envelope", "folder"])
def test_other_roots(form: str) -> None:
    one = item("One", answers=[])
    root = {
        "item": one,
        "envelope": {"collection": collection(one)},
        "folder": folder("F", one, {"name": "left out"}, item("Two")),
    }[form]
    shown = [json.loads(show(entry, "item-json")) for entry in book(root)]
    assert shown[0] == one


def secretive() -> object:
    saved = {
        "name": "Good",
        "code": 200,
        "header": [{"key": "Set-Cookie", "value": f"session={PASSWORD}x"}],
        "cookie": [{"name": "session", "value": f"{PASSWORD}y", "domain": "a.example"}],
        "body": json.dumps({"access_token": JWT, "n": 1}),
    }
    request = item(
        "Log in",
        "POST",
        body={"user": "ada", "password": PASSWORD},
        headers={"Authorization": f"Bearer {JWT}", "X-Api-Key": f"{PASSWORD}z"},
        auth={"type": "basic", "basic": {"username": "ada", "password": PASSWORD}},
        answers=[saved],
    )
    request["event"] = [
        {"listen": "test", "script": {"exec": ["let a = 1;", f'send("{JWT}");', f"// {PASSWORD}"]}}
    ]
    request["unread"] = {"token": f"{PASSWORD}w", "deep": [f"see {JWT}"]}
    return collection(request, name="Acme", auth={"type": "bearer", "bearer": {"token": JWT}})


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_language_shows_a_secret(language: str) -> None:
    (entry,) = book(secretive())
    shown = show(entry, language)
    assert PASSWORD not in shown
    assert JWT not in shown
    assert JWT.split(".")[1] not in shown
    if language == "item-json":
        made = json.loads(shown)
        assert made["request"]["method"] == "POST"
        assert made["request"]["auth"]["basic"]["password"].startswith("redacted-")
        assert made["response"][0]["cookie"][0]["value"].startswith("redacted-")
        assert made["event"][0]["script"]["exec"][0] == "let a = 1;"


def test_as_published_shows_words_in_bodies_as_they_stand() -> None:
    made = secretive()
    made["item"].append(item("Pin", "POST", "/pin", body={"token": "1234ab"}))
    shown = [show(entry, "item-json") for entry in book(made, as_published=True)]
    assert "1234ab" in shown[1]
    assert PASSWORD not in shown[0]
    assert JWT not in shown[0]
