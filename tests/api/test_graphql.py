"""What a GraphQL document says of its variables."""

from __future__ import annotations

import json
from typing import Any

import pytest

from generator.api.graphql import declared_variables
from generator.inference.json_schema import json_schema
from tests.helpers.collections import item
from tests.helpers.packages import operation

TEXT, NUMBER = {"type": "string"}, {"type": "integer"}
ID = {"type": ["string", "integer"]}


def variables(query: str, sent: str = "", name: str = "") -> Any:
    """The schema of what an operation takes: the members, and those that are required."""
    graphql = {"query": query, "variables": sent, "operationName": name}
    body = operation(item("A", "POST", body={"mode": "graphql", "graphql": graphql})).body
    assert body is not None
    schema = json_schema(body.type)
    return schema["properties"], schema.get("required", [])


@pytest.mark.parametrize(
    ("head", "sent", "members", "required"),
    [
        ("($id: ID!)", {}, {"id": ID}, ["id"]),
        ("($id: ID)", {"id": 7}, {"id": {"type": ["string", "integer", "null"]}}, []),
        ("($n: Int! = 5, $s: String!)", {"s": "x"}, {"n": NUMBER, "s": TEXT}, ["s"]),
        ("($a: Boolean!, $b: Float!)", {"b": 1}, None, ["a", "b"]),
        ("($n: Int!)", {"n": "{{count}}"}, {"n": NUMBER}, ["n"]),
        (
            "($day: String!)",
            {"day": "2024-01-31"},
            {"day": {"type": "string", "format": "date"}},
            ["day"],
        ),
        (
            "($tags: [String!]!, $more: [[Int!]!]!)",
            {"tags": []},
            {
                "tags": {"type": "array", "items": TEXT},
                "more": {"type": "array", "items": {"type": "array", "items": NUMBER}},
            },
            ["tags", "more"],
        ),
        # What is the server's own is what is sent.
        ("($f: Filter!)", {"f": "open"}, {"f": TEXT}, ["f"]),
        ("($f: Filter, $g: [Filter!])", {}, {"f": {}, "g": {"type": ["array", "null"]}}, []),
        ("($n: Int!)", {"n": 1, "other": "x"}, {"n": NUMBER, "other": TEXT}, ["n"]),
    ],
)
def test_variables(head: str, sent: object, members: Any, required: list[str]) -> None:
    found, needed = variables(f"query Q{head} {{ q }}", json.dumps(sent))
    assert sorted(needed) == sorted(required)
    assert members is None or found == members


@pytest.mark.parametrize(
    ("document", "name", "names"),
    [
        ("{ users { id } }", None, []),
        ("query { users }", None, []),
        ('query ($a: Int, $b: In = {x: [1], y: "$z: Int"}) @live(if: $a) { q }', None, ["a", "b"]),
        ('# query X($c: Int)\nmutation M($d: ID!) { m(x: "query Q($e: Int)") }', None, ["d"]),
        ("fragment query on query { x } query query($query: Int) { q }", None, ["query"]),
        ("query A($x: Int) { a } query B($y: Int) { b }", "B", ["y"]),
        ("query A($x: Int) { a } query B($y: Int) { b }", None, []),
        ("query A($x: {{type}}!, $y: Int) { a(n: {{n}}) }", None, ["x", "y"]),
        ("query A($x: Int, $y", None, ["x"]),
        ("query A($x: " + "[" * 1000, None, ["x"]),
        ("query (" * 1000, None, []),
    ],
)
def test_documents(document: str, name: str | None, names: list[str]) -> None:
    assert list(declared_variables(document, name)) == names
