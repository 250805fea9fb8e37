"""What a file holds: every form of collection, and what is given in its place by mistake."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics import InputError, Level
from generator.postman.collection import Collection, walk
from generator.postman.read import read_collection

DATA = Path(__file__).parent / "data"
ITEM = {"name": "Get", "request": {"method": "GET", "url": "{{u}}/a"}}
FOLDER = {"name": "Things", "item": [ITEM]}
COLLECTION = {"info": {"name": "Shop"}, "item": [FOLDER]}


def read(root: object) -> tuple[Collection, list[str]]:
    collection, found = read_collection(json.dumps(root).encode())
    return collection, [f"{problem.level}: {problem}" for problem in found]


def titles(collection: Collection) -> list[tuple[str, ...]]:
    return [(*located.folder_path, located.item.name) for located in walk(collection)]


@pytest.mark.parametrize("version", ["v2.0", "v1"])
def test_a_collection_is_the_same_in_every_version(version: str) -> None:
    newest, found = read_collection((DATA / "shop.v2.1.json").read_bytes())
    older, found_older = read_collection((DATA / f"shop.{version}.json").read_bytes())
    assert older == newest
    assert found == found_older == ()


def test_the_newest_version() -> None:
    shop = read_collection((DATA / "shop.v2.1.json").read_bytes())[0]
    assert (shop.name, shop.description) == ("Shop", "Sells things.")
    assert [variable.key for variable in shop.variables] == ["baseUrl", "apiKey"]
    assert shop.auth is not None
    assert shop.auth.get("username") == "{{user}}"
    assert [script.source for script in shop.scripts] == ["let all = 1;"]
    found = {located.item.name: located for located in walk(shop)}
    assert list(found) == ["Refund", "List", "Log in", "Search", "Upload", "Token"]
    refund = found["Refund"]
    assert refund.folder_path == ("Orders", "Refunds")
    assert refund.auth is not None
    assert refund.auth.type == "apikey"
    listing = found["List"].item
    assert listing.behaviour == (("followRedirects", "false"),)
    assert [script.listen for script in listing.scripts] == ["prerequest", "test"]
    assert listing.scripts[1].source == "pm.test('a', f);\npm.test('b', g);"
    assert [(example.status, example.body) for example in listing.examples] == [
        (200, '[{"id": 42}]')
    ]


@pytest.mark.parametrize(
    ("root", "name", "items"),
    [
        (COLLECTION, "Shop", [("Things", "Get")]),
        ({"collection": COLLECTION}, "Shop", [("Things", "Get")]),
        ({"collection": COLLECTION, "run": {"stats": {}}}, "Shop", [("Things", "Get")]),
        ({"info": {"name": "Shop"}, "items": [ITEM]}, "Shop", [("Get",)]),
        ({"info": {}, "item": [ITEM]}, "", [("Get",)]),
        ({"info": {"name": "Shop"}}, "Shop", []),
        (FOLDER, "Things", [("Get",)]),
        (ITEM, "Get", [("Get",)]),
        ({"name": "R", "response": [{"originalRequest": {"url": "u"}}]}, "R", [("R",)]),
        ({"name": "Old", "requests": [{"id": "1", "name": "Get", "url": "u"}]}, "Old", [("Get",)]),
        ({"collection": {"name": "Old", "requests": [], "order": []}}, "Old", []),
    ],
)
def test_forms(root: object, name: str, items: list[tuple[str, ...]]) -> None:
    collection, _ = read(root)
    assert collection.name == name
    assert titles(collection) == items


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_encodings(encoding: str) -> None:
    text = json.dumps({"info": {"name": "Grüße"}, "item": []}, ensure_ascii=False)
    assert read_collection(text.encode(encoding))[0].name == "Grüße"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("", "the file is empty"),
        (" \n\t", "the file is empty"),
        ("\ufeff", "the file is empty"),
        ('{"openapi": "3.1.0", "info": {}, "paths": {}}', "an OpenAPI document, not"),
        ("openapi: 3.0.0\ninfo:\n", r"an OpenAPI document \(YAML\)"),
        ("# ours\n'swagger': '2.0'\n", r"a Swagger document \(YAML\)"),
        ('{"swagger": "2.0", "info": {}}', "a Swagger document, not"),
        ('{"asyncapi": "3.0.0", "info": {}}', "an AsyncAPI document"),
        ('{"name": "E", "values": []}', "a Postman environment, not a collection"),
        ('{"values": [], "_postman_variable_scope": "globals"}', "a Postman globals file"),
        ('{"_type": "export", "__export_format": 4, "resources": []}', "an Insomnia export"),
        ("type: collection.insomnia.rest/5.0\n", r"an Insomnia export \(YAML\)"),
        ('{"log": {"version": "1.2", "entries": []}}', "a HAR file"),
        ("$kind: http-request\nurl: x\n", "a file of a v3 collection; give the folder"),
        ('{"collections": [], "environments": []}', "an export of a whole Postman account"),
        ("<!DOCTYPE html><html>", "a web page"),
        ("[]", "the file holds a list"),
        ("5", "the file holds a number"),
        ('"x"', "the file holds text"),
        ("null", "the file holds null"),
        ("{}", "neither `info` nor `item`"),
        ("curl https://x", "no JSON: line 1, column 1"),
        ('{"info": null, "item": []}', "the collection has `info`, which is null, not an object"),
        ('{"info": {}, "item": null}', "the collection has `item`, which is null, not a list"),
        ('{"info": {}, "item": {}}', "the collection has `item`, which is an object, not a list"),
        ('{"requests": 5, "name": "x"}', "has `requests`, which is a number, not a list or null"),
        ('{"request": 5, "name": "x"}', "the item has `request`, which is a number"),
        ('{"info": {}, "item": []' + "[" * 10_000, "nested deeper than"),
    ],
)
def test_what_is_no_collection_is_said(data: str, message: str) -> None:
    with pytest.raises(InputError, match=message) as caught:
        read_collection(data.encode())
    assert caught.value.diagnostic.level is Level.ERROR


def test_folders_may_be_nested_hundreds_deep() -> None:
    root: object = ITEM
    for number in range(300):
        root = {"name": f"f{number}", "item": [root]}
    collection, found = read({"info": {"name": "Deep"}, "item": [root]})
    assert [len(located.folders) for located in walk(collection)] == [300]
    assert found == []


def test_bad_items_cost_only_themselves() -> None:
    items = [5, None, {"name": "No request"}, {"name": "Odd", "request": 7}, {}, ITEM]
    collection, found = read({"info": {"name": "Shop"}, "item": [{"name": "Links", "item": items}]})
    assert titles(collection) == [("Links", "Get")]
    assert found == [
        "warning: Links / item 1: left out: it is a number, not an object",
        "warning: Links / item 2: left out: it is null, not an object",
        "warning: Links / No request: left out: it has no `request`",
        "warning: Links / Odd: left out: it has `request`, which is a number,"
        " not an object or text",
        "warning: Links / (no name): left out: it has no `request`",
    ]


def test_half_of_a_surrogate_pair() -> None:
    collection, found = read({"info": {"name": "A\ud800"}, "item": []})
    assert collection.name == "A\ufffd"
    assert len(found) == 1
    assert found[0].startswith("notice: half of a surrogate pair")


ODD: st.SearchStrategy[object] = st.sampled_from(
    [None, 0, 7, True, "", "text", [], [1, None], {}, {"a": 1}, [[]], [{}]]
)


def replaced(node: object, at: list[int], value: object) -> object:
    """The node with the value that is met as the `at[0]`th replaced by another one."""
    at[0] -= 1
    if at[0] == 0:
        return value
    if isinstance(node, dict):
        return {key: replaced(inner, at, value) for key, inner in node.items()}
    if isinstance(node, list):
        return [replaced(inner, at, value) for inner in node]
    return node


@given(
    st.sampled_from(["shop.v2.1.json", "shop.v2.0.json", "shop.v1.json"]), st.integers(2, 500), ODD
)
def test_one_odd_value_anywhere_gives_a_collection_or_an_input_error(
    name: str, at: int, value: object
) -> None:
    root = replaced(json.loads((DATA / name).read_text("utf-8")), [at], value)
    try:
        collection, found = read_collection(json.dumps(root).encode())
    except InputError as problem:
        collection, found = Collection(""), (problem.diagnostic,)
    assert not any("\n" in str(problem) for problem in found)
    for located in walk(collection):
        request = located.item.request
        assert all(isinstance(text, str) for text in (request.method, request.url.raw))
        assert all(isinstance(field.key, str) for field in (*request.headers, *request.url.query))
        hash(located.item)
