"""The same collection in other formats of Postman gives the same client."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from generator.folders import read_folder
from tests.helpers.cases import FOLDER
from tests.helpers.collections import Json, collection, folder, item, sample
from tests.helpers.packages import files, run, run_bytes, unformatted
from tests.helpers.v3 import write_v3

DIFFERENCES: dict[str, dict[str, str]] = {"v1": {}, "v2.0": {}}
"""Format -> file -> why it is not the same."""


@pytest.fixture(scope="module")
def library() -> dict[str, str]:
    with unformatted():
        return files(run(sample("library")))


@pytest.mark.parametrize("version", sorted(DIFFERENCES))
def test_the_library_is_the_same_in_all_formats(version: str, library: dict[str, str]) -> None:
    path = FOLDER / "formats" / f"library.{version}.json"
    with unformatted():
        found = files(run(json.loads(path.read_bytes())))
    other = {path for path in {*library, *found} if library.get(path) != found.get(path)}
    digests = {"postgen.lock"} if DIFFERENCES[version] else set()
    assert other == {*DIFFERENCES[version], *digests}


@pytest.mark.parametrize("name", ["belvo", "library"])
def test_a_folder_of_v3_gives_the_same(name: str, library: dict[str, str], tmp_path: Path) -> None:
    data = read_folder(write_v3(sample(name), tmp_path / "any name"))
    with unformatted():
        expected = library if name == "library" else files(run(sample(name)))
        assert files(run_bytes(data)) == expected


def older(node: Any) -> Any:
    """As v2.0 has it: URLs as text where they say no more, auth parameters as an object."""
    if isinstance(node, list):
        return [older(each) for each in node]
    if not isinstance(node, dict):
        return node
    made = {key: older(value) for key, value in node.items()}
    for key, url in made.items():
        if key == "url" and isinstance(url, dict) and url.keys() <= {"raw", "host", "path"}:
            made[key] = url["raw"]
        if key == "auth" and isinstance(url, dict) and url.get("type") in url:
            kind = url["type"]
            made[key] = {"type": kind, kind: {e["key"]: e["value"] for e in url[kind]}}
    return made


@pytest.mark.parametrize("name", ["belvo", "library"])
def test_the_spelling_of_2_0_gives_the_same(name: str, library: dict[str, str]) -> None:
    converted = older(sample(name))
    assert converted != sample(name)
    with unformatted():
        expected = library if name == "library" else files(run(sample(name)))
        assert files(run(converted)) == expected


PLAIN = collection(folder("Links", item("Get", path="/links/:id")), item("Ping", path="/ping"))


def renamed_key(before: str, after: str) -> Json:
    made = copy.deepcopy(PLAIN)
    made[after] = made.pop(before)
    return made


@pytest.mark.parametrize(
    "wrapped",
    [
        pytest.param({"collection": PLAIN}, id="the envelope of Postman's API"),
        pytest.param(renamed_key("item", "items"), id="items for item"),
        pytest.param({**PLAIN, "id": "x", "_postman_id": "y", "fork": {}}, id="ids"),
        pytest.param(
            {**PLAIN, "info": {**PLAIN["info"], "schema": "https://schema.getpostman.com/old"}},
            id="another schema URL",
        ),
    ],
)
def test_odd_roots_give_the_same(wrapped: Json) -> None:
    with unformatted():
        assert files(run(wrapped)) == files(run(PLAIN))
