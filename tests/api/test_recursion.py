"""Records that contain themselves: markers of the converter, and trees that people save."""

from __future__ import annotations

import json
from typing import Any

import pytest

from generator.api.model import Api
from generator.inference.types import Array, Field, Ref, Type
from tests.helpers.collections import Json, answer, collection, folder, item, raw
from tests.helpers.packages import api


def marker(name: str) -> Json:
    return {"value": f"<Circular reference to #/components/schemas/{name} detected>"}


def described(*bodies: object) -> Api:
    nodes = [
        item("Get a node", path=f"/{'x' * i}/nodes", answers=[answer(body)])
        for i, body in enumerate(bodies)
    ]
    return api(collection(folder("Nodes", *nodes)))


def fields(found: Api, name: str) -> dict[str, Field]:
    record = next(model.record for model in found.models if model.name == name)
    return {field.name: field for field in record.in_order()}


def types(found: Api) -> dict[str, dict[str, Type]]:
    return {
        model.name: {field.name: field.type for field in model.record.in_order()}
        for model in found.models
    }


def test_the_record_around_a_marker_is_what_it_says() -> None:
    found = described({"id": 1, "children": [marker("Node"), marker("Node")]})
    assert types(found)["Node"]["children"] == Array(Ref("Node"))


def test_a_field_that_comes_back_may_be_missing() -> None:
    found = fields(described({"id": 1, "parent": marker("Node")}), "Node")
    assert found["parent"] == Field("parent", Ref("Node"), required=False)
    assert found["id"].required


def test_of_several_records_the_one_that_is_called_so() -> None:
    body = {"id": 1, "owner": {"name": "A", "boss": marker("Owner"), "nodes": [marker("Node")]}}
    found = types(described(body))
    assert found["Node"]["owner"] == Ref("NodeOwner")
    assert found["NodeOwner"]["boss"] == Ref("NodeOwner")
    assert found["NodeOwner"]["nodes"] == Array(Ref("Node"))


def test_of_several_records_the_one_that_no_other_schema_is() -> None:
    body = {"id": 1, "nodes": [marker("Node")], "chief": {"name": "A", "deputy": marker("Officer")}}
    assert types(described(body))["NodeChief"]["deputy"] == Ref("NodeChief")


def test_a_marker_of_which_nothing_tells_is_unknown() -> None:
    body = {"a": {"b": {"c": marker("Thing")}}}
    found = described(body)
    assert not [ref for each in types(found).values() for ref in each.values() if ref == Ref("")]
    assert "Ref" not in repr(types(found)["NodeAB"]["c"])


def test_requests_come_back_too() -> None:
    request = {"id": 1, "children": [marker("Node")]}
    found = api(collection(folder("Nodes", item("Add node", "POST", "/nodes", body=request))))
    body = next(found.operations()).body
    assert body is not None
    assert types(found) == {
        "NodeInput": {"id": types(found)["NodeInput"]["id"], "children": Array(Ref("NodeInput"))}
    }


def node(depth: int, **more: Any) -> Json:
    inside = [node(depth - 1, **more)] if depth else []
    return {"id": 1, "name": "A", **more, "children": inside}


@pytest.mark.parametrize("depth", [1, 2, 5])
def test_a_tree_that_is_spelled_out_is_one_record(depth: int) -> None:
    found = types(described(node(depth)))
    assert list(found) == ["Node"]
    assert found["Node"]["children"] == Array(Ref("Node"))


def test_the_last_level_may_lack_the_field() -> None:
    body = {"id": 1, "parent": {"id": 2, "parent": {"id": 3}}}
    found = fields(described(body), "Node")
    assert found["parent"] == Field("parent", Ref("Node"), required=False)


@pytest.mark.parametrize(
    "body",
    [
        # Two with an id and a name are only similar.
        {"id": 1, "name": "A", "owner": {"id": 2, "name": "B"}},
        {"id": 1, "children": [{"id": 2, "code": "x", "children": []}]},
        {"id": 1, "children": [{"id": "x", "children": []}]},
        {"id": 1, "children": [{"id": 2, "children": [{"id": 3, "more": 4}]}]},
    ],
)
def test_what_is_only_similar_is_not_merged(body: object) -> None:
    assert len(types(described(body))) > 1


def test_the_order_of_operations_decides_nothing() -> None:
    bodies = [node(2), {"id": 1, "parent": marker("Node")}, node(1)]
    assert types(described(*bodies)) == types(described(*reversed(bodies)))


def test_a_tree_that_is_sent_is_another_one_than_the_same_tree_answered() -> None:
    """Their keys are required by other rules: one reference must not stand for both."""
    tree = {"n": 1, "level": {"n": 1, "level": {"n": 1, "level": {"n": 1}}}}
    send = item("Send it", "POST", "/things", body=raw(json.dumps(tree)), answers=[answer(tree)])
    found = api(collection(folder("Things", send)))
    assert {model.name for model in found.models} == {"SendItResult", "ThingInput"}
    assert types(found)["SendItResult"]["level"] == Ref("SendItResult")
    assert types(found)["ThingInput"]["level"] == Ref("ThingInput")
