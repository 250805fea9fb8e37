"""`postgen learn`: what a live run was answered makes the types of the next client truer."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from tests.helpers.collections import Json, answer, collection, folder, item
from tests.helpers.server import serving

ID = "00000000-0000-4000-8000-000000000001"
TOKEN = "ghp_" + "a1B2c3D4e5F6" * 3
GET = item(
    "Get a link",
    path="/links/:id",
    variables=[{"key": "id", "value": "17"}],
    answers=[answer({"id": ID})],
)
ACME = collection(folder("Links", GET), name="Acme")
TRUTH = {"id": ID, "owner": "Ann Example", "token": TOKEN, "closed_at": None}

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()  # the search for a config ends here
    (tmp_path / "acme.json").write_text(json.dumps(ACME))

    def invoke(*arguments: str) -> Result:
        return CliRunner().invoke(main, arguments)

    return invoke


def recorded(path: Path, *lines: Json) -> None:
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))


def line(body: object, status: int = 200, call: str = "links.get") -> Json:
    return {"call": call, "status": status, "body": body}


@pytest.fixture
def address() -> Iterator[str]:
    """A server that tells more than the collection does."""
    with serving() as server:
        server.answers["/links/17"] = 200, json.dumps(TRUTH)
        yield server.address


def test_from_a_live_run_to_truer_types(run: Run, tmp_path: Path, address: str) -> None:
    run("generate", "acme.json")
    models = tmp_path / "generated/acme/models/links.py"
    assert "owner" not in models.read_text()
    live = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "acme/tests/test_live.py"],
        cwd=tmp_path / "generated",
        env={
            **os.environ,
            "POSTGEN_LIVE": "1",
            "POSTGEN_RECORD": str(tmp_path / "run.jsonl"),
            "ACME_BASE_URL": address,
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert "1 passed" in live.stdout, live.stdout
    assert (tmp_path / "run.jsonl").stat().st_mode & 0o077 == 0
    done = run("learn", "acme.json", "run.jsonl")
    assert done.exit_code == 0, done.output
    assert done.stdout == "acme.learned.json: 1 answer learned, 1 answer known\n"
    assert run("check", "acme.json").exit_code == 1
    run("generate", "acme.json")
    assert run("check", "acme.json").exit_code == 0
    assert models.read_text().partition("class Link(Model):\n")[2] == (
        "    id: UUID\n    owner: str | None = None\n    token: str | None = None\n"
        "    closed_at: JsonValue = None\n"
    )


def test_values_do_not_stay(run: Run, tmp_path: Path) -> None:
    recorded(tmp_path / "run.jsonl", line(TRUTH))
    run("learn", "acme.json", "run.jsonl")
    learned = json.loads((tmp_path / "acme.learned.json").read_bytes())
    assert [one["body"] for one in learned["examples"]] == [
        {"id": "<uuid>", "owner": "<string>", "token": "<string>", "closed_at": None}
    ]


def test_secrets_never_stay(run: Run, tmp_path: Path) -> None:
    recorded(tmp_path / "run.jsonl", line(TRUTH))
    run("learn", "acme.json", "run.jsonl", "--keep-values")
    text = (tmp_path / "acme.learned.json").read_text()
    assert "Ann Example" in text
    assert TOKEN not in text
    # What was written in by hand does not get through either.
    (tmp_path / "acme.learned.json").write_text(text.replace("Ann Example", TOKEN))
    run("generate", "acme.json")
    tree = "".join(
        path.read_text() for path in (tmp_path / "generated").rglob("*") if path.is_file()
    )
    assert "redacted" in tree
    assert TOKEN not in tree


def test_what_is_known_is_not_learned_again(run: Run, tmp_path: Path) -> None:
    other = ID.replace("1", "2")
    recorded(tmp_path / "run.jsonl", line({"id": other}), line({"id": ID, "n": 1}))
    assert "1 answer learned, 1 answer known" in run("learn", "acme.json", "run.jsonl").stdout
    before = (tmp_path / "acme.learned.json").read_bytes()
    recorded(tmp_path / "run.jsonl", line({"id": other, "n": 2}))
    assert "0 answers learned, 1 answer known" in run("learn", "acme.json", "run.jsonl").stdout
    assert (tmp_path / "acme.learned.json").read_bytes() == before
    recorded(tmp_path / "run.jsonl", line({"code": "gone"}, 410))
    assert "1 answer learned, 2 answers known" in run("learn", "acme.json", "run.jsonl").stdout


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("run.jsonl", "{}\n", "run.jsonl: line 1: is no answer that a live run recorded"),
        ("run.jsonl", "\n[", "run.jsonl: line 2: is no answer that a live run recorded"),
        ("acme.learned.json", "{", "acme.learned.json: no JSON: line 1, column 2"),
        ("acme.learned.json", "{}", 'acme.learned.json: has no "format" and "examples"'),
        ("acme.learned.json", '{"format": 2}', "acme.learned.json: was written by a newer"),
        (
            "acme.learned.json",
            '{"format": 1, "examples": [{"item": []}]}',
            'acme.learned.json: example 1: needs "item"',
        ),
    ],
)
def test_says_what_is_wrong_with_a_file(
    run: Run, tmp_path: Path, file: str, text: str, said: str
) -> None:
    recorded(tmp_path / "run.jsonl", line({"id": ID}))
    (tmp_path / file).write_text(text)
    done = run("learn", "acme.json", "run.jsonl")
    assert done.exit_code == 2
    assert done.stderr.startswith(f"postgen: {said}")
    assert done.stderr.count("\n") == 1


def test_says_what_has_no_place_any_more(run: Run, tmp_path: Path) -> None:
    recorded(tmp_path / "run.jsonl", line({"a": 1}, call="links.lost"), line({"id": ID, "n": 1}))
    done = run("learn", "acme.json", "run.jsonl")
    assert done.stderr == (
        "postgen: acme.json: links.lost: the client has no such operation; "
        "was it generated from this collection?\n"
    )
    moved = collection(folder("Things", item("Get", path="/things/:id")), name="Acme")
    (tmp_path / "acme.json").write_text(json.dumps(moved))
    done = run("generate", "acme.json")
    assert done.exit_code == 0
    assert done.stderr == (
        "postgen: acme.json: Links / Get a link: examples were learned for GET /links/{}, "
        "which the collection has no more; they are left out\n"
    )
