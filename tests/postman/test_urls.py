"""Addresses taken apart: text, objects, and objects whose parts disagree."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.postman.collection import KeyValue, Url
from generator.postman.shapes import Spot
from generator.postman.urls import parse_url, read_url


@pytest.mark.parametrize(
    ("text", "server", "path"),
    [
        ("", "", ()),
        ("{{baseUrl}}", "{{baseUrl}}", ()),
        ("{{baseUrl}}/a/:id/", "{{baseUrl}}", ("a", ":id", "")),
        ("{{protocol}}://{{host}}:{{port}}/v1", "{{protocol}}://{{host}}:{{port}}", ("v1",)),
        ("https://api.example.com:8443/", "https://api.example.com:8443", ("",)),
        ("https://user:pass@h.test/a", "https://user:pass@h.test", ("a",)),
        ("http://[2001:db8::1]:80/a", "http://[2001:db8::1]:80", ("a",)),
        ("http:///h.test/a", "http:///h.test", ("a",)),
        ("h.test/a//b", "h.test", ("a", "", "b")),
        ("/a/b", "", ("a", "b")),
        ("  {{u}}/a", "{{u}}", ("a",)),
        ("{{a/b}}/{{c?d}}/{{e#f}}", "{{a/b}}", ("{{c?d}}", "{{e#f}}")),
        ("{{u}}/go/http://h.test", "{{u}}", ("go", "http:", "", "h.test")),
        (r"https:\\h.test\a", r"https:\\h.test", ("a",)),
        ("{{u}}/{id}/x:y", "{{u}}", ("{id}", "x:y")),
        ("{{u}}/a b?c d", "{{u}}", ("a b",)),
    ],
)
def test_server_and_path(text: str, server: str, path: tuple[str, ...]) -> None:
    url = parse_url(text)
    assert (url.raw, url.server, url.path) == (text, server, path)


@pytest.mark.parametrize(
    ("text", "pairs", "fragment"),
    [
        ("u?a=1&b=2#f", [("a", "1"), ("b", "2")], "f"),
        ("u?a&b=&=c&a=2", [("a", None), ("b", ""), ("", "c"), ("a", "2")], None),
        ("u?a==1?&b", [("a", "=1?"), ("b", None)], None),
        ("u?", [("", None)], None),
        ("u?{{a=b&c}}={{d#e}}", [("{{a=b&c}}", "{{d#e}}")], None),
        ("u#f?a=1#g", [], "f?a=1#g"),
        ("u#", [], ""),
        ("u?a=%20+b", [("a", "%20+b")], None),
    ],
)
def test_query_and_fragment(
    text: str, pairs: list[tuple[str, str | None]], fragment: str | None
) -> None:
    url = parse_url(text)
    assert [(field.key, field.value) for field in url.query] == pairs
    assert url.fragment == fragment


def read(node: object) -> Url:
    return read_url(node, Spot())


def test_parts_without_raw_are_put_together() -> None:
    url = read(
        {
            "protocol": "https",
            "auth": {"user": "u", "password": "p"},
            "host": ["{{region}}", "h", "test"],
            "port": 8443,
            "path": ["a", {"type": "string", "value": ":id"}, ""],
            "query": [
                {"key": "q", "value": "1"},
                {"key": "off", "value": "2", "disabled": True},
                {"key": "flag", "value": None},
            ],
            "hash": "top",
        }
    )
    assert url.raw == "https://u:p@{{region}}.h.test:8443/a/:id/?q=1&flag#top"
    assert url.server == "https://u:p@{{region}}.h.test:8443"
    assert url.path == ("a", ":id", "")
    assert url.fragment == "top"


@pytest.mark.parametrize(
    ("node", "server", "path"),
    [
        ({"raw": "https://one.test/a", "host": ["two"], "path": ["b"]}, "two", ("b",)),
        ({"raw": "https://one.test/a", "path": ["b"]}, "https://one.test", ("a",)),
        ({"raw": "  ", "host": "two.test", "path": "/a/{{b/c}}"}, "two.test", ("a", "{{b/c}}")),
        ({"raw": None, "host": ["two"], "path": "/"}, "two", ("",)),
        ({"path": ["a"]}, "", ("a",)),
        ({}, "", ()),
        (None, "", ()),
        (7, "", ()),
    ],
)
def test_the_parts_decide_where_there_is_a_host(
    node: object, server: str, path: tuple[str, ...]
) -> None:
    url = read(node)
    assert (url.server, url.path) == (server, path)


@pytest.mark.parametrize(
    ("node", "query"),
    [
        ({"raw": "u?a=1"}, (KeyValue("a", "1"),)),
        ({"raw": "u?a=1", "query": []}, (KeyValue("a", "1"),)),
        ({"raw": "u?a=1", "query": None}, (KeyValue("a", "1"),)),
        (
            {"raw": "u?a=1", "query": [{"key": "a", "value": "1"}, {"key": "b", "disabled": True}]},
            (KeyValue("a", "1"), KeyValue("b", None, disabled=True)),
        ),
        (
            {"raw": "u", "query": [{"key": None, "value": "x"}, {"value": 5}, {}]},
            (KeyValue("", "x"), KeyValue("", "5"), KeyValue("", None)),
        ),
        ({"raw": "u", "query": "a=1&b"}, (KeyValue("a", "1"), KeyValue("b"))),
        ({"raw": "u", "query": {"a": "1", "b": None}}, (KeyValue("a", "1"), KeyValue("b"))),
    ],
)
def test_the_list_of_parameters_decides(node: object, query: tuple[KeyValue, ...]) -> None:
    assert read(node).query == query


def test_raw_says_what_is_sent() -> None:
    url = read({"raw": "{{u}}/a#f", "query": [{"key": "b", "value": "1"}]})
    assert url.raw == "{{u}}/a?b=1#f"


@pytest.mark.parametrize(
    ("node", "variables"),
    [
        ("{{u}}/:a/:b.json/:a/:", (KeyValue("a"), KeyValue("b"))),
        (
            {"raw": "u/:a/:b", "variable": [{"key": "b", "value": "2", "description": "B."}]},
            (KeyValue("b", "2", description="B."), KeyValue("a")),
        ),
        ({"raw": "u/:a", "variable": [{"id": "a", "value": "1"}]}, (KeyValue("a", "1"),)),
        ({"raw": "u/:a", "variable": {"a": "1"}}, (KeyValue("a", "1"),)),
        ({"raw": "u", "variable": [{"value": "1"}, None]}, ()),
        ({"raw": "u/x:a/b:80"}, ()),
    ],
)
def test_path_variables(node: object, variables: tuple[KeyValue, ...]) -> None:
    assert read(node).variables == variables


@given(st.text(alphabet="ab:/?#&={}\\ ."))
def test_nothing_of_an_address_is_lost(text: str) -> None:
    url = parse_url(text)
    whole = url.server
    if url.path:
        whole += "/" + "/".join(url.path)
    if url.query:
        pairs = [f.key if f.value is None else f"{f.key}={f.value}" for f in url.query]
        whole += "?" + "&".join(pairs)
    if url.fragment is not None:
        whole += f"#{url.fragment}"
    assert whole.replace("\\", "/") == text.lstrip().replace("\\", "/")
