"""Answers: what fits is typed, what does not is kept as it is and reported."""

import datetime as dt
import json
from importlib import import_module
from typing import Annotated, Any, Literal
from uuid import UUID

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field, JsonValue

runtime = import_module("client_runtime")
decode = import_module("client_runtime.decode")
Model: Any = import_module("client_runtime.models").Model

ID = "f0e4c2f7-6c22-4a3e-a4c0-2f8a2a7a2c11"


class Account(Model):  # type: ignore[misc]
    holder: str
    opened: dt.date | None = None


class Link(Model):  # type: ignore[misc]
    id: UUID
    created_at: dt.datetime = Field(alias="createdAt")
    account: Account | None
    tags: list[str] = []  # noqa: RUF012
    prices: dict[str, float] = {}  # noqa: RUF012
    parent: "Link | None" = None
    cls: int = 3
    kind: Literal["a", "b"] = "a"
    size: Annotated[int, Field(ge=0)] = 0


LINK = {"id": ID, "createdAt": "2022-02-09T08:45:50Z", "account": {"holder": "Zoë"}}


def read(
    declared: Any, content: Any, status: int = 200, content_type: str = "application/json"
) -> tuple[Any, list[tuple[str, str, str]]]:
    """The value, and path, expected and found of each mismatch."""
    types = {status: declared}
    operation = runtime.Operation("GET", "/links", returns=types, raises=types)
    headers = httpx2.Headers({"Content-Type": content_type} if content_type else {})
    raw = content if isinstance(content, bytes) else json.dumps(content).encode()
    value, mismatches = decode.read(operation, status, headers, raw)
    assert all((each.operation, each.status) == ("GET /links", status) for each in mismatches)
    return value, [(each.path, each.expected, each.found) for each in mismatches]


def test_what_fits() -> None:
    value, mismatches = read(list[Link], [LINK | {"created_at": "an extra", "more": [1]}])
    assert mismatches == []
    (link,) = value
    assert link.id == UUID(ID)
    assert link.created_at == dt.datetime(2022, 2, 9, 8, 45, 50, tzinfo=dt.UTC)
    assert link.account == Account(holder="Zoë")
    assert link.model_extra == {"created_at": "an extra", "more": [1]}


@pytest.mark.parametrize(
    ("changes", "attribute", "value", "mismatch"),
    [
        ({"id": "x"}, "id", "x", ("$.id", "UUID", "string")),
        ({"id": None}, "id", None, ("$.id", "UUID", "null")),
        ({"cls": "5"}, "cls", "5", ("$.cls", "int", "string")),
        ({"cls": 5.0}, "cls", 5.0, ("$.cls", "int", "number")),
        ({"cls": True}, "cls", True, ("$.cls", "int", "boolean")),
        (
            {"createdAt": 1644396350},
            "created_at",
            1644396350,
            ("$.createdAt", "datetime", "integer"),
        ),
        ({"account": []}, "account", [], ("$.account", "Account | null", "array")),
        ({"account": "x"}, "account", "x", ("$.account", "Account | null", "string")),
        ({"tags": {"a": 1}}, "tags", {"a": 1}, ("$.tags", "list[str]", "object")),
        ({"tags": ["a", 1]}, "tags", ["a", 1], ("$.tags[1]", "str", "integer")),
        (
            {"prices": {"a b": "x", "c": 1}},
            "prices",
            {"a b": "x", "c": 1.0},
            ('$.prices["a b"]', "float", "string"),
        ),
        ({"kind": "c"}, "kind", "c", ("$.kind", "Literal['a', 'b']", "string")),
        ({"size": -1}, "size", -1, ("$.size", "int", "integer")),
    ],
)
def test_what_does_not_fit(
    changes: dict[str, Any], attribute: str, value: object, mismatch: tuple[str, str, str]
) -> None:
    link, mismatches = read(Link, LINK | changes)
    assert mismatches == [mismatch]
    assert getattr(link, attribute) == value
    assert type(getattr(link, attribute)) is type(value)
    if attribute != "id":
        assert link.id == UUID(ID)
    if attribute != "account":
        assert link.account == Account(holder="Zoë")


def test_deep_inside() -> None:
    parent = LINK | {"account": {"holder": 1, "opened": "2020-01-31", "x": 1}}
    value, mismatches = read(list[Link], [LINK, LINK | {"parent": parent}])
    assert mismatches == [("$[1].parent.account.holder", "str", "integer")]
    account = value[1].parent.account
    assert (account.holder, account.opened, account.x) == (1, dt.date(2020, 1, 31), 1)


def test_missing_fields() -> None:
    link, mismatches = read(Link, {"account": {}, "created_at": "no alias", "model_config": 1})
    assert mismatches == [
        ("$.id", "UUID", "missing"),
        ("$.createdAt", "datetime", "missing"),
        ("$.account.holder", "str", "missing"),
    ]
    assert link.id is link.created_at is link.account.holder is link.parent is None
    assert (link.tags, link.cls) == ([], 3)
    assert link.tags is not read(Link, {})[0].tags
    assert link.model_dump(by_alias=True, exclude_unset=True) == {
        "account": {},
        "created_at": "no alias",
        "model_config": 1,
    }
    assert "id=None" in repr(link)


@pytest.mark.parametrize(
    ("declared", "content", "value", "paths"),
    [
        (int | str, 1.5, 1.5, ["$"]),
        (UUID | str, ID, UUID(ID), []),
        (UUID | str, "x", "x", []),
        (UUID | int | list[UUID], "x", "x", ["$"]),
        (list[UUID] | int, ["x", ID], ["x", UUID(ID)], ["$[0]"]),
        (list[int] | list[str], [1, "a"], [1, "a"], ["$[1]"]),
        (dict[str, JsonValue], {"a": [1, {"b": None}]}, {"a": [1, {"b": None}]}, []),
        (JsonValue, {"a": 1.0}, {"a": 1.0}, []),
        (Any, [None], [None], []),
        (list[Any], {"a": 1}, {"a": 1}, ["$"]),
        (type(None), 1, 1, ["$"]),
    ],
)
def test_other_types(declared: Any, content: Any, value: object, paths: list[str]) -> None:
    got, mismatches = read(declared, content)
    assert got == value
    assert [path for path, _, _ in mismatches] == paths


def test_a_union_of_models_takes_the_first_that_fits() -> None:
    union = list[Account | Link]
    value, mismatches = read(union, [LINK, {"holder": "x"}, {"holder": 1}])
    assert [type(each) for each in value] == [Link, Account, Account]
    assert mismatches == [("$[2].holder", "str", "integer")]


@pytest.mark.parametrize(
    ("declared", "content", "content_type", "value", "found"),
    [
        (Link, b"<html>", "application/json", "<html>", ["text that is no JSON"]),
        (Link, b"", "application/json", None, ["nothing"]),
        (Link | None, b"", "", None, []),
        (Link | str, b"<html>", "text/html", "<html>", []),
        (JsonValue, b"[1, 2", "application/json", "[1, 2", []),
        (JsonValue, b"", "", None, []),
        (None, b"anything", "", None, []),
        (bytes, b"\xff\x00", "application/json", b"\xff\x00", []),
        (str, b'"a"', "application/json; charset=utf-8", "a", []),
        (str, b'"a"', "text/plain", '"a"', []),
        (str, b"plain", "application/json", "plain", []),
        (str, b"[1]", "application/problem+json", [1], ["array"]),
        (str, b"gr\xfc\xdfe", "text/plain; charset=latin-1", "grüße", []),
        (str, b"gr\xc3\xbc", "text/plain; charset=no-such", "grü", []),
        (str, b"gr\xc3\xbc", "text/plain; charset=hex", "grü", []),
        (str, b"\xff", "text/plain", "�", []),
        (str, b"", "application/json", "", []),
        (list[int], b"\xef\xbb\xbf[1]", "application/json", [1], []),
        (list[int], "[1]".encode("utf-16"), "application/json", [1], []),
        (list[str], b'["\\ud800"]', "application/json", ["\ud800"], []),
        (
            list[int],
            b"[" + b"1" * 5000 + b"]",
            "",
            "[" + "1" * 5000 + "]",
            ["text that is no JSON"],
        ),
    ],
)
def test_contents(
    declared: Any, content: bytes, content_type: str, value: object, found: list[str]
) -> None:
    got, mismatches = read(declared, content, content_type=content_type)
    assert got == value
    assert [each for _, _, each in mismatches] == found


@pytest.mark.parametrize("declared", [Link, list[JsonValue], JsonValue, Any])
@pytest.mark.parametrize("nested", [b"[" * 100_000, b"[" * 100_000 + b"]" * 100_000])
def test_json_that_is_nested_too_deeply(declared: Any, nested: bytes) -> None:
    value, mismatches = read(declared, nested)
    assert value == nested.decode()
    assert [found for _, _, found in mismatches] == ["JSON that is nested too deeply"]


def test_a_model_that_is_nested_too_deeply() -> None:
    depth = 900
    content = b'{"parent":' * depth + b"{}" + b"}" * depth
    value, mismatches = read(Link, content)
    assert value == content.decode()
    assert len(mismatches) == 1


@pytest.mark.parametrize(
    ("status", "content", "content_type", "value"),
    [
        (201, b'{"holder": "x"}', "", Account(holder="x")),
        (201, b"", "", None),
        (302, b"", "", None),
        (302, b'{"holder": "x"}', "", {"holder": "x"}),
        (404, b'{"a": 1}', "text/plain", {"a": 1}),
        (500, b"<html>\xff", "text/html", "<html>�"),
        (500, b"oops", "", "oops"),
        (500, b"\xff\xfe\x00", "image/png", b"\xff\xfe\x00"),
        (99, b"[]", "", []),
        (500, b"[" * 100_000, "application/json", "[" * 100_000),
    ],
)
def test_statuses_that_are_not_declared(
    status: int, content: bytes, content_type: str, value: object
) -> None:
    operation = runtime.Operation("GET", "/", returns={206: str, 200: Account})
    headers = httpx2.Headers({"Content-Type": content_type} if content_type else {})
    assert decode.read(operation, status, headers, content) == (value, ())


def test_errors_that_are_declared_by_default() -> None:
    types = {"returns": {200: Link}, "raises": {404: None}, "default": Account}
    operation = runtime.Operation("GET", "/", **types)
    content = b'{"holder": "x"}'
    values = [
        decode.read(operation, status, httpx2.Headers(), content)[0] for status in (404, 500, 302)
    ]
    assert values == [None, Account(holder="x"), {"holder": "x"}]


def test_the_answer_to_head_has_no_body() -> None:
    operation = runtime.Operation("HEAD", "/", returns={200: Link})
    assert decode.read(operation, 200, httpx2.Headers(), b"") == (None, ())


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.just(ID)
    | st.just("2022-02-09T08:45:50Z"),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(), inner, max_size=3)
        | st.fixed_dictionaries(
            {}, optional={f.alias or n: inner for n, f in Link.model_fields.items()} | {"x": inner}
        )
        | st.fixed_dictionaries({"holder": inner}, optional={"opened": inner, "y": inner})
    ),
    max_leaves=25,
)  # fmt: skip


def undone(value: Any, saved: Any) -> Any:
    """A decoded value as JSON again, where a value that was typed takes its saved text."""
    if isinstance(value, Model):
        value = value.model_dump(by_alias=True, exclude_unset=True, warnings=False)
    if isinstance(value, dict):
        assert value.keys() == saved.keys()
        return {key: undone(item, saved[key]) for key, item in value.items()}
    if isinstance(value, list):
        return [undone(item, each) for item, each in zip(value, saved, strict=True)]
    if isinstance(value, UUID | dt.date):
        return saved
    return value


@given(JSON)
def test_whatever_comes_is_kept(saved: Any) -> None:
    for declared in (Link, list[Link], Link | Account | list[Account | str], dict[str, Link]):
        value, mismatches = read(declared, saved)
        assert undone(value, saved) == saved
        assert len(mismatches) == len(set(mismatches))


@given(st.binary(), st.text())
def test_any_bytes_can_be_read(content: bytes, content_type: str) -> None:
    headers = httpx2.Headers([(b"content-type", content_type.encode("utf-8", "surrogatepass"))])
    for declared in (Link, str, JsonValue, int | None):
        operation = runtime.Operation("GET", "/", returns={200: declared})
        decode.read(operation, 200, headers, content)
        decode.read(operation, 404, headers, content)
