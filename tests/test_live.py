"""The live tests of a generated client: each item once, in order, to a server that is asked."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.collections import answer, collection, folder, item, raw
from tests.helpers.packages import run, write
from tests.helpers.server import Server, serving

LOGIN = item("Log in", "POST", "/session", body={"user": "{{userName}}", "password": "{{pin}}"})
MEMBER = item(
    "Get a member", path="/members/:id", variables=[{"key": "id", "value": "{{memberId}}"}]
)
PHOTO = item("Get a photo", path="/photos/{{photoId}}", query=[{"key": "q", "value": "{{blank}}"}])
SEARCH = item("Search", path="/search", query=[{"key": "q", "value": "a%20b+c"}])
NUMBERS = item("Numbers", "POST", "/numbers", body=raw('{"count": {{count}}, "by": 1.5}', "json"))
RANDOM = item("Random", "POST", "/random", body={"id": "{{$guid}}", "at": "{{$timestamp}}"})
TOKEN = item(
    "Get a token",
    "POST",
    "/token",
    body={"user": "ada", "client_secret": "q8ZT4mXw7Lp2Rk9vBn3Yc6Hd", "keys": ["x"]},
)
COLLECTION = collection(
    SEARCH,
    LOGIN,
    folder("Members", MEMBER, PHOTO),
    NUMBERS,
    RANDOM,
    TOKEN,
    variable=[
        {"key": "baseUrl", "value": "https://acme.invalid"},
        {"key": "memberId", "value": "m-{{count}}"},
        {"key": "count", "value": "7"},
        {"key": "photoId", "value": ""},
        {"key": "blank", "value": ""},
        {"key": "userName", "value": "ada"},
    ],
)


@pytest.fixture(scope="module")
def acme(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(run(COLLECTION), tmp_path_factory.mktemp("live") / "acme")


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as server:
        for path in (
            "/session",
            "/members/m-7",
            "/search",
            "/numbers",
            "/photos/p1",
            "/random",
            "/token",
        ):
            server.answers[path] = 200, "{}"
        yield server


def live(package: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the package's live tests; `environment` is all that there is of it, more or less."""
    return subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-p",
            "no:cacheprovider",
            "-rs",
            "-q",
            "tests/test_live.py",
        ],
        cwd=package,
        env={"PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_each_item_is_sent_once_in_the_order_of_the_collection(acme: Path, server: Server) -> None:
    done = live(acme, POSTGEN_LIVE="1", ACME_BASE_URL=server.address, ACME_PIN="1234")
    assert done.returncode == 0, done.stdout
    assert [(asked.method, asked.target) for asked in server.asked] == [
        ("GET", "/search?q=a%20b%20c"),
        ("POST", "/session"),
        ("GET", "/members/m-7"),
        ("POST", "/numbers"),
        ("POST", "/random"),
    ]
    bodies = [json.loads(asked.body) for asked in server.asked if asked.body]
    assert bodies[:2] == [{"user": "ada", "password": "1234"}, {"count": 7, "by": 1.5}]
    assert len(bodies[2]["id"]) == 36
    assert bodies[2]["at"].isdecimal()


def test_a_variable_without_a_value_is_named(acme: Path, server: Server) -> None:
    done = live(acme, POSTGEN_LIVE="1", ACME_BASE_URL=server.address)
    assert done.returncode == 0, done.stdout
    assert "set ACME_PIN" in done.stdout
    assert "set ACME_PHOTO_ID" in done.stdout
    assert "/session" not in [asked.target for asked in server.asked]


def test_a_secret_of_a_body_is_asked_for(acme: Path, server: Server) -> None:
    given = {"POSTGEN_LIVE": "1", "ACME_BASE_URL": server.address, "ACME_PIN": "1234"}
    given["ACME_PHOTO_ID"] = "p1"
    done = live(acme, **given)
    assert "set ACME_CLIENT_SECRET" in done.stdout
    assert "/token" not in [asked.target for asked in server.asked]
    done = live(acme, **{**given, "ACME_CLIENT_SECRET": "hush"})
    assert "skipped" not in done.stdout
    assert json.loads(server.asked[-1].body) == {
        "user": "ada",
        "client_secret": "hush",
        "keys": ["x"],
    }


def test_an_empty_variable_is_none_in_a_path_and_a_value_in_a_query(
    acme: Path, server: Server
) -> None:
    done = live(acme, POSTGEN_LIVE="1", ACME_BASE_URL=server.address, ACME_PHOTO_ID="p1")
    assert done.returncode == 0, done.stdout
    assert "/photos/p1?q=" in [asked.target for asked in server.asked]


def test_an_error_status_fails(acme: Path, server: Server) -> None:
    del server.answers["/search"]
    done = live(acme, POSTGEN_LIVE="1", ACME_BASE_URL=server.address, ACME_PIN="1234")
    assert done.returncode == 1
    assert "NotFoundError" in done.stdout
    assert "4 passed" in done.stdout


def test_answers_of_other_types_are_told(differing: Path) -> None:
    with serving() as server:
        server.answers["/members/1"] = 200, '{"name": 5, "born": "some day", "more": [1]}'
        server.answers["/members"] = 200, '[{"id": 1}, {"id": "b"}, {"id": 3}]'
        address = {"ACME_BASE_URL": server.address}
        done = live(differing, POSTGEN_LIVE="1", **address)
        strict = live(differing, POSTGEN_LIVE="strict", POSTGEN_RECORD="run.jsonl", **address)
    assert done.returncode == 0, done.stdout
    lines = done.stdout.partition("answers that are not of the declared types")[2].splitlines()
    assert lines[1:5] == [
        "GET /members answered 200: $[*].id should be str and is integer",
        "GET /members/1 answered 200: $.born should be date and is string",
        "GET /members/1 answered 200: $.name should be str and is integer",
        "`postgen learn` makes the types fit what was answered: record them with "
        "POSTGEN_RECORD=FILE.",
    ]
    assert strict.returncode == 1
    assert "2 failed" in strict.stdout
    assert "give it run.jsonl" in strict.stdout


@pytest.fixture(scope="module")
def differing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    member = {"name": "Ada", "born": "1815-12-10"}
    made = collection(
        item("Get a member", path="/members/1", answers=[answer(member)]),
        item("List members", path="/members", answers=[answer([{"id": "a"}])]),
    )
    return write(run(made), tmp_path_factory.mktemp("differing") / "acme")


def test_nothing_is_sent_unless_asked_for(acme: Path, server: Server) -> None:
    done = live(acme, ACME_BASE_URL=server.address)
    assert "1 skipped" in done.stdout
    assert server.asked == []
