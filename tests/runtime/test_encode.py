"""Paths, addresses, queries and headers."""

import copy
import datetime as dt
import pickle
import re
from decimal import Decimal
from enum import Enum
from importlib import import_module
from typing import Any
from urllib.parse import unquote
from uuid import UUID

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.postman import variables

runtime = import_module("client_runtime")
encode = import_module("client_runtime.encode")
OMIT = runtime.OMIT


class Colour(Enum):
    RED = "red"


def test_omit_is_one_and_false() -> None:
    assert not OMIT
    assert repr(OMIT) == str(OMIT) == "OMIT"
    assert copy.deepcopy(OMIT) is copy.copy(OMIT) is pickle.loads(pickle.dumps(OMIT)) is OMIT  # noqa: S301
    assert isinstance(OMIT, runtime.Omit)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("a", "a"),
        ("", ""),
        (7, "7"),
        (1.5, "1.5"),
        (True, "true"),
        (False, "false"),
        (Colour.RED, "red"),
        (Decimal("1.50"), "1.50"),
        (UUID(int=1), "00000000-0000-0000-0000-000000000001"),
        (dt.date(2022, 2, 9), "2022-02-09"),
        (dt.time(8, 5, tzinfo=dt.UTC), "08:05:00Z"),
        (dt.datetime(2022, 2, 9, 8, 5), "2022-02-09T08:05:00"),
        (dt.datetime(2022, 2, 9, 8, 5, tzinfo=dt.UTC), "2022-02-09T08:05:00Z"),
        (
            dt.datetime(2022, 2, 9, 8, 5, tzinfo=dt.timezone(dt.timedelta(hours=1))),
            "2022-02-09T08:05:00+01:00",
        ),
    ],
)
def test_scalars(value: object, text: str) -> None:
    assert encode.scalar_text(value) == text


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("{{$guid}}", r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
        ("{{$randomUUID}}", r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
        ("{{$timestamp}}", r"\d{10}"),
        ("{{$isoTimestamp}}", r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"),
        ("a-{{$randomInt}}-{{$randomInt}}", r"a-\d{1,4}-\d{1,4}"),
        ("{{$randomAlphaNumeric}}", r"[a-z0-9]"),
        ("{{$randomBoolean}}", "true|false"),
        ("plain", "plain"),
    ],
)
def test_dynamic(text: str, form: str) -> None:
    made = runtime.Dynamic(text)
    assert made == text
    assert repr(made) == f"Dynamic({text!r})"
    assert re.fullmatch(form, encode.scalar_text(made))
    assert re.fullmatch(form, encode.scalar_text(pickle.loads(pickle.dumps(made))))  # noqa: S301


def test_dynamic_values_are_new_each_time_and_known() -> None:
    made = runtime.Dynamic("{{$guid}} {{$guid}}")
    texts = [*made.fresh().split(), *made.fresh().split()]
    assert len(set(texts)) == 4
    with pytest.raises(ValueError, match=r"\{\{\$randomCity\}\} is no dynamic variable; there are"):
        runtime.Dynamic("{{$randomCity}}")


def test_generator_and_client_know_the_same_dynamic_variables() -> None:
    client = import_module("client_runtime.dynamic")
    assert client.DYNAMIC == variables.FRESH
    assert all(client.made_up(name) for name in client.DYNAMIC)


@pytest.mark.parametrize("value", [None, OMIT, b"x", ["a"], {"a": 1}, object()])
def test_no_scalars(value: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        encode.path_text("/{a}", {"a": value})


@pytest.mark.parametrize(
    ("template", "values", "path"),
    [
        ("/links/{id}/", {"id": 7}, "/links/7/"),
        ("/links/{id}", {"id": "a b/c?d#e%2F.ü~"}, "/links/a%20b%2Fc%3Fd%23e%252F.%C3%BC~"),
        ("/{a}-{b}.json", {"a": "x", "b": "{a}"}, "/x-%7Ba%7D.json"),
        ("/{id}.json", {"id": "."}, "/..json"),
        ("/{id}", {"id": "group/project..x"}, "/group%2Fproject..x"),
        ("/links/{other}", {}, "/links/%7Bother%7D"),
        ("/a b/%20/x;y=1,2:@", {}, "/a%20b/%20/x;y=1,2:@"),
        ("/what?/x#y", {}, "/what%3F/x%23y"),
        ("", {}, ""),
    ],
)
def test_paths(template: str, values: dict[str, object], path: str) -> None:
    assert encode.path_text(template, values) == path


@pytest.mark.parametrize(
    ("template", "values"),
    [
        ("/links/{id}", {"id": ""}),
        ("/links/{id}", {"id": "."}),
        ("/links/{id}/x", {"id": ".."}),
        ("/links/{id}{other}", {"id": ".", "other": "."}),
        ("/links/{id}", {"id": "a/../../admin"}),
        ("/links/{id}", {"id": "a/./b"}),
        ("/links/{id}", {"id": "../admin"}),
        ("/links/{id}", {"id": "a/.."}),
        ("/links/{id}", {"id": "..\\admin"}),
        ("/links/{id}", {"id": "%2e%2e/admin"}),
        ("/links/{id}", {"id": "..%2fadmin"}),
        ("/links/{id}", {"id": "a\r\nX-Admin: 1"}),
        ("/links/{id}", {"id": "a\0"}),
    ],
)
def test_values_that_would_change_the_path(template: str, values: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="id"):
        encode.path_text(template, values)


@given(st.text(min_size=1))
def test_a_value_stays_in_its_segment_or_is_refused(value: str) -> None:
    try:
        path = encode.path_text("/a/{id}/b", {"id": value})
    except ValueError:
        assert "." in value or not value.isprintable()
        return
    url = encode.address("https://host.test", path, [])
    _, first, second, third = url.raw_path.decode().split("/")
    assert (first, unquote(second), third) == ("a", value, "b")


@pytest.mark.parametrize(
    ("server", "path", "url"),
    [
        ("https://host.test", "/links", "https://host.test/links"),
        ("https://host.test/v2/", "/links/", "https://host.test/v2/links/"),
        (" https://host.test/v2 ", "links", "https://host.test/v2/links"),
        ("host.test:8080", "/links", "http://host.test:8080/links"),
        ("https://host.test/v2?tenant=a#top", "/links", "https://host.test/v2/links?tenant=a"),
    ],
)
def test_addresses(server: str, path: str, url: str) -> None:
    assert str(encode.address(server, path, [])) == url


def test_the_servers_own_query_comes_first() -> None:
    url = encode.address("https://host.test/?a=1&b", "/x", [("c", "2")])
    assert str(url) == "https://host.test/x?a=1&b&c=2"


@pytest.mark.parametrize("server", ["", "https://", "https://host.test:port"])
def test_no_addresses(server: str) -> None:
    with pytest.raises(ValueError, match="address"):
        encode.address(server, "/links", [])


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ({}, ""),
        ({"b": 1, "a": 2}, "b=1&a=2"),
        ({"a": OMIT, "b": None, "c": ""}, "b&c="),
        ({"a": ["x", OMIT, 1, None]}, "a=x&a=1&a"),
        ({"a": [], "b": ("y",)}, "b=y"),
        ({"flag": True}, "flag=true"),
        ({"a[ü]&": "x y+z=&%"}, "a%5B%C3%BC%5D%26=x%20y%2Bz%3D%26%25"),
    ],
)
def test_queries(query: dict[str, Any], text: str) -> None:
    assert encode.query_text(encode.pairs(query)) == text
    sent = encode.address("https://host.test", "/", encode.pairs(query)).query.decode()
    assert sent == text


def test_headers() -> None:
    headers = httpx2.Headers(encoding="utf-8")
    encode.add_headers(headers, {"A": 1, "b": None, "C": OMIT, "D": True, "E": " ü ", "a": 2})
    encode.check_headers(headers)
    assert headers.raw == [(b"a", b"2"), (b"D", b"true"), (b"E", "ü".encode())]


@pytest.mark.parametrize(
    ("name", "value"), [("A", "a\r\nB: c"), ("A", "a\nb"), ("A", "a\0"), ("A b", "c"), ("", "c")]
)
def test_headers_that_would_be_several(name: str, value: str) -> None:
    headers = httpx2.Headers(encoding="utf-8")
    encode.add_headers(headers, {name: value})
    with pytest.raises(ValueError, match="header"):
        encode.check_headers(headers)
