"""Paths, queries, headers and bodies: which arguments an operation has, and what it sends."""

from __future__ import annotations

from typing import Any

import pytest

from generator.api.model import Body, Parameter
from generator.inference.types import (
    BOOLEAN,
    INTEGER,
    NUMBER,
    STRING,
    UNKNOWN,
    Array,
    Field,
    String,
    Type,
    record,
)
from tests.helpers.collections import answer, item, raw
from tests.helpers.packages import operation

OWN = "{{host}}/things"
"""Not where a converter from OpenAPI puts its requests, whose values are made up."""
HOST = [{"key": "baseUrl", "value": "https://api.test"}, {"key": "page", "value": "7"}]


@pytest.mark.parametrize(
    ("path", "template", "names"),
    [
        ("", "", ()),
        ("/", "/", ()),
        ("/links/:id/", "/links/{id}/", ("id",)),
        ("/links/:id.json", "/links/{id}.json", ("id",)),
        ("/links/{{linkId}}/:id", "/links/{linkId}/{id}", ("linkId", "id")),
        ("/links/{id}", "/links/{id}", ("id",)),
        ("/a-{{b}}-c{{d}}", "/a-{b}-c{d}", ("b", "d")),
        ("/:a/:a", "/{a}/{a}", ("a",)),
        ("/a b/ü", "/a%20b/%C3%BC", ()),
        ("/odata('x')", "/odata('x')", ()),
        ("/a%2Fb", "/a%2Fb", ()),
        ("/a:b", "/a:b", ()),
        ("/:", "/:", ()),
    ],
)
def test_paths(path: str, template: str, names: tuple[str, ...]) -> None:
    found = operation(item("A", path=path))
    assert found.path == template
    assert tuple(p.name for p in found.path_parameters) == names
    assert all(p.required for p in found.path_parameters)


def test_path_parameters() -> None:
    variables = [
        {"key": "id", "value": "<uuid>", "description": "(Required) The id."},
        {"key": "kind", "value": "a", "description": "(This can only be one of a,b)"},
    ]
    host = [*HOST, {"key": "apiVersion", "value": "v2"}]
    path = "/{{apiVersion}}/:id/:kind/{{page}}"
    found = operation(item("A", path=path, variables=variables), variable=host)
    assert found.path_parameters == (
        # A variable of the collection that is the same for all calls has its value as default.
        Parameter("apiVersion", UNKNOWN, default=("v2",)),
        Parameter("id", String("uuid"), required=True, description="The id."),
        Parameter("kind", STRING, required=True, choices=("a", "b")),
        Parameter("page", UNKNOWN, required=True),
    )


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ([{"key": "q", "value": "x"}], Parameter("q", STRING, default=("x",))),
        ([{"key": "n", "value": "7"}], Parameter("n", INTEGER, default=("7",))),
        ([{"key": "n", "value": "07"}], Parameter("n", STRING, default=("07",))),
        ([{"key": "n", "value": "0.5"}], Parameter("n", NUMBER, default=("0.5",))),
        ([{"key": "b", "value": "true"}], Parameter("b", BOOLEAN, default=("true",))),
        ([{"key": "n", "value": "<integer>"}], Parameter("n", INTEGER)),
        ([{"key": "n", "value": "{{page}}"}], Parameter("n", INTEGER, default=("7",))),
        ([{"key": "n", "value": "{{free}}"}], Parameter("n", UNKNOWN)),
        ([{"key": "f", "value": None}], Parameter("f", UNKNOWN, default=(None,))),
        ([{"key": "f", "value": ""}], Parameter("f", UNKNOWN)),
        ([{"key": "q", "value": "x", "disabled": True}], Parameter("q", STRING)),
        (
            [{"key": "with[]", "value": "a"}],
            Parameter("with[]", STRING, default=("a",), repeated=True),
        ),
        (
            [{"key": "q", "value": "1"}, {"key": "q", "value": "2"}],
            Parameter("q", INTEGER, default=("1", "2"), repeated=True),
        ),
        (
            [{"key": "q", "value": "1"}, {"key": "q", "value": "2", "disabled": True}],
            Parameter("q", INTEGER, default=("1",)),
        ),
        (
            [{"key": "q", "value": "<string>", "description": "(Required) What."}],
            Parameter("q", STRING, required=True, description="What."),
        ),
        # What is sent as it stands need not be given.
        (
            [{"key": "v", "value": "2", "description": "(Required) Version."}],
            Parameter("v", INTEGER, default=("2",), description="Version."),
        ),
        (
            [
                {
                    "key": "s",
                    "value": "<string>",
                    "description": "By. (This can only be one of a, b)",
                }
            ],
            Parameter("s", STRING, choices=("a", "b"), description="By."),
        ),
        (
            [{"key": "s", "value": "<string>", "description": "(This can only be one of )"}],
            Parameter("s", STRING),
        ),
    ],
)
def test_queries(entries: list[dict[str, Any]], expected: Parameter) -> None:
    found = operation(item("A", path=OWN, query=entries), variable=HOST)
    assert found.query == (expected,)


@pytest.mark.parametrize(
    "mark",
    [
        {"query": [{"key": "p", "value": "1"}, {"key": "q", "value": "<string>"}]},
        {"query": [{"key": "p", "value": "1", "description": "(Required) P"}]},
        {"query": [{"key": "p", "value": "1", "description": "(This can only be one of 1,2)"}]},
    ],
)
def test_values_that_a_converter_made_up_are_no_defaults(mark: dict[str, Any]) -> None:
    assert operation(item("A", **mark)).query[0].default is None
    assert operation(item("A", path=OWN, **mark)).query[0].default == ("1",)


def test_saved_requests_add_what_may_be_sent() -> None:
    saved = item("A", query=[{"key": "p", "value": "5"}, {"key": "q", "value": "x"}])
    found = operation(
        item(
            "A",
            query=[{"key": "q", "value": "x"}],
            answers=[answer({}, originalRequest=saved["request"])],
        )
    )
    assert found.query == (
        Parameter("q", STRING, default=("x",)),
        Parameter("p", INTEGER),
    )


def test_headers() -> None:
    found = operation(
        item(
            "A",
            path=OWN,
            headers=[
                {"key": "X-Version", "value": "2"},
                {"key": "x-version", "value": "3", "disabled": True},
                {"key": "X-Trace", "value": "<uuid>"},
                {"key": "X-Debug", "value": "1", "disabled": True},
                {"key": "Accept", "value": "application/json"},
                {"key": "Content-Length", "value": "5"},
                {"key": "Content-Type", "value": "application/json"},
                {"key": "Host", "value": "x"},
                {"key": "Postman-Token", "value": "<calculated>"},
                {"key": "", "value": "x"},
            ],
        )
    )
    assert found.headers == (
        Parameter("X-Version", INTEGER, default=("2",)),
        Parameter("X-Trace", String("uuid")),
        Parameter("X-Debug", INTEGER),
    )
    # Postman sends the type even where there is no body.
    assert found.constant_headers == (
        ("Accept", "application/json"),
        ("Content-Type", "application/json"),
    )


# --- bodies -----------------------------------------------------------------------------


def fields(**types: Type) -> Type:
    return record([Field(name, type_, required=False) for name, type_ in types.items()])


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"a": 1}, Body("json", type=fields(a=INTEGER))),
        ([1], Body("json", type=Array(INTEGER))),
        (raw('{"a": {{n}}, // how many\n}', "json"), Body("json", type=fields(a=UNKNOWN))),
        (raw('{"a": 1}'), Body("json", "text/plain", type=fields(a=INTEGER))),
        (raw('{"a": 1}', "text"), Body("json", "text/plain", type=fields(a=INTEGER))),
        (raw("", "json"), None),
        (raw("plain"), Body("text", "text/plain")),
        (raw("<a/>", "xml"), Body("text", "application/xml")),
        (raw("not JSON {", "json"), Body("text", "application/json")),
        ({"mode": "raw"}, None),
        ({"mode": "file", "file": {"src": "/a.png"}}, Body("binary")),
        ({"mode": "urlencoded", "urlencoded": []}, None),
        (
            {"mode": "urlencoded", "urlencoded": [{"key": "a", "value": "1"}]},
            Body("form", fields=(Parameter("a", INTEGER),)),
        ),
        (
            {
                "mode": "formdata",
                "formdata": [
                    {
                        "key": "a",
                        "type": "file",
                        "src": ["/x", "/y"],
                        "description": "(Required) A",
                    },
                    {"key": "b", "value": "x", "type": "text"},
                ],
            },
            Body(
                "multipart",
                fields=(
                    Parameter("a", UNKNOWN, True, repeated=True, description="A", is_file=True),
                    Parameter("b", STRING),
                ),
            ),
        ),
        (
            {
                "mode": "graphql",
                "graphql": {"query": "query Q($n: Int! = 1) { q }", "variables": '{"n": 1}'},
            },
            Body("graphql", type=fields(n=INTEGER), document="query Q($n: Int! = 1) { q }"),
        ),
        (
            {"mode": "graphql", "graphql": {"query": "{ q }"}},
            Body("graphql", type=fields(), document="{ q }"),
        ),
        ({"mode": "graphql", "graphql": {"query": ""}}, None),
        ({"mode": "none"}, None),
    ],
)
def test_bodies(body: Any, expected: Body | None) -> None:
    found = operation(item("A", "POST", body=body)).body
    assert found == expected


def test_what_postman_prunes_is_not_sent() -> None:
    assert operation(item("A", "GET", body={"a": 1})).body is None
    unpruned = {**item("A", "GET", body={"a": 1})}
    unpruned["protocolProfileBehavior"] = {"disableBodyPruning": True}
    assert operation(unpruned).body == Body("json", type=fields(a=INTEGER))
    assert operation(item("A", "DELETE", body={"a": 1})).body is not None


@pytest.mark.parametrize(
    ("method", "bodies", "required"),
    [
        ("POST", [{"a": 1, "b": 2}], set()),
        ("POST", [{"a": 1, "b": 2}, {"a": 2, "b": 3}], set()),
        ("POST", [{"a": 1, "b": 2}, {"a": 2}], {"a"}),
        ("PUT", [{"a": 1, "b": 2}, {"a": 2, "c": 3}, {"a": 1, "b": 1}], {"a"}),
        ("POST", [{"a": 1}, {}], set()),
        ("PATCH", [{"a": 1, "b": 2}, {"a": 2}], set()),
    ],
)
def test_what_different_requests_all_have_is_required(
    method: str, bodies: list[Any], required: set[str]
) -> None:
    first, *others = [item("A", method, body=body) for body in bodies]
    first["response"] = [
        answer({}, name=str(i), originalRequest=other["request"]) for i, other in enumerate(others)
    ]
    body = operation(first).body
    assert body is not None
    assert {f.name for f in body.type.fields if f.required} == required  # type: ignore[union-attr]


def test_bodies_of_saved_requests_are_merged() -> None:
    saved = item("A", "POST", body={"a": "<string>", "b": None})["request"]
    found = operation(
        item("A", "POST", body={"a": 1}, answers=[answer(originalRequest=saved)])
    ).body
    assert found is not None
    assert [field.name for field in found.type.in_order()] == ["a", "b"]  # type: ignore[union-attr]
    assert found.type.in_order()[0].required  # type: ignore[union-attr]
    assert not found.type.in_order()[1].required  # type: ignore[union-attr]
