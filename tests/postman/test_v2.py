"""Items, requests, bodies, authentication and answers in v2's shapes and odd ones."""

from typing import Any

import pytest

from generator.postman.auth import read_auth
from generator.postman.bodies import read_body
from generator.postman.collection import Auth, Body, Example, GraphQL, Item, KeyValue, Variable
from generator.postman.fields import headers
from generator.postman.shapes import Spot
from generator.postman.v2 import read_item, read_v2


def item(**fields: Any) -> Item:
    found = read_item({"name": "A", "request": {"url": "u"}, **fields}, Spot(), {})
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("request_", "method", "raw"),
    [
        ("https://h.test/a", "GET", "https://h.test/a"),
        ({}, "GET", ""),
        ({"method": "post", "url": None}, "POST", ""),
        ({"method": "Propfind", "url": "u"}, "PROPFIND", "u"),
        ({"method": None, "url": "u"}, "GET", "u"),
        ({"method": "", "url": "u"}, "GET", "u"),
        ({"method": 5, "url": "u"}, "GET", "u"),
        ({"method": "{{verb}}", "url": "u"}, "{{verb}}", "u"),
    ],
)
def test_requests(request_: object, method: str, raw: str) -> None:
    found = item(request=request_).request
    assert (found.method, found.url.raw) == (method, raw)


@pytest.mark.parametrize(
    ("fields", "description"),
    [
        ({"request": {"description": "d"}}, "d"),
        ({"request": {"description": {"content": "d", "type": "text/plain"}}}, "d"),
        ({"request": {"description": {"content": None}}}, ""),
        ({"request": {"description": None}, "description": "of the item"}, "of the item"),
        ({"request": {"description": ["d"]}}, ""),
    ],
)
def test_descriptions(fields: dict[str, Any], description: str) -> None:
    assert item(**fields).request.description == description


@pytest.mark.parametrize(
    ("name", "read"), [(None, ""), (7, "7"), (["x"], ""), ('a\n"b\\', 'a\n"b\\'), ("", "")]
)
def test_names(name: object, read: str) -> None:
    assert item(name=name).name == read


@pytest.mark.parametrize(
    ("node", "found"),
    [
        (None, ()),
        ([], ()),
        (
            "Accept: a/b\r\n// X-Off: 1\nX-Url: http://h:80/\r\n",
            (
                KeyValue("Accept", "a/b"),
                KeyValue("X-Off", "1", True),
                KeyValue("X-Url", "http://h:80/"),
            ),
        ),
        ("A: one\r\n two\nno header", (KeyValue("A", "one two"),)),
        (
            [{"key": "A", "value": "1"}, {"key": "A", "value": None}, {"key": "A"}],
            (
                KeyValue("A", "1"),
                KeyValue("A"),
                KeyValue("A"),
            ),
        ),
        ([{"key": ":status", "value": 200}], (KeyValue(":status", "200"),)),
        (":status: 200", (KeyValue(":status", "200"),)),
        ([{"key": "", "value": ""}, {"value": "1"}, None], ()),
        (["A: 1"], (KeyValue("A", "1"),)),
        ({"A": "1", "B": 2}, (KeyValue("A", "1"), KeyValue("B", "2"))),
        (
            [{"key": "A", "value": "1", "disabled": True, "description": {"content": "d"}}],
            (KeyValue("A", "1", True, "d"),),
        ),
        (7, ()),
    ],
)
def test_headers(node: object, found: tuple[KeyValue, ...]) -> None:
    assert headers(node, Spot()) == found


@pytest.mark.parametrize(
    ("node", "body"),
    [
        (None, None),
        ({}, None),
        ("text", Body("raw", "text")),
        ({"mode": "raw", "raw": "x"}, Body("raw", "x")),
        ({"mode": "raw", "raw": "x", "disabled": True}, None),
        ({"mode": "raw", "raw": ""}, None),
        ({"mode": "raw"}, None),
        ({"mode": "RAW", "raw": "x"}, Body("raw", "x")),
        ({"mode": "raw", "raw": {"a": 1}}, Body("raw", '{"a": 1}')),
        ({"raw": "x"}, Body("raw", "x")),
        ({"mode": "odd", "raw": "x"}, Body("raw", "x")),
        (
            {"mode": "raw", "raw": "x", "options": {"raw": {"language": "JSON"}}},
            Body("raw", "x", "json"),
        ),
        ({"mode": "raw", "raw": "x", "options": {"raw": None}}, Body("raw", "x")),
        ({"mode": "urlencoded"}, None),
        ({"mode": "urlencoded", "urlencoded": []}, None),
        (
            {"mode": "urlencoded", "urlencoded": "a=1&b"},
            Body("urlencoded", fields=(KeyValue("a", "1"), KeyValue("b"))),
        ),
        (
            {
                "mode": "urlencoded",
                "urlencoded": [{"key": "a", "value": 1}, {"key": None, "value": "x"}],
            },
            Body("urlencoded", fields=(KeyValue("a", "1"),)),
        ),
        ({"mode": "formdata", "formdata": "a=1"}, Body("formdata", fields=(KeyValue("a", "1"),))),
        (
            {"mode": "formdata", "formdata": [{"key": "f", "type": "file", "src": None}]},
            Body("formdata", fields=(KeyValue("f", is_file=True),)),
        ),
        (
            {
                "mode": "formdata",
                "formdata": [
                    {"key": "f", "type": "file", "src": "a.png", "contentType": "image/png"}
                ],
            },
            Body(
                "formdata",
                fields=(KeyValue("f", is_file=True, files=("a.png",), content_type="image/png"),),
            ),
        ),
        (
            {"mode": "formdata", "formdata": [{"key": "f", "type": "file", "src": ["a", "b"]}]},
            Body("formdata", fields=(KeyValue("f", is_file=True, files=("a", "b")),)),
        ),
        ({"mode": "file", "file": None}, Body("file")),
        ({"mode": "file"}, Body("file")),
        ({"mode": "file", "file": {"src": "a.bin"}}, Body("file", file="a.bin")),
        ({"mode": "file", "file": "a.bin"}, Body("file", file="a.bin")),
        (
            {
                "mode": "graphql",
                "graphql": {"query": "q", "variables": '{"a": 1}', "operationName": None},
            },
            Body("graphql", graphql=GraphQL("q", '{"a": 1}')),
        ),
        (
            {
                "mode": "graphql",
                "graphql": {"query": "q", "variables": {"a": 1}, "operationName": "o"},
            },
            Body("graphql", graphql=GraphQL("q", '{"a": 1}', "o")),
        ),
        ({"mode": "graphql", "graphql": {"query": "", "variables": ""}}, None),
        ({"mode": "graphql", "graphql": "q"}, Body("graphql", graphql=GraphQL("q"))),
        ({"mode": "graphql"}, None),
        (7, None),
    ],
)
def test_bodies(node: object, body: Body | None) -> None:
    assert read_body(node, Spot()) == body


@pytest.mark.parametrize(
    ("node", "auth"),
    [
        (None, None),
        ({}, None),
        ({"type": None}, None),
        ({"bearer": []}, None),
        ("bearer", None),
        ([], None),
        ({"type": "noauth"}, Auth("noauth")),
        ({"type": "noauth", "noauth": []}, Auth("noauth")),
        (
            {"type": "bearer", "bearer": [{"key": "token", "value": "t", "type": "string"}]},
            Auth("bearer", (("token", "t"),)),
        ),
        ({"type": "bearer", "bearer": {"token": "t"}}, Auth("bearer", (("token", "t"),))),
        (
            {"type": "Magic", "Magic": {"b": True, "a": 1, "c": None, "d": [1]}},
            Auth("magic", (("a", "1"), ("b", "true"), ("d", "[1]"))),
        ),
        ({"type": "basic"}, Auth("basic")),
        ({"type": "basic", "basic": {"showPassword": False}}, Auth("basic")),
        ({"type": "basic", "basic": 5}, Auth("basic")),
        ({"type": "basic", "basic": [{"key": "username"}, None, "x"]}, Auth("basic")),
    ],
)
def test_auth(node: object, auth: Auth | None) -> None:
    assert read_auth(node, Spot()) == auth


@pytest.mark.parametrize(
    ("response", "examples"),
    [
        (None, ()),
        ([], ()),
        (
            [{"name": "Ok", "code": 200, "status": "OK", "body": "{}"}],
            (Example("Ok", 200, "OK", body="{}"),),
        ),
        ({"name": "Ok", "code": "404"}, (Example("Ok", 404),)),
        ([{"name": "Default"}], (Example("Default", None),)),
        ([{"code": None, "body": None, "header": None}], (Example("", None),)),
        (
            [{"code": "OK"}, {"code": True}, {"code": 7}, {"code": 200.0}],
            (Example("", None), Example("", None), Example("", None), Example("", 200)),
        ),
        (
            [{"body": 5}, {"body": {"a": 1}}],
            (Example("", None, body="5"), Example("", None, body='{"a": 1}')),
        ),
        (
            [
                {"_postman_previewlanguage": "JSON"},
                {"_postman_previewlanguage": "Text"},
                {"_": {"postman_previewlanguage": "xml"}},
            ],
            (
                Example("", None, language="json"),
                Example("", None),
                Example("", None, language="xml"),
            ),
        ),
        ([5, None, {"name": "Ok"}], (Example("Ok", None),)),
        (7, ()),
    ],
)
def test_examples(response: object, examples: tuple[Example, ...]) -> None:
    assert item(response=response).examples == examples


def test_an_example_without_a_readable_request() -> None:
    spot = Spot()
    node = {"request": "u", "response": [{"originalRequest": 5}, {"originalRequest": "v"}, 6]}
    found = read_item({"name": "A", **node}, spot, {})
    assert found is not None
    assert [example.request and example.request.url.raw for example in found.examples] == [
        None,
        "v",
    ]
    assert [str(problem) for problem in spot.found] == [
        "A / response 3: left out: it is a number, not an object"
    ]


def test_equal_requests_are_read_once_but_for_what_is_to_be_said_of_them() -> None:
    spot = Spot()
    one, odd = {"url": {"raw": "u", "host": "u"}, "header": "A: b"}, {"url": "v", "body": 5}
    responses = [
        {"name": str(at), "originalRequest": dict(each)} for at in (1, 2) for each in (one, odd)
    ]
    found = read_item({"name": "A", "request": dict(one), "response": responses}, spot, {})
    assert found is not None
    first, _, again, _ = (example.request for example in found.examples)
    assert first is again
    assert first is not None
    assert (first.url, first.headers) == (found.request.url, found.request.headers)
    assert first.url is found.request.url
    assert [str(problem) for problem in spot.found] == [
        f"A / response {at}: `body` is a number: read as none" for at in (1, 2)
    ]


def test_a_request_may_be_that_of_its_example() -> None:
    spot = Spot()
    node = {"name": "A", "response": [{"originalRequest": {"method": "PUT", "url": "u"}}]}
    found = read_item(node, spot, {})
    assert found is not None
    assert found.request.method == "PUT"
    assert [problem.code for problem in spot.found] == ["request-of-example"]


@pytest.mark.parametrize(
    ("event", "sources"),
    [
        (None, []),
        ([], []),
        ([{"listen": "test", "script": {"exec": "a\nb"}}], [("test", "a\nb")]),
        ([{"listen": "test", "script": {"exec": ["a", "b"]}}], [("test", "a\nb")]),
        ([{"listen": "test", "script": "a"}], [("test", "a")]),
        ([{"listen": "test", "script": {"exec": ["", " "]}}], []),
        ([{"listen": "test", "disabled": True, "script": {"exec": ["a"]}}], []),
        ([{"listen": "other", "script": {"exec": ["a"]}}], []),
        ([{"listen": "test", "script": {"src": "x.js"}}, None, 5], []),
        (
            [{"listen": "test", "script": "t"}, {"listen": "prerequest", "script": "p"}],
            [("prerequest", "p"), ("test", "t")],
        ),
        ({"listen": "test"}, []),
    ],
)
def test_scripts(event: object, sources: list[tuple[str, str]]) -> None:
    assert [(script.listen, script.source) for script in item(event=event).scripts] == sources


@pytest.mark.parametrize("field", ["variable", "variables"])
def test_variables(field: str) -> None:
    nodes = [
        {"key": "a", "value": "1", "type": "SECRET"},
        {"id": "b", "value": 2, "description": {"content": "d"}},
        {"key": "c", "value": None, "disabled": True},
        {"key": "e", "value": "x", "secret": True},
        {"value": "nameless"},
        None,
    ]
    collection = read_v2({"info": {"name": "S"}, "item": [], field: nodes}, Spot())
    assert collection.variables == (
        Variable("a", "1", "secret"),
        Variable("b", "2", description="d"),
        Variable("c", "", disabled=True),
        Variable("e", "x", "secret"),
    )


def test_behaviour_is_inherited() -> None:
    leaf = {
        "name": "A",
        "request": "u",
        "protocolProfileBehavior": {"maxRedirects": 3, "strictSSL": True},
    }
    folder = {"name": "F", "item": [leaf], "protocolProfileBehavior": {"maxRedirects": 1}}
    root = {
        "info": {"name": "S"},
        "item": [folder],
        "protocolProfileBehavior": {"disableCookies": True},
    }
    top = read_v2(root, Spot()).children[0]
    assert not isinstance(top, Item)
    inner = top.children[0]
    assert isinstance(inner, Item)
    assert inner.behaviour == (
        ("disableCookies", "true"),
        ("maxRedirects", "3"),
        ("strictSSL", "true"),
    )


def test_odd_details_are_reported_at_their_place() -> None:
    spot = Spot()
    request = {
        "url": {"raw": "u", "query": 5, "variable": [7]},
        "header": 5,
        "body": 5,
        "auth": "x",
        "method": [],
    }
    read_item({"name": "Update", "request": request, "response": "x"}, spot.below("Links"), {})
    assert [str(problem) for problem in spot.found] == [
        "Links / Update: `response` is text: read as none",
        "Links / Update: `method` is a list: read as GET",
        "Links / Update: `query` is a number: read as none",
        "Links / Update: `variable` has a number among its entries: left out",
        "Links / Update: `header` is a number: read as none",
        "Links / Update: `body` is a number: read as none",
        "Links / Update: `auth` is text: read as none",
    ]
    assert {problem.level.value for problem in spot.found} == {"notice"}
