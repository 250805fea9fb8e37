"""What operations, resources and models are called, case by case."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.helpers.collections import answer, collection, folder, item
from tests.helpers.packages import api, operations

LINK = {"id": "<uuid>", "status": "<string>"}


@pytest.mark.parametrize(
    ("resource", "items", "names"),
    [
        ("Links", [("Get a link", "GET", "/links/:id")], ["links.get"]),
        ("Links", [("List all links", "GET", "/links")], ["links.list_all"]),
        ("Users & Roles", [("Add user", "POST", "/users")], ["users_roles.add_user"]),
        ("Links", [("https://api.test/links", "GET", "/links")], ["links.get"]),
        ("Links", [("/links/:id", "DELETE", "/links/:id")], ["links.delete"]),
        ("Links", [("***", "POST", "/links/refresh")], ["links.post_refresh"]),
        ("Links", [("import", "POST", "/x")], ["links.import"]),
        # Two of one title take the words that tell them apart.
        (
            "Links",
            [("Get", "GET", "/links/active"), ("Get", "GET", "/links/broken")],
            ["links.get_links_active", "links.get_links_broken"],
        ),
        (
            "Links",
            [("Save", "PUT", "/links"), ("Save", "POST", "/links")],
            ["links.save_with_post", "links.save_with_put"],
        ),
    ],
)
def test_operations(resource: str, items: list[tuple[str, str, str]], names: list[str]) -> None:
    found = operations(collection(folder(resource, *(item(*each) for each in items))))
    assert sorted(found) == names


@pytest.mark.parametrize(
    "items",
    [
        [("Get", "GET", "/links"), ("Get", "GET", "/links/:id")],
        [("Get", "GET", "/links/:id"), ("Get", "GET", "/links/:link/owner/:id")],
        [("Delete", "DELETE", "/links"), ("Delete", "DELETE", "/links/{{linkId}}")],
    ],
)
def test_words_tell_apart_where_there_are_any(items: list[tuple[str, str, str]]) -> None:
    known = {"links", "link", "id", "get", "delete", "owner", "by", "with"}
    for name in operations(collection(folder("Links", *(item(*each) for each in items)))):
        assert set(re.split(r"[._]", name)) <= known


def test_folders_nest_and_deep_ones_fold() -> None:
    deep = folder("C", folder("D", item("Open", path="/d")), item("Close", path="/c"))
    inner = folder("B", deep, item("Show"))
    found = operations(collection(item("Ping"), folder("A", inner, item("Hide", path="/b"))))
    assert sorted(found) == ["a.b.c.close", "a.b.c.open", "a.b.show", "a.hide", "ping"]


def test_an_operation_gives_way_to_a_folder() -> None:
    found = operations(collection(folder("Links", item("Links")), item("Links", "POST", "/x")))
    assert sorted(found) == ["links.links", "links_x"]


def model_names(*nodes: dict[str, Any]) -> list[str]:
    return [model.name for model in api(collection(*nodes)).models]


@pytest.mark.parametrize(
    ("items", "names"),
    [
        # The thing itself: by get, by create, by update, in a list.
        ([item("Get", path="/links/:id", answers=[answer(LINK)])], ["Link"]),
        ([item("List", path="/links", answers=[answer([LINK])])], ["Link"]),
        (
            [
                item("List", path="/links", answers=[answer({"count": 1, "results": [LINK]})]),
                item("Get", path="/links/:id", answers=[answer(LINK)]),
            ],
            ["Link", "LinkList"],
        ),
        (
            [
                item("Get", path="/links/:id", answers=[answer(LINK)]),
                item("Create", "POST", "/links", answers=[answer({"created": True}, 201)]),
            ],
            ["CreateLinkResult", "Link"],
        ),
        # An operation that is about something else.
        (
            [item("Check health", path="/health", answers=[answer({"ok": True})])],
            ["CheckHealthResult"],
        ),
        # Inside: after the parent, or alone where several have it.
        (
            [item("Get", path="/links/:id", answers=[answer({"id": 1, "owner": {"name": "x"}})])],
            ["Link", "LinkOwner"],
        ),
        (
            [
                item(
                    "Get",
                    path="/links/:id",
                    answers=[
                        answer(
                            {"home": {"address": {"city": "x"}, "a": 1}, "address": {"city": ""}}
                        )
                    ],
                )
            ],
            ["Address", "Link", "LinkHome"],
        ),
        # Errors: after the title of their examples, else ErrorBody or ErrorDetail.
        (
            [item("Get", path="/links/:id", answers=[answer({"code": "x"}, 400, "Bad request")])],
            ["BadRequest"],
        ),
        (
            [
                item(
                    "Get",
                    path="/links/:id",
                    answers=[answer({"code": "x"}, 400, "One"), answer({"code": "x"}, 404, "Two")],
                )
            ],
            ["ErrorBody"],
        ),
        (
            [
                item(
                    "Get",
                    path="/links/:id",
                    answers=[
                        answer([{"code": "x"}], 400, "One"),
                        answer([{"code": "x"}], 404, "Two"),
                    ],
                )
            ],
            ["ErrorDetail"],
        ),
        # Nested objects of requests.
        (
            [item("Create", "POST", "/links", body={"owner": {"name": "x"}, "n": 1})],
            ["OwnerInput"],
        ),
        ([item("Create", "POST", "/links", body=[{"name": "x"}])], ["LinkInput"]),
        # No objects, no models.
        ([item("Count", path="/links/count", answers=[answer(5)])], []),
    ],
)
def test_models(items: list[dict[str, Any]], names: list[str]) -> None:
    assert model_names(folder("Links", *items)) == names


def test_homes() -> None:
    error = {"code": "x"}
    found = api(
        collection(
            folder(
                "Links",
                item("Get", path="/links/:id", answers=[answer(LINK), answer(error, 400, "E")]),
            ),
            folder("Users", item("Get", path="/users/:id", answers=[answer(error, 400, "E")])),
        )
    )
    assert {model.name: model.home for model in found.models} == {"E": None, "Link": ("links",)}


def test_equal_shapes_are_one_model_and_similar_ones_are_not() -> None:
    found = model_names(
        folder("Links", item("Get", path="/links/:id", answers=[answer({"id": 1, "a": {"x": 1}})])),
        folder("Users", item("Get", path="/users/:id", answers=[answer({"id": 1, "b": {"x": 1}})])),
    )
    assert len(found) == 3


def test_answers_and_requests_have_models_of_their_own() -> None:
    address = {"city": "x"}
    found = api(
        collection(
            folder(
                "Users",
                item(
                    "Create", "POST", "/users", body={"address": address}, answers=[answer(address)]
                ),
            )
        )
    )
    assert {model.role for model in found.models} == {"answer", "input"}
