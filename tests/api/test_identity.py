"""What stays when a collection changes: names, by the lock of an earlier run."""

from __future__ import annotations

import pytest

from generator.output.lock import EMPTY, Lock
from generator.pipeline import Options
from tests.helpers.collections import Json, answer, collection, folder, item
from tests.helpers.packages import api, describe

LINK = answer({"id": "<uuid>", "owner": {"name": "x"}})
GET = item("Get a link", path="/links/:id", answers=[LINK])
LIST = item("List links", path="/links")
BEFORE = collection(folder("Links", GET, LIST), item("Ping", path="/ping"))

SECURED = {
    **BEFORE,
    "auth": {
        "type": "basic",
        "basic": [
            {"key": "username", "value": "{{user}}"},
            {"key": "password", "value": "{{pass}}"},
        ],
    },
}


def locked(before: Json) -> Lock:
    return Lock("", "", {(kind, text): name for kind, text, name in api(before).names}, {})


def ids(after: Json, lock: Lock) -> list[str]:
    return sorted(operation.id for operation in api(after, lock).operations())


def on(server: str, path: str = "/links") -> Json:
    """The list of links of another server."""
    return {"name": "List links", "request": {"method": "GET", "url": f"{server}{path}"}}


@pytest.mark.parametrize(
    ("servers", "names"),
    [
        (["{{baseUrl}}", "{{baseUrl}}"], {"list": "base_url"}),
        # The value of the variable is the same address.
        (["https://acme.test", "{{baseUrl}}"], {"list": "base_url"}),
        (
            ["http://two.test", "{{baseUrl}}", "{{other}}", "http://two.test"],
            {
                "list": "base_url",
                "list_at_two_test": "http://two.test",
                "list_at_other": "other_url",
            },
        ),
        (
            ["http://two.test", "http://one.test"],
            {"list": "http://one.test", "list_at_two_test": "http://two.test"},
        ),
    ],
)
def test_items_that_are_the_same_but_for_their_server(
    servers: list[str], names: dict[str, str]
) -> None:
    variable = [{"key": "baseUrl", "value": "https://acme.test"}]
    ping = [item(f"Ping {n}", path=f"/ping/{n}") for n in range(9)]
    made = collection(folder("Links", *map(on, servers)), *ping, variable=variable)
    found = {o.name: o.server for o in api(made).operations() if o.resource}
    assert found == names
    turned = collection(folder("Links", *map(on, reversed(servers))), *ping, variable=variable)
    assert {o.name: o.server for o in api(turned).operations() if o.resource} == names
    assert ids(turned, locked(made)) == sorted(ids(made, EMPTY))


def titled(node: Json, name: str) -> Json:
    return {**node, "name": name}


@pytest.mark.parametrize(
    "after",
    [
        pytest.param(BEFORE, id="nothing"),
        pytest.param(
            collection(folder("Links", titled(GET, "Retrieve"), LIST), item("Ping", path="/ping")),
            id="a renamed item",
        ),
        pytest.param(
            collection(folder("Bank connections", GET, LIST), item("Ping", path="/ping")),
            id="a renamed folder",
        ),
        pytest.param(
            collection(item("Ping", path="/ping"), folder("Links", LIST, GET)), id="another order"
        ),
        pytest.param(
            collection(
                folder("Links", GET, LIST), item("Ping", path="/ping"), name="Another title"
            ),
            id="a renamed collection",
        ),
        pytest.param(
            collection(
                folder("Links", item("Get a link", path="/links/:linkId", answers=[LINK]), LIST),
                item("Ping", path="/ping"),
            ),
            id="a renamed path variable",
        ),
    ],
)
def test_names_stay(after: Json) -> None:
    assert ids(after, locked(BEFORE)) == ["links.get", "links.list", "ping"]
    models = [model.name for model in api(after, locked(BEFORE)).models]
    assert models == ["Link", "LinkOwner"]


@pytest.mark.parametrize(
    ("before", "after", "added"),
    [
        # Without a lock the first two would give way to each other.
        (
            [item("Get", path="/links/a")],
            [item("Get", path="/links/a"), item("Get", path="/links/b")],
            {"links.get_links_b"},
        ),
        (
            [item("Get", path="/links/b")],
            [item("Get", path="/links/a"), item("Get", path="/links/b")],
            {"links.get_links_a"},
        ),
        ([LIST], [GET, LIST], {"links.get"}),
    ],
)
def test_a_new_sibling_moves_nobody(before: list[Json], after: list[Json], added: set[str]) -> None:
    lock = locked(collection(folder("Links", *before)))
    known = ids(collection(folder("Links", *before)), EMPTY)
    assert set(ids(collection(folder("Links", *after)), lock)) == {*known, *added}


def test_a_moved_item_keeps_its_name() -> None:
    lock = locked(BEFORE)
    after = collection(folder("Links", LIST), folder("Other", GET), item("Ping", path="/ping"))
    assert ids(after, lock) == ["links.list", "other.get", "ping"]


def test_a_title_that_moves_to_another_path_is_another_operation() -> None:
    lock = locked(collection(folder("Links", item("Fetch", path="/links"))))
    found = ids(collection(folder("Links", item("Show", path="/connections"))), lock)
    assert found == ["links.show"]


def test_names_follow_titles_when_asked() -> None:
    after = collection(
        folder("Connections", titled(GET, "Retrieve a connection"), LIST),
        item("Ping", path="/ping"),
    )
    found, diagnostics = describe(after, locked(BEFORE))
    assert sorted(operation.id for operation in found.operations()) == [
        *("links.get", "links.list", "ping")
    ]
    assert [d.code for d in diagnostics] == ["renamed-item"]
    assert "'Get a link'" in diagnostics[0].message
    found, diagnostics = describe(after, locked(BEFORE), Options(follow_titles=True))
    assert sorted(operation.id for operation in found.operations()) == [
        *("connections.list_links", "connections.retrieve", "ping")
    ]
    assert diagnostics == ()


def test_settings_keep_their_names() -> None:
    def secured(variable: str) -> Json:
        auth = {"type": "bearer", "bearer": [{"key": "token", "value": f"{{{{{variable}}}}}"}]}
        return collection(item("Ping", path="/ping"), auth=auth)

    before, after = secured("accessToken"), secured("accessToken")
    after["variable"] = [{"key": "accessToken", "value": ""}]
    assert [s.name for s in api(after, locked(before)).settings] == ["base_url", "access_token"]


def test_two_items_that_are_the_same_are_one_operation() -> None:
    first = item("Get", path="/links/:id", answers=[answer({"a": 1})])
    second = item("Get", path="/links/:id", answers=[answer({"b": 1}, 404)])
    found, diagnostics = describe(collection(folder("Links", first, second)))
    (operation,) = found.operations()
    assert [outcome.status for outcome in operation.outcomes] == [200, 404]
    assert [(d.code, d.where) for d in diagnostics] == [("duplicate-item", "Links / Get")]


@pytest.mark.parametrize(
    "name", ['["GET"]', "no JSON", "[1, 2, 3, 4]", '["PUT", "/x", [[]], null]', "{}", "7"]
)
def test_a_lock_that_says_odd_things(name: str) -> None:
    lock = Lock("", "", {("operation", name): "odd", ("model", name): "Odd"}, {})
    assert ids(BEFORE, lock) == ["links.get", "links.list", "ping"]


def test_two_branches_may_pin_one_name_twice() -> None:
    """As git leaves it, where each branch added an item of that title, or a variable."""
    merged = {
        (kind, text): {"operation": "same", "resource": "same", "setting": "same"}.get(kind, name)
        for kind, text, name in api(SECURED).names
    }
    found = api(SECURED, Lock("", "", merged, {}))
    names = [operation.id for operation in found.operations()]
    assert len(set(names)) == len(names) == 3
    settings = [setting.name for setting in found.settings]
    assert len(set(settings)) == len(settings) == 3
