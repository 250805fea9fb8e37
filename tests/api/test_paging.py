"""Lists that come in pages: what is taken for one, and what is not."""

from __future__ import annotations

from typing import Any

import pytest

from generator.api.model import Paging
from tests.helpers.collections import Json, answer, collection, folder, item
from tests.helpers.packages import describe, files, operations, run

ROWS = [{"id": 1, "name": "a"}, {"id": 2, "name": "b"}]
NEXT = "https://api.test/things?page=2"


def listed(body: object, *parameters: str, **more: Any) -> Json:
    query = [
        {"key": name, "value": value, "disabled": not value}
        for name, _, value in (one.partition("=") for one in parameters)
    ]
    return item("List", path="/things", query=query, answers=[answer(body, **more)])


def paging(made: Json) -> Paging | None:
    (operation,) = operations(collection(made)).values()
    return operation.paging


@pytest.mark.parametrize(
    ("body", "parameters", "expected"),
    [
        (ROWS, ["page"], Paging("page", "page")),
        (ROWS, ["page=0"], Paging("page", "page", start=0)),
        (ROWS, ["pageNumber=1", "pageSize"], Paging("page", "pageNumber")),
        (ROWS, ["offset", "limit"], Paging("offset", "offset", start=0)),
        (ROWS, ["$skip", "$top"], Paging("offset", "$skip", start=0)),
        (ROWS, ["start", "limit"], Paging("offset", "start", start=0)),
        ({"data": ROWS}, ["page"], Paging("page", "page", ("data",))),
        ({"things": ROWS, "ok": True}, ["page"], Paging("page", "page", ("things",))),
        ({"items": ["a"], "ok": True}, ["page"], Paging("page", "page", ("items",))),
        ({"data": {"items": ROWS}}, ["page"], Paging("page", "page", ("data", "items"))),
        (
            {"schemas": ["urn:x"], "Resources": ROWS, "totalResults": 2},
            ["startIndex", "count"],
            Paging("offset", "startIndex", ("Resources",), total=("totalResults",)),
        ),
        (
            {"data": ROWS, "hasNext": True, "meta": {"total": 9}},
            ["offset"],
            Paging(
                "offset", "offset", ("data",), more=("hasNext",), total=("meta", "total"), start=0
            ),
        ),
        (
            {"data": ROWS, "meta": {"next_cursor": "abc"}},
            ["cursor", "limit"],
            Paging("cursor", "cursor", ("data",), ("meta", "next_cursor"), start=0),
        ),
        (
            {"data": ROWS, "paging": {"cursors": {"after": "abc"}}},
            ["after"],
            Paging("cursor", "after", ("data",), ("paging", "cursors", "after"), start=0),
        ),
        (
            {"files": ROWS, "nextPageToken": None},
            ["pageToken"],
            Paging("cursor", "pageToken", ("files",), ("nextPageToken",), start=0),
        ),
        (
            {"results": ROWS, "next": NEXT, "count": 3},
            ["page"],
            Paging("link", "page", ("results",), ("next",)),
        ),
        (
            {"results": ROWS, "links": {"next": "/things?cursor=a"}},
            ["cursor"],
            Paging("link", "cursor", ("results",), ("links", "next"), start=0),
        ),
        (
            {"data": ROWS, "_links": {"next": {"href": NEXT}}},
            ["page"],
            Paging("link", "page", ("data",), ("_links", "next", "href")),
        ),
        (
            {"results": ROWS, "next": None},
            ["page"],
            Paging("link", "page", ("results",), ("next",)),
        ),
        (
            {"results": ROWS, "next": "<uri>"},
            ["page"],
            Paging("link", "page", ("results",), ("next",)),
        ),
    ],
)
def test_lists_in_pages(body: object, parameters: list[str], expected: Paging) -> None:
    assert paging(listed(body, *parameters)) == expected


@pytest.mark.parametrize(
    ("body", "parameter", "ends"),
    [
        ({"items": ROWS, "next_cursor": "abc"}, "cursor", ["next_cursor: str | None = None"]),
        (
            {"items": ROWS, "meta": {"next_cursor": 7, "size": 2}},
            "cursor",
            ["next_cursor: int | None = None"],
        ),
        # What says nothing else may be missing with it.
        (
            {"data": ROWS, "paging": {"next": {"after": "a", "link": "b"}}},
            "after",
            ["next: ListResultPagingNext | None = None", "paging: ListResultPaging | None = None"],
        ),
        (
            {"data": ROWS, "links": {"self": {"href": NEXT}, "next": {"href": NEXT}}},
            "page",
            ["next: ListResultLinksNext | None = None"],
        ),
        ({"results": ROWS, "next": NEXT}, "page", ["next: str | None = None"]),
        ({"results": ROWS, "next": None}, "page", ["next: str | None"]),
        ({"results": ROWS, "next": "<uri,null>"}, "page", ["next: str | None"]),
        ({"data": ROWS, "ok": True}, "page", []),
    ],
)
def test_the_last_page_leads_nowhere(body: object, parameter: str, ends: list[str]) -> None:
    models = files(run(collection(listed(body, parameter))))["models/root.py"]
    assert [line.strip() for line in models.splitlines() if "| None" in line] == ends


def test_the_header_link() -> None:
    link = {"key": "Link", "value": f'<{NEXT}>; rel="next", <{NEXT}>; rel="last"'}
    made, without = listed(ROWS, "page"), listed(ROWS)
    for one in (made, without):
        one["response"][0]["header"].append(link)
    assert paging(made) == Paging("header", "page")
    assert paging(without) is None


@pytest.mark.parametrize(
    ("body", "parameters"),
    [
        (ROWS, []),
        (ROWS, ["from"]),
        (ROWS, ["start"]),  # A time, rather.
        (ROWS, ["page", "cursor"]),
        (["a", "b"], ["page"]),
        (ROWS[0], ["page"]),
        ({"id": 1, "tags": ROWS}, ["page"]),
        ({"rooms": ROWS, "guests": ROWS}, ["page"]),
        ({"total": 3}, ["page"]),
        ("text", ["page"]),
        ({"data": ROWS}, ["cursor"]),  # Nothing says what the next one is.
        ({"data": ROWS, "next": "abc"}, ["cursor"]),
        ({"data": ROWS, "next": None}, ["cursor"]),
    ],
)
def test_no_clear_case(body: object, parameters: list[str]) -> None:
    assert paging(listed(body, *parameters)) is None


def test_other_methods_and_several_answers() -> None:
    made = listed(ROWS, "page")
    made["request"]["method"] = "POST"
    assert paging(made) is None
    made = listed(ROWS, "page")
    made["response"].append(answer({"job": 1}, 202))
    assert paging(made) is None
    made = listed(ROWS, "page")
    made["response"].append(answer({"error": "x"}, 400))
    assert paging(made) is not None


def test_a_name_that_is_taken() -> None:
    other = item("Iter list", path="/other")
    found = operations(collection(folder("Things", listed(ROWS, "page"), other)))
    assert found["things.iter_list"].path == "/other"
    assert found["things.list"].paging is None


def test_it_is_told() -> None:
    _, diagnostics = describe(collection(listed({"data": ROWS}, "page")))
    (told,) = (one for one in diagnostics if one.code == "pages")
    assert told.level == "notice"
    assert told.where == "List"
    assert told.message == ("answers pages: the items are in `data`, `page` counts pages from 1")
