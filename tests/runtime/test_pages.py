"""Going through pages: which requests are sent, and where it ends."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from importlib import import_module
from typing import Any

import httpx2
import pytest

runtime = import_module("client_runtime")
Pages = runtime.Pages

Server = Callable[[httpx2.Request], httpx2.Response]


@pytest.fixture(params=["sync", "async"])
def walk(request: pytest.FixtureRequest) -> Callable[..., tuple[list[Any], list[str]]]:
    """The items of all pages, and the queries that were sent."""

    def run(pages: Any, server: Server, most: int | None = None, **query: Any) -> Any:
        asked: list[str] = []

        def handler(request: httpx2.Request) -> httpx2.Response:
            assert len(asked) < 20, "it does not end"
            asked.append(request.url.query.decode())
            return server(request)

        operation = runtime.Operation("GET", "/a", returns={200: Any}, pages=pages, auth=())
        settings = runtime.Settings(base_url=("https://api.test", "X"))
        parts: dict[str, Any] = {"auth": {}, "errors": {}, "timeout": 5, "max_retries": 0}
        items: list[Any] = []
        if request.param == "sync":
            with httpx2.Client(transport=httpx2.MockTransport(handler)) as client:
                transport = runtime.Transport(settings, http_client=client, **parts)
                for one in transport.iterate(operation, query=query):
                    items.append(one)
                    if len(items) == most:
                        break
            return items, asked

        async def main() -> None:
            async with httpx2.AsyncClient(transport=httpx2.MockTransport(handler)) as client:
                transport = runtime.AsyncTransport(settings, http_client=client, **parts)
                async for one in transport.iterate(operation, query=query):
                    items.append(one)
                    if len(items) == most:
                        break

        asyncio.run(main())
        return items, asked

    return run


def answers(**bodies: Any) -> Server:
    """Gives the body for the one parameter of the query; `none` without one."""

    def server(request: httpx2.Request) -> httpx2.Response:
        pairs = dict(request.url.params)
        pairs.pop("limit", None)
        (key,) = [f"{name}{value}" for name, value in pairs.items()] or ["none"]
        return httpx2.Response(200, json=bodies[key])

    return server


@pytest.mark.parametrize(
    ("pages", "server", "query", "items", "asked"),
    [
        (
            Pages("page", "page"),
            answers(none=[1, 2], page2=[3], page3=[]),
            {},
            [1, 2, 3],
            ["", "page=2", "page=3"],
        ),
        (
            Pages("page", "page", start=0),
            answers(page0=[1], page1=[2], page2=[]),
            {"page": "0"},
            [1, 2],
            ["page=0", "page=1", "page=2"],
        ),
        (
            Pages("page", "page", items="data", more="meta.more"),
            answers(
                page4={"data": [1], "meta": {"more": True}},
                page5={"data": [2], "meta": {"more": False}},
            ),
            {"page": 4},
            [1, 2],
            ["page=4", "page=5"],
        ),
        (
            Pages("page", "page", items="data", total="total"),
            answers(none={"data": [1, 2], "total": 3}, page2={"data": [3], "total": 3}),
            {},
            [1, 2, 3],
            ["", "page=2"],
        ),
        (
            Pages("offset", "offset"),
            answers(none=[1, 2], offset2=[3], offset3=[]),
            {"limit": 2},
            [1, 2, 3],
            ["limit=2", "limit=2&offset=2", "limit=2&offset=3"],
        ),
        (
            Pages("offset", "start", start=1),
            answers(none=[1, 2], start3=[]),
            {},
            [1, 2],
            ["", "start=3"],
        ),
        (
            Pages("cursor", "cursor", items="data", next="meta.next"),
            answers(
                none={"data": [1], "meta": {"next": "a b"}},
                **{"cursora b": {"data": [], "meta": {"next": 7}}},
                cursor7={"data": [2], "meta": None},
            ),
            {},
            [1, 2],
            ["", "cursor=a%20b", "cursor=7"],
        ),
        (
            Pages("link", items="data", next="next"),
            answers(
                none={"data": [1], "next": "http://other.test/b?page=2&limit=9"},
                page2={"data": [2], "next": "?page=3"},
                page3={"data": [3], "next": ""},
            ),
            {},
            [1, 2, 3],
            ["", "page=2&limit=9", "page=3&limit=9"],
        ),
        (Pages("page", "page", items="data"), answers(none={"data": None}), {}, [], [""]),
        (Pages("page", "page", items="data.items"), answers(none=["x"]), {}, [], [""]),
    ],
)
def test_pages(walk: Any, pages: Any, server: Server, query: Any, items: Any, asked: Any) -> None:
    assert walk(pages, server, **query) == (items, asked)


def test_the_header_link(walk: Any) -> None:
    def server(request: httpx2.Request) -> httpx2.Response:
        page = int(request.url.params.get("page", 1))
        link = f'<https://api.test/a?page={page + 1}>; rel="next", <x>; rel="last"'
        return httpx2.Response(200, json=[page], headers={"Link": link} if page < 3 else {})

    assert walk(Pages("header"), server) == ([1, 2, 3], ["", "page=2", "page=3"])


@pytest.mark.parametrize(
    "pages",
    [
        Pages("page", "page", items="data"),
        Pages("offset", "offset", items="data"),
        Pages("cursor", "cursor", items="data", next="next"),
        Pages("link", items="data", next="link"),
    ],
)
def test_a_server_that_says_the_same_again(walk: Any, pages: Any) -> None:
    def server(_: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(200, json={"data": [1, 2], "next": "a", "link": "/?page=2"})

    items, asked = walk(pages, server)
    assert items == [1, 2]
    assert len(asked) == 2


def test_a_page_is_got_when_it_is_needed(walk: Any) -> None:
    _, asked = walk(Pages("page", "page"), answers(none=[1, 2], page2=[3]), most=2)
    assert asked == [""]


def test_an_error_in_the_middle(walk: Any) -> None:
    def server(request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(200, json=[1]) if not request.url.query else httpx2.Response(503)

    with pytest.raises(runtime.ServerError):
        walk(Pages("page", "page"), server)


def test_an_operation_without_pages(walk: Any) -> None:
    with pytest.raises(TypeError, match="GET /a has no pages"):
        walk(None, answers())
