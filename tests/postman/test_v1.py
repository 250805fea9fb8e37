"""v1's flat lists and its own words for requests."""

from typing import Any

import pytest

from generator.diagnostics import InputError
from generator.postman.collection import Auth, Body, Collection, GraphQL, KeyValue, Request, walk
from generator.postman.shapes import Spot
from generator.postman.v1 import as_v2
from generator.postman.v2 import read_v2


def collection(**root: Any) -> tuple[Collection, list[str]]:
    spot = Spot()
    found = read_v2(as_v2({"name": "Old", **root}, spot), spot)
    return found, [str(problem) for problem in spot.found]


def request(**fields: Any) -> Request:
    found, _ = collection(requests=[{"id": "1", "url": "u", **fields}])
    return next(walk(found)).item.request


def titles(found: Collection) -> list[str]:
    return ["/".join((*located.folder_path, located.item.name)) for located in walk(found)]


def named(*names: str, **more: Any) -> list[dict[str, Any]]:
    return [{"id": name, "name": name, "url": "u", **more} for name in names]


def test_order_is_that_of_the_lists() -> None:
    found, problems = collection(
        requests=named("a", "b", "c", "d"),
        folders=[
            {"id": "F", "name": "F", "order": ["c"], "folders_order": ["G"]},
            {"id": "G", "name": "G", "order": ["b"]},
        ],
        folders_order=["F"],
        order=["d", "a"],
    )
    assert titles(found) == ["F/G/b", "F/c", "d", "a"]
    assert problems == []


def test_what_no_list_mentions_is_kept() -> None:
    found, problems = collection(
        requests=[*named("a", "b"), *named("c", folder="F"), {"name": "d"}, None, 5],
        folders=[{"id": "F", "name": "F"}, {"id": "H", "name": "H", "folder": "F"}, None],
        order=["b", "b"],
        folders_order=[],
    )
    assert titles(found) == ["F/c", "b", "a", "d"]
    assert problems == []


def test_ids_of_nothing_are_reported() -> None:
    found, problems = collection(
        requests=named("a"),
        folders=[{"id": "F", "name": "F", "order": ["a", "gone", "away", None]}],
        order=["gone"],
        folders_order=["F", "gone"],
    )
    assert titles(found) == ["F/a"]
    assert problems == [
        "`folders_order` has 1 id without a folder",
        "`order` has 1 id without a request",
        "F: `order` has 2 ids without a request",
    ]


def test_folders_in_a_circle() -> None:
    found, problems = collection(
        requests=named("a"),
        folders=[
            {"id": "F", "name": "F", "folders_order": ["G"], "order": ["a"]},
            {"id": "G", "name": "G", "folders_order": ["F", "G"]},
        ],
    )
    assert titles(found) == ["G/F/a"]
    assert problems == ["G: the folder is inside itself: read as one of the collection"]


def test_folders_nested_without_end() -> None:
    folders = [{"id": str(n), "name": "F", "folders_order": [str(n + 1)]} for n in range(5_000)]
    with pytest.raises(InputError, match="folders nested deeper than 300 levels"):
        collection(requests=[], folders=folders)


@pytest.mark.parametrize(
    ("fields", "headers"),
    [
        (
            {"headers": "A: 1\n//B: 2\n// C: 3\n\nD:4"},
            (
                KeyValue("A", "1"),
                KeyValue("B", "2", True),
                KeyValue("C", "3", True),
                KeyValue("D", "4"),
            ),
        ),
        ({"headers": ""}, ()),
        ({"headers": None}, ()),
        ({"headers": [{"key": "A", "value": "1"}]}, (KeyValue("A", "1"),)),
        (
            {
                "headers": "A: 1\nB: 2",
                "headerData": [{"key": "A", "value": "1", "description": "d", "enabled": False}],
            },
            (
                KeyValue("A", "1", True, "d"),
                KeyValue("B", "2"),
            ),
        ),
        ({"headerData": [{"key": "// A", "value": "1"}]}, (KeyValue("A", "1", True),)),
    ],
)
def test_headers(fields: dict[str, Any], headers: tuple[KeyValue, ...]) -> None:
    assert request(**fields).headers == headers


@pytest.mark.parametrize(
    ("fields", "query", "variables"),
    [
        ({"url": "u/:a?b=1"}, (KeyValue("b", "1"),), (KeyValue("a"),)),
        (
            {"url": "u/:a?b=1", "queryParams": [], "pathVariables": {"a": "2"}},
            (KeyValue("b", "1"),),
            (KeyValue("a", "2"),),
        ),
        (
            {
                "url": "u?b=1",
                "queryParams": [{"key": "b", "value": "1", "description": "d", "enabled": False}],
            },
            (KeyValue("b", "1", True, "d"),),
            (),
        ),
        (
            {
                "queryParams": [
                    {"key": "b", "equals": True, "value": None},
                    {"key": "c", "equals": False, "value": ""},
                ]
            },
            (KeyValue("b", ""), KeyValue("c")),
            (),
        ),
        (
            {
                "url": "u/:a/:b",
                "pathVariables": {"a": "1", "b": "2"},
                "pathVariableData": [{"key": "b", "value": "3"}],
            },
            (),
            (KeyValue("b", "3"), KeyValue("a", "1")),
        ),
        ({"url": "u/:a", "pathVariables": [{"key": "a", "value": "1"}]}, (), (KeyValue("a", "1"),)),
        ({"url": None}, (), ()),
        ({"url": {"raw": "u?b=1"}}, (KeyValue("b", "1"),), ()),
    ],
)
def test_addresses(
    fields: dict[str, Any], query: tuple[KeyValue, ...], variables: tuple[KeyValue, ...]
) -> None:
    url = request(**fields).url
    assert url.query == query
    assert url.variables == variables


@pytest.mark.parametrize(
    ("fields", "body"),
    [
        ({}, None),
        ({"dataMode": None, "rawModeData": "x"}, None),
        ({"dataMode": "raw", "rawModeData": "x"}, Body("raw", "x")),
        ({"dataMode": "raw", "rawModeData": ["x"]}, Body("raw", "x")),
        ({"dataMode": "raw", "data": "x"}, Body("raw", "x")),
        ({"dataMode": "raw", "data": [], "rawModeData": []}, None),
        ({"dataMode": "raw", "rawModeData": "x", "dataDisabled": True}, None),
        (
            {"dataMode": "raw", "rawModeData": "x", "dataOptions": {"raw": {"language": "json"}}},
            Body("raw", "x", "json"),
        ),
        ({"dataMode": "params", "data": []}, None),
        ({"dataMode": "params", "data": "left behind"}, None),
        (
            {
                "dataMode": "params",
                "data": [
                    {"key": "a", "value": "1", "type": "text", "enabled": False},
                    {"key": "f", "value": "x.png", "type": "file"},
                ],
            },
            Body(
                "formdata",
                fields=(KeyValue("a", "1", True), KeyValue("f", is_file=True, files=("x.png",))),
            ),
        ),
        (
            {"dataMode": "urlencoded", "data": [{"key": "a", "value": "1"}]},
            Body("urlencoded", fields=(KeyValue("a", "1"),)),
        ),
        ({"dataMode": "binary", "rawModeData": "x.bin"}, Body("file", file="x.bin")),
        ({"dataMode": "binary"}, Body("file")),
        (
            {"dataMode": "graphql", "graphqlModeData": {"query": "q", "variables": "{}"}},
            Body("graphql", graphql=GraphQL("q", "{}")),
        ),
        (
            {"dataMode": "graphql", "data": {"query": "q"}, "dataOptions": {"graphql": {}}},
            Body("graphql", graphql=GraphQL("q")),
        ),
        ({"rawModeData": "x"}, Body("raw", "x")),
        ({"data": [{"key": "a", "value": "1"}]}, Body("formdata", fields=(KeyValue("a", "1"),))),
        ({"graphqlModeData": {"query": "q"}}, Body("graphql", graphql=GraphQL("q"))),
    ],
)
def test_bodies(fields: dict[str, Any], body: Body | None) -> None:
    assert request(**fields).body == body


@pytest.mark.parametrize(
    ("fields", "auth"),
    [
        ({}, None),
        ({"currentHelper": None, "helperAttributes": None}, None),
        ({"currentHelper": "normal", "helperAttributes": {}}, None),
        (
            {
                "currentHelper": "basicAuth",
                "helperAttributes": {"id": "basic", "username": "u", "saveToRequest": True},
            },
            Auth("basic", (("username", "u"),)),
        ),
        (
            {"currentHelper": "oAuth1", "helperAttributes": '{"auto": true, "token": "t"}'},
            Auth("oauth1", (("autoAddParam", "true"), ("token", "t"))),
        ),
        (
            {"currentHelper": "hawkAuth", "helperAttributes": {"hawk_id": "i", "ext": "e"}},
            Auth("hawk", (("authId", "i"), ("extraData", "e"))),
        ),
        (
            {"currentHelper": "awsSigV4", "helperAttributes": {"region": "r"}},
            Auth("awsv4", (("region", "r"),)),
        ),
        ({"currentHelper": "basicAuth", "helperAttributes": "no json"}, None),
        ({"currentHelper": "basicAuth"}, Auth("basic")),
        (
            {
                "auth": {"type": "bearer", "bearer": [{"key": "token", "value": "t"}]},
                "currentHelper": "bearerAuth",
            },
            Auth("bearer", (("token", "t"),)),
        ),
        ({"auth": {"type": "noauth"}, "currentHelper": None}, Auth("noauth")),
    ],
)
def test_auth(fields: dict[str, Any], auth: Auth | None) -> None:
    assert request(**fields).auth == auth


def test_scripts() -> None:
    found, _ = collection(
        requests=[
            {"id": "1", "url": "u", "tests": "t", "preRequestScript": "p", "events": [{}]},
            {"id": "2", "url": "u", "events": [{"script": {"exec": ["t2"]}}], "tests": None},
        ]
    )
    first, second = (located.item.scripts for located in walk(found))
    assert [(script.listen, script.source) for script in first] == [
        ("prerequest", "p"),
        ("test", "t"),
    ]
    assert [(script.listen, script.source) for script in second] == [("test", "t2")]


def test_answers() -> None:
    responses = [
        {
            "id": "x",
            "name": "Two",
            "request": "1",
            "responseCode": {"code": 404, "name": "Not Found"},
        },
        {
            "id": "y",
            "name": "One",
            "requestObject": '{"url": "v", "method": "post", "headers": "A: 1"}',
            "responseCode": {"code": 200, "name": "OK"},
            "headers": [{"key": "B", "value": "2"}],
            "language": "json",
            "text": "{}",
        },
    ]
    found, _ = collection(
        requests=[{"id": "1", "url": "u", "responses": responses, "responses_order": ["y", "gone"]}]
    )
    one, two = next(walk(found)).item.examples
    assert (one.name, one.status, one.reason, one.language, one.body) == (
        "One",
        200,
        "OK",
        "json",
        "{}",
    )
    assert one.headers == (KeyValue("B", "2"),)
    assert one.request is not None
    assert (one.request.method, one.request.url.raw) == ("POST", "v")
    assert one.request.headers == (KeyValue("A", "1"),)
    assert (two.name, two.status, two.request, two.body) == ("Two", 404, None, None)
