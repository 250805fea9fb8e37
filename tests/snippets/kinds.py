"""A collection with an item of every kind, and what each of them must send and print."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from tests.helpers.collections import Json, collection, folder, item, raw

TOKEN = "<access_token>"  # noqa: S105
BASIC = {
    "type": "basic",
    "basic": [{"key": "username", "value": "ada"}, {"key": "password", "value": "{{secret}}"}],
}
FILE = "upload.txt"
FILE_TEXT = "first line\nsecond line\n"


@dataclass(frozen=True, slots=True)
class Kind:
    """An item with what it must send: its method, its target, a body, headers."""

    name: str
    item: Json
    target: str
    body: object = None
    """A `json`, `form`, `multipart`, `text`, `xml` or `file`, and its value."""
    headers: dict[str, str] = field(default_factory=dict)
    answer: str | None = None
    status: int = 200
    not_in: tuple[str, ...] = ()
    """Languages that cannot send it."""

    @property
    def values(self) -> list[tuple[str, str]] | None:
        """Every plain value of the answer with its path; None where it is no JSON."""
        try:
            value = json.loads(self.answer or "", parse_int=_Text, parse_float=_Text)
        except ValueError:
            return None
        return sorted(_leaves(value, "")) if isinstance(value, dict | list) else None


class _Text(str):
    """A number as it is written."""


def _leaves(value: object, path: str) -> list[tuple[str, str]]:
    match value:
        case dict():
            before = f"{path}." if path else ""
            return [leaf for key, one in value.items() for leaf in _leaves(one, f"{before}{key}")]
        case list():
            return [leaf for i, one in enumerate(value) for leaf in _leaves(one, f"{path}[{i}]")]
        case bool():
            return [(path, "true" if value else "false")]
        case None:
            return [(path, "")]
        case _:
            return [(path, str(value))]


def answered(value: object, status: int = 200) -> list[Json]:
    """Saved answers: an error first, as collections have it, then the good one."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent="\t")
    return [
        {"name": "Bad", "code": 400, "status": "Bad Request", "body": '{"error": "no"}'},
        {"name": "Good", "code": status, "status": "OK", "body": text},
        {"name": "Other", "code": status + 1, "status": "Created", "body": '{"late": 1}'},
    ]


KINDS: list[Kind] = []


def _add(
    name: str,
    method: str,
    *,
    body: Json | None = None,
    sends: object = None,
    answer: object = None,
    query: list[Json] | None = None,
    target: str | None = None,
    headers: dict[str, str] | list[Json] | None = None,
    sent_headers: dict[str, str] | None = None,
    status: int = 200,
    not_in: tuple[str, ...] = (),
    suffix: str = "",
    **request: Any,
) -> None:
    path = f"/v1/{len(KINDS):02}{suffix}"
    text = answer if isinstance(answer, str) or answer is None else json.dumps(answer)
    raw_query = "&".join(f"{one['key']}={one['value']}" for one in query or ())
    made = item(
        name,
        method,
        "{{baseUrl}}" + path + (f"?{raw_query}" if query else ""),
        body=body,
        query=query,
        headers=headers,
        answers=answered(answer, status) if answer is not None else None,
        **request,
    )
    sent = target if target is not None else f"?{raw_query}" if query else ""
    said = {**(headers if isinstance(headers, dict) else {}), **(sent_headers or {})}
    KINDS.append(Kind(name, made, path + sent, sends, said, text, status, not_in))


def _json(text: str) -> Json:
    return raw(text, "json")


OBJECT = {"id": "a1", "count": 3, "ratio": 1.5, "open": True, "note": None}
NESTED = {
    "id": "x",
    "owner": {"id": "y", "home": {"city": "Ny\u00f8", "type": "flat"}, "type": "person"},
    "tags": ["red", 'b[1] $x "q" \\ {'],
    "sizes": [1, 2, 30],
    "flags": [True, False],
    "lines": [
        {"sku": "s1", "taxes": [{"rate": 5, "kind": {"type": "vat"}}, {"rate": 7}], "type": "t"},
        {"sku": "s2", "taxes": [], "type": "u", "extra": {"id": 9}},
    ],
    "empty": [],
    "deep": {"list": [{"a": {"b": {"id": "z"}}}]},
}

_add("Get an object", "GET", answer=OBJECT)
_add("Get nested lists", "GET", answer=NESTED)
_add("Get a list", "GET", answer=[OBJECT, {"id": "b2", "count": 4, "more": "m"}])
_add(
    "Get a list with lists",
    "GET",
    answer=[{"id": "1", "rows": [{"n": 1, "cells": [{"v": "p"}, {"v": "q"}]}]}, {"id": "2"}],
)
_add("Get a list of texts", "GET", answer=["one", "two"])
_add("Get a list of numbers", "GET", answer=[1, 2, 3])
_add("Get a list of lists", "GET", answer=[[1, 2], [3]])
_add("Get lists in a list of an object", "GET", answer={"grid": [[1, 2], [3, 4]]})
_add("Get an empty list", "GET", answer=[])
_add("Get an empty object", "GET", answer={})
_add("Get a text", "GET", answer="just words")
_add("Get without an example", "GET")
_add(
    "Get with a query",
    "GET",
    query=[
        {"key": "page", "value": "2"},
        {"key": "size", "value": "007"},
        {"key": "q", "value": "true"},
        {"key": "empty", "value": ""},
    ],
    answer=OBJECT,
)
_add(
    "Get with a key twice",
    "GET",
    query=[{"key": "id", "value": "1"}, {"key": "id", "value": "2"}],
    answer=OBJECT,
)
_add(
    "Get with a query, without an example",
    "GET",
    query=[{"key": "page[size]", "value": "9"}],
    target="?page%5Bsize%5D=9",
)
_add("Get with headers", "GET", headers={"X-Trace": "t 1", "Accept": "text/plain"}, answer=OBJECT)
_add(
    "Get with a bearer header",
    "GET",
    headers=[{"key": "Authorization", "value": "Bearer abc"}],
    sent_headers={"Authorization": "Bearer abc"},
    answer=OBJECT,
)
_add(
    "Get with a bearer token",
    "GET",
    auth={"type": "bearer", "bearer": [{"key": "token", "value": "{{token}}"}]},
    sent_headers={"Authorization": f"Bearer {TOKEN}"},
    answer=OBJECT,
)
_add(
    "Get with a key in a header",
    "GET",
    auth={
        "type": "apikey",
        "apikey": [{"key": "key", "value": "X-Key"}, {"key": "value", "value": "{{key}}"}],
    },
    sent_headers={"X-Key": "{{key}}"},
    answer=OBJECT,
)
_add(
    "Get with a key in the query",
    "GET",
    auth={
        "type": "apikey",
        "apikey": [
            {"key": "key", "value": "key"},
            {"key": "value", "value": "k"},
            {"key": "in", "value": "query"},
        ],
    },
    target="?key=k",
    answer=OBJECT,
)
_add("Delete", "DELETE", status=204)
_add("Delete with an answer", "DELETE", answer=OBJECT)
_add("Post nothing", "POST", answer=OBJECT)
SMALL = {"name": "n", "active": False, "size": 12}
_add("Post JSON", "POST", body=_json(json.dumps(SMALL)), sends=("json", SMALL), answer=OBJECT)
AWKWARD = {
    "text": "quote \" dollar $x bracket [exit] back \\ slash {open\nnew line\ttab ' single",
    "unicode": "\u2705 \u00e9 \u4e2d",
    "null": None,
    "big": 2341818327837744,
    "price": 1.5,
    "none": [],
    "nothing": {},
    "list": [{"a": [1, [2, 3]]}, "s", True],
    "deep": {"er": {"key": "v"}},
}
_add("Put JSON", "PUT", body=_json(json.dumps(AWKWARD)), sends=("json", AWKWARD), answer=NESTED)
_add(
    "Post awkward JSON",
    "POST",
    body=_json(json.dumps(AWKWARD)),
    sends=("json", AWKWARD),
    answer=[NESTED],
    headers={"Content-Type": "application/json"},
)
ODD = {"a.b": 1, "c[0]": 2}
_add("Patch JSON with odd keys", "PATCH", body=_json(json.dumps(ODD)), sends=("json", ODD))
_add("Post a JSON list", "POST", body=_json('[1,\n {"a": 2}]'), sends=("json", [1, {"a": 2}]))
_add(
    "Patch for a list",
    "PATCH",
    body=_json(json.dumps(SMALL)),
    sends=("json", SMALL),
    answer=[{"id": "<uuid>", "account": {"id": "<uuid>", "currency": "EUR"}}] * 2,
)
XML = (
    '<order xmlns:a="urn:a" a:id="1"><line n="1">first &amp; last</line><line n="2"/>'
    "<to><a/></to></order>"
)
_add(
    "Post XML",
    "POST",
    body=raw(XML, "xml"),
    sends=("xml", XML),
    headers={"Content-Type": "application/xml"},
    answer=OBJECT,
)
_add(
    "Put XML that is mixed",
    "PUT",
    body=raw("<p>a<b>c</b></p>\n", "xml"),
    sends=("text", "<p>a<b>c</b></p>\n"),
)
_add(
    "Post text",
    "POST",
    body=raw('line $one\n[line] "two"\n\tend', "text"),
    sends=("text", 'line $one\n[line] "two"\n\tend'),
    answer=OBJECT,
    sent_headers={"Content-Type": "text/plain"},
)
FORM = [["grant", "client"], ["scope", "a b & c"], ["json", '{"x": 1}']]
_form = {"mode": "urlencoded", "urlencoded": [{"key": k, "value": v} for k, v in FORM]}
_add("Post a form", "POST", body=_form, sends=("form", FORM), answer=OBJECT)
_add("Put a form", "PUT", body=_form, sends=("form", FORM), answer=[OBJECT])
_add(
    "Upload a file",
    "POST",
    body={
        "mode": "formdata",
        "formdata": [
            {"key": "title", "value": "T \u00e9", "type": "text"},
            {"key": "file", "type": "file", "src": FILE},
            {"key": "off", "value": "x", "disabled": True},
        ],
    },
    sends=("multipart", [["title", None, "T \u00e9"], ["file", FILE, FILE_TEXT]]),
    auth={"type": "bearer", "bearer": []},
    sent_headers={"Authorization": f"Bearer {TOKEN}"},
    answer=OBJECT,
)
_add(
    "Send a file",
    "PUT",
    body={"mode": "file", "file": {"src": FILE}},
    sends=("text", FILE_TEXT),
    sent_headers={"Content-Type": "application/octet-stream"},
)
_add(
    "GraphQL",
    "POST",
    body={"mode": "graphql", "graphql": {"query": "query Q {\n  a\n}", "variables": '{"n": 1}'}},
    sends=("json", {"query": "query Q {\n  a\n}", "variables": {"n": 1}}),
    answer={"data": {"a": {"id": "1"}, "type": "t"}},
)
_add("Names that collide", "GET", answer={
    "id": "0", "json": "1", "http": "2", "i": "3", "resp": "4", "type": "5", "_id": "6",
    "9lives": "7",
    "details": {"id": "8", "Created_By": {"id": "9"}}, "owner": {"id": "10", "motif": {"id": "11"}},
    "ID": "12", "a-b": "13", "a_b": "14", "exit": "15", "class": "16", "success": "17",
})  # fmt: skip


def kinds_collection(server: str) -> Json:
    """The collection, its address that of a server."""
    return collection(
        folder("Kinds", *(kind.item for kind in KINDS)),
        name="Kinds",
        auth=BASIC,
        variable=[{"key": "baseUrl", "value": server}],
    )
