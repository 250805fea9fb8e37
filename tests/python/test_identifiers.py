"""What a key of the wire is called in Python."""

from __future__ import annotations

import keyword

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.python.identifiers import (
    ANNOTATION_NAMES,
    argument_names,
    class_members,
    field_names,
    is_plain_key,
    module_names,
)
from generator.python.package_names import package_name

wires = st.text(max_size=6) | st.sampled_from(
    (
        "id",
        "ID",
        "_id",
        "_list",
        "list-",
        "id_",
        "a-b",
        "a_b",
        "@id",
        "class",
        "list",
        "json",
        "model_x",
        "dt",
        "self",
        "body",
        "options",
    )
)


@given(st.lists(wires, unique=True, max_size=8))
def test_fields(keys: list[str]) -> None:
    names = field_names(keys)
    assert set(names) == set(keys)
    assert len(set(names.values())) == len(keys)
    assert field_names(keys[::-1]) == names
    for name in names.values():
        assert name.isidentifier()
        assert not keyword.iskeyword(name)
        assert not name.startswith("_")
        assert name not in ANNOTATION_NAMES


@given(
    st.lists(st.tuples(st.sampled_from(("path", "body", "query")), wires), unique=True, max_size=8)
)
def test_arguments(places: list[tuple[str, str]]) -> None:
    names = argument_names(places)
    assert len(set(names.values())) == len(places)
    assert not set(names.values()) & {"self", "options"}
    assert argument_names(places[::-1]) == names


@pytest.mark.parametrize(
    ("keys", "names"),
    [
        (["createdAt"], ["created_at"]),
        (["class", "from"], ["class_", "from_"]),
        (["list", "json", "schema"], ["list_", "json_", "schema_"]),
        (["model_config", "model"], ["model_config_", "model"]),
        (["_links"], ["links"]),
        # The key that is its own name keeps it.
        (["id", "ID"], ["id", None]),
        (["_id", "id"], ["id_", "id"]),
        (["a-b", "a_b", "a.b", "aB"], ["a_dash_b", "a_b", "a_dot_b", "aB"]),
        (["@type", "type", "$type"], ["at_type", "type", "dollar_type"]),
        (["createdAt", "created_at"], [None, "created_at"]),
    ],
)
def test_field_names(keys: list[str], names: list[str | None]) -> None:
    found = field_names(keys)
    assert [found[key] if name else None for key, name in zip(keys, names, strict=True)] == names


@pytest.mark.parametrize(
    ("places", "names"),
    [
        ([("path", "id"), ("body", "id"), ("query", "id")], ["id", "body_id", "query_id"]),
        ([("path", "self"), ("query", "options")], ["path_self", "query_options"]),
        ([("body", "body")], ["body"]),
        ([("query", "pageSize"), ("query", "page_size")], ["pageSize", "page_size"]),
    ],
)
def test_argument_names(places: list[tuple[str, str]], names: list[str]) -> None:
    given = argument_names(places)
    assert [given[pair] for pair in places] == names


def test_modules() -> None:
    paths = [("admin", "users"), ("admin_users",), ("class",), ("shared",), ("con",)]
    names = module_names(paths)
    assert names == module_names(paths[::-1])
    assert names == {
        ("admin_users",): "admin_users",
        ("admin", "users"): "admin__users",
        ("class",): "class_",
        ("shared",): "shared_",
        ("con",): "con_",
    }


@pytest.mark.parametrize(
    ("name", "package"),
    [
        ("belvo", "belvo"),
        ("import", "import_client"),
        ("pytest", "pytest_client"),
        ("nul", "nul_client"),
    ],
)
def test_packages(name: str, package: str) -> None:
    assert package_name(name) == package


def test_members_and_keys() -> None:
    assert [class_members(name) for name in ("list", "dt", "import")] == ["list", "dt_", "import_"]
    assert is_plain_key("city")
    assert not any(map(is_plain_key, ("class", "a-b", "__x", "list", "City", "é", "")))
