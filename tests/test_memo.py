"""A run that knows the one before gives what a run that knows nothing gives.

`make again` does the same over a folder of collections.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from itertools import islice

import pytest

from generator.api.learned import parse as parse_learned
from generator.memo import NO_MEMO, Memo
from generator.options import Options
from tests.helpers.collections import Json, answer, collection, folder, item, sample
from tests.tools.again import Update, compare, versions

# --- the memo itself ---------------------------------------------------------------------


def counted(asked: list[object]) -> Callable[[object], str]:
    def count(argument: object) -> str:
        asked.append(argument)
        return f"{len(asked)}"

    return count


def test_what_was_asked_of_the_same_object_is_known() -> None:
    asked: list[object] = []
    memo, count, thing = Memo(), counted(asked), ["a"]
    assert memo.call(count, thing) == memo.call(count, thing) == "1"
    memo.next_run()
    assert memo.call(count, thing) == "1"
    assert memo.call(count, ["a"]) == "2"  # equal, and another object


def test_what_a_run_does_not_ask_for_is_given_up() -> None:
    asked: list[object] = []
    memo, count, thing = Memo(), counted(asked), ["a"]
    memo.call(count, thing)
    memo.next_run()
    memo.next_run()
    assert memo.call(count, thing) == "2"


@pytest.mark.parametrize(
    ("one", "other"),
    [(1, True), (1, 1.0), (0, False), ("1", 1), (("a", 1), ("a", True)), (None, "None")],
)
def test_values_that_python_calls_equal_are_told_apart(one: object, other: object) -> None:
    memo, count = Memo(), counted([])
    assert memo.call(count, one) != memo.call(count, other)
    assert memo.call(count, copy.deepcopy(one)) == "1"


def test_an_equal_value_is_the_one_of_the_run_before() -> None:
    memo, first, second = Memo(), ["a"], ["a"]
    assert memo.same("key", first) is first
    memo.next_run()
    assert memo.same("key", second) is first
    memo.next_run()
    assert memo.same("key", ["b"]) == ["b"]
    memo.next_run()
    assert memo.same("key", second) is second


def test_without_a_memo_nothing_is_kept() -> None:
    count, thing = counted([]), ["a"]
    assert NO_MEMO.call(count, thing) != NO_MEMO.call(count, thing)
    assert NO_MEMO.same("key", thing) is thing
    assert NO_MEMO.tool("name", list) is not NO_MEMO.tool("name", list)


# --- a whole run -------------------------------------------------------------------------


def link(**more: object) -> Json:
    return {"id": 1, "url": "https://example.com/a", "title": "A", "owner": None, **more}


NOTES = {"items": [{"text": "a"}], "next_cursor": "b"}
CURSOR = [{"key": "cursor", "value": "a"}]


def start() -> Json:
    owner = {"id": 7, "name": "Ada", "joined": "2024-01-02"}
    return collection(
        folder(
            "Links",
            item("List links", path="/links?page=1", answers=[answer([link(), link(owner=owner)])]),
            item(
                "Get a link",
                path="/links/:id",
                answers=[answer(link()), answer({"error": "no"}, 404)],
            ),
            item("Add a link", "POST", "/links", body=link(), answers=[answer(link(), 201)]),
        ),
        folder(
            "Owners",
            item("Get an owner", path="/owners/:id", answers=[answer(owner)]),
            item("Get a tree", path="/trees/:id", answers=[answer({"id": 1, "value": 2})]),
        ),
        folder(
            "Pages",
            item(
                "List notes",
                path="/notes?cursor=a",
                query=CURSOR,
                headers={"X-Api-Key": "{{mine}}"},
                answers=[answer(NOTES)],
            ),
            item(
                "First notes",
                path="/first",
                answers=[answer(NOTES)],
            ),
        ),
        variable=[
            {"key": "baseUrl", "value": "https://api.example.com"},
            {"key": "mine", "value": "tulip garden"},
        ],
        auth={"type": "bearer", "bearer": [{"key": "token", "value": "{{token}}"}]},
    )


def at(root: Json, *path: int) -> Json:
    for index in path:
        root = root["item"][index]
    return root


def set_answer(body: object, *path: int) -> Callable[[Json], None]:
    def change(root: Json) -> None:
        at(root, *path)["response"][0] = answer(body)

    return change


def put(key: str, value: object, *path: int) -> Callable[[Json], None]:
    def change(root: Json) -> None:
        at(root, *path)["request"][key] = value

    return change


TREE = {"id": 1, "value": 2, "child": {"id": 2, "value": 3, "child": {"id": 4, "value": 5}}}
SHORT = {"id": 1, "url": "https://example.com/a", "owner": None}
SECRET = {"key": "X-Api-Key", "value": "9f8e7d6c5b4a39281706f5e4d3c2b1a0"}

EDITS: list[tuple[str, Callable[[Json], None]]] = [
    ("keys in another order", set_answer({"value": 2, "id": 1}, 1, 1)),
    ("an error of another kind", lambda root: at(root, 0, 1)["response"].pop()),
    ("no pages", put("url", {"raw": "{{baseUrl}}/notes"}, 2, 0)),
    (
        "pages again",
        put(
            "url",
            {"raw": "{{baseUrl}}/notes?cursor=a", "query": [{"key": "cursor", "value": "a"}]},
            2,
            0,
        ),
    ),
    ("a number that is true", set_answer(link(id=True), 0, 1)),
    ("a number with a fraction", set_answer(link(id=1.0), 0, 1)),
    ("an owner where there was none", set_answer(link(owner={"id": 7, "name": "B"}), 0, 1)),
    ("a key less", set_answer({"id": 1, "url": "https://example.com/a"}, 0, 1)),
    ("a key that is missing in a list", set_answer([link(), SHORT], 0, 0)),
    ("a tree", set_answer(TREE, 1, 1)),
    ("another tree", set_answer({**TREE, "more": TREE}, 1, 0)),
    ("no tree", set_answer({"id": 1, "value": 2}, 1, 1)),
    ("a secret", put("header", [SECRET], 0, 1)),
    ("the secret in an answer", set_answer(link(title=SECRET["value"]), 0, 2)),
    ("no secret", put("header", [], 0, 1)),
    ("a stand-in", set_answer(link(title="redacted-x-api-key"), 1, 0)),
    ("a secret like it", put("header", [SECRET], 0, 1)),
    ("another secret", put("header", [{**SECRET, "value": SECRET["value"][::-1]}], 0, 1)),
    ("something odd", put("body", 5, 0, 1)),
    ("the same elsewhere", lambda root: at(root, 1)["item"].append(copy.deepcopy(at(root, 0, 1)))),
    ("a description", put("description", "About *links*.", 0, 0)),
    ("another method", put("method", "PUT", 0, 2)),
    ("a body", put("body", {"mode": "raw", "raw": '{"id": 2, "when": "2024-01-01"}'}, 0, 2)),
    ("no answer", lambda root: at(root, 0, 2)["response"].clear()),
    ("an item twice", lambda root: at(root, 0)["item"].append(copy.deepcopy(at(root, 0, 1)))),
    ("items in another order", lambda root: at(root, 0)["item"].reverse()),
    ("folders in another order", lambda root: root["item"].reverse()),
    ("variables in a path", put("url", {"raw": "{{baseUrl}}/{{api/v}}/first/{{api_v}}"}, 2, 1)),
    ("variables", lambda root: root["variable"].extend(VERSIONS)),
    ("variables in another order", lambda root: root["variable"].reverse()),
    ("a form beside JSON", lambda root: at(root, 0)["item"].append(beside("A", 1))),
    ("another form", lambda root: at(root, 0)["item"].append(beside("B", 2))),
    ("its answer", lambda root: at(root, 0)["item"][-1]["response"][0].update(body="[]")),
    ("a variable", lambda root: root["variable"].append({"key": "token", "value": "abc"})),
    ("nothing that is called owner", lambda root: at(root, 1)["item"].pop(0)),
    ("no authentication", lambda root: root.pop("auth")),
    ("a folder's name", lambda root: at(root, 0).update(name="Bookmarks")),
    ("a script", lambda root: at(root, 0, 0).update(event=[EVENT])),
    ("another title", lambda root: root["info"].update(name="Apex")),
    ("a folder less", lambda root: root["item"].pop()),
]
VERSIONS = [{"key": "api/v", "value": "v1"}, {"key": "api_v", "value": "v2"}]


def beside(name: str, number: int) -> Json:
    form = {"mode": "urlencoded", "urlencoded": [{"key": "a", "value": "b"}]}
    url = {"raw": "{{baseUrl}}/both"}
    request = {"method": "POST", "url": url, "header": [SECRET], "body": form}
    saved = answer({"id": number}, name=name, originalRequest=request)
    return item("Add both", "POST", "/both", body={"id": 1}, answers=[saved])


EVENT = {
    "listen": "test",
    "script": {"exec": ["pm.test('ok', () => { pm.response.to.have.status(200) })"]},
}


def edited() -> Iterator[Update]:
    """One edit upon the other, every third taken back and made once more."""
    root = start()
    yield Update("nothing", said(root))
    yield Update("the same", said(copy.deepcopy(root)))
    for number, (name, edit) in enumerate(EDITS):
        before, root = root, copy.deepcopy(root)
        edit(root)
        yield Update(name, said(root))
        if number % 3 == 0:
            yield Update(f"{name}, taken back", said(before))
            yield Update(f"{name}, half", said(root)[:-9])
            yield Update(f"{name}, again", said(root))
        if number % 2 == 0:
            yield Update("the client is lost", said(root), is_lost=True)
        if number % 7 == 0:
            yield Update("what else is known", said(root), KNOWN)
            yield Update("let names follow", said(root), RENAMED)


def said(root: Json) -> bytes:
    return json.dumps(root).encode()


VALUES = [{"key": "mine", "value": "rose garden", "type": "secret"}, {"key": "x", "value": "y"}]
LEARNED = {
    "item": ["GET", "/links/{}", ["Links"], "Get a link"],
    "status": 200,
    "body": {"id": 1, "url": "https://example.com/b", "title": None, "owner": None},
}
KNOWN = Options(
    name="client",
    environments=(json.dumps({"name": "e", "values": VALUES}).encode(),),
    learned=parse_learned(json.dumps({"format": 1, "examples": [LEARNED]}).encode()),
)
RENAMED = Options(name="client", follow_titles=True)


def test_edits_of_all_kinds_give_what_a_run_alone_gives() -> None:
    compared = list(compare(edited()))
    assert len(compared) > len(EDITS)
    assert [one for one in compared if one.files] == []


def test_updates_of_a_sample_give_what_a_run_alone_gives() -> None:
    compared = list(compare(islice(versions(sample("library"), "memo"), 12)))
    assert len(compared) == 12
    assert [one for one in compared if one.files] == []
