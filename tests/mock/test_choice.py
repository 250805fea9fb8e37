"""The mock server's choice: what a request gets, by the request that an answer was saved with."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import httpx2
import pytest

from generator.mock.app import mock_app
from generator.mock.routes import served
from generator.pipeline import read
from tests.helpers.collections import collection, folder, item

VARIABLES = [
    {"key": "baseUrl", "value": "https://api.example.com/v1"},
    {"key": "code", "value": "CEN"},
]


def answer(name: str, code: int, body: object = None, /, **request: Any) -> dict[str, Any]:
    """A saved answer, with the request it was saved with where that says more."""
    made: dict[str, Any] = {"name": name, "code": code, "body": json.dumps(body or {"is": name})}
    if request:
        made["originalRequest"] = request
    return made


def link(id_: str) -> dict[str, Any]:
    return {
        "method": "GET",
        "url": {"raw": "{{baseUrl}}/links/:id", "variable": [{"key": "id", "value": id_}]},
    }


def login(body: object) -> dict[str, Any]:
    raw = {"mode": "raw", "raw": json.dumps(body)}
    return {"method": "POST", "url": "{{baseUrl}}/login", "body": raw}


LINKS = folder(
    "Links",
    item(
        "Get",
        path="/links/:id",
        answers=[
            answer("missing", 404, **link("nowhere")),
            answer("first", 200, **link("17")),
            answer("second", 200, **link("18")),
            answer("gone", 410),
        ],
    ),
    item("Mine", path="/links/mine", answers=[answer("mine", 200)]),
    item("Report", path="/links/:id.pdf", answers=[answer("report", 200)]),
    item(
        "List",
        path="/links",
        answers=[
            answer("page 1", 200, method="GET", url="{{baseUrl}}/links?page=1"),
            answer("page 2", 200, method="GET", url="{{baseUrl}}/links?page=2"),
            answer("bad page", 400, method="GET", url="{{baseUrl}}/links?page=x"),
        ],
    ),
    item("Remove", "DELETE", "/links/:id", answers=[answer("removed", 204)]),
    item("Silent", path="/silent"),
)
LOGIN = item(
    "Log in",
    "POST",
    "/login",
    body={"name": "ann", "word": "right"},
    answers=[
        answer("in", 200, **login({"name": "ann", "word": "right"})),
        answer("out", 401, **login({"name": "ann", "word": "wrong"})),
    ],
)
BRANCH = item("Branch", path="/branches/{{code}}", answers=[answer("branch", 200)])
TYPED = item(
    "Typed", path="/typed", answers=[answer("typed", 200, {"id": "<uuid>", "n": "<long>"})]
)
APP = mock_app(
    served(
        read(
            json.dumps(collection(LINKS, LOGIN, TYPED, BRANCH, variable=VARIABLES)).encode()
        ).collection
    )
)


def ask(method: str, path: str, **more: Any) -> httpx2.Response:
    async def send() -> httpx2.Response:
        transport = httpx2.ASGITransport(app=APP)
        async with httpx2.AsyncClient(transport=transport, base_url="http://mock") as client:
            return await client.request(method, path, **more)

    return asyncio.run(send())


@pytest.mark.parametrize(
    ("method", "path", "name"),
    [
        ("GET", "/links/17", "first"),
        ("GET", "/links/18", "second"),
        ("GET", "/links/nowhere", "missing"),
        # Of no saved request: the first success.
        ("GET", "/links/99", "first"),
        # The most literal path wins.
        ("GET", "/links/mine", "mine"),
        ("GET", "/links/99.pdf", "report"),
        ("GET", "/links?page=2", "page 2"),
        ("GET", "/links?page=x", "bad page"),
        ("GET", "/links?page=3", "page 1"),
        ("GET", "/links", "page 1"),
        # The path of the address may stand before it; a slash more does not matter.
        ("GET", "/v1/links/18", "second"),
        ("GET", "/links/", "page 1"),
        # A part that is a variable takes any text.
        ("GET", "/branches/CEN", "branch"),
        ("GET", "/branches/HAR", "branch"),
    ],
)
def test_answers_as_saved(method: str, path: str, name: str) -> None:
    assert ask(method, path).json() == {"is": name}


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ({"word": "right", "name": "ann"}, "in"),
        ({"word": "wrong", "name": "ann"}, "out"),
        ({"word": "other", "name": "bob"}, "in"),
    ],
)
def test_answers_by_body(body: object, name: str) -> None:
    assert ask("POST", "/login", json=body).json() == {"is": name}


@pytest.mark.parametrize(
    "headers",
    [
        {"Prefer": "status=410"},
        {"Prefer": "respond-async, code=410"},
        {"Prefer": 'example="gone"'},
        {"x-mock-response-code": "410"},
        {"x-mock-response-name": "gone"},
    ],
)
def test_another_answer_can_be_asked_for(headers: dict[str, str]) -> None:
    answered = ask("GET", "/links/17", headers=headers)
    assert (answered.status_code, answered.json()) == (410, {"is": "gone"})


def test_says_why_there_is_no_answer() -> None:
    unknown = ask("GET", "/nowhere")
    assert unknown.status_code == 404
    assert unknown.json() == {"error": "the collection has no request for GET /nowhere"}
    method = ask("PATCH", "/links/17")
    assert (method.status_code, method.headers["Allow"]) == (405, "GET, DELETE")
    silent = ask("GET", "/silent")
    assert silent.status_code == 501
    assert silent.json() == {"error": "Links / Silent has no saved answer"}
    asked = ask("GET", "/links/mine", headers={"Prefer": "status=404"})
    assert asked.status_code == 404
    assert asked.json() == {"error": "Links / Mine has no such answer; saved are 200 (mine)"}


def test_placeholders_become_values_of_their_types() -> None:
    typed = ask("GET", "/typed").json()
    assert isinstance(typed["n"], int)
    assert len(typed["id"]) == 36


def test_bodies_where_http_has_them() -> None:
    assert ask("DELETE", "/links/17").content == b""
    head = ask("HEAD", "/links/17")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["Content-Length"] == str(len(ask("GET", "/links/17").content))


def test_a_front_end_on_another_port_may_ask() -> None:
    preflight = ask(
        "OPTIONS",
        "/links/17",
        headers={
            "Origin": "http://localhost:3000",
            "Access-Control-Request-Method": "DELETE",
            "Access-Control-Request-Headers": "authorization",
        },
    )
    assert preflight.status_code == 204
    assert preflight.headers["Access-Control-Allow-Methods"] == "DELETE"
    assert preflight.headers["Access-Control-Allow-Headers"] == "authorization"
    assert ask("GET", "/links/17").headers["Access-Control-Allow-Origin"] == "*"
