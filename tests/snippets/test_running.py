"""The snippets run: what they send, and what they read from the answer."""

from __future__ import annotations

import email
import email.policy
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qsl, unquote
from xml.etree import ElementTree as ET

import pytest

from generator.snippets.book import Entry
from tests.helpers.server import Asked, Server, serving
from tests.snippets.books import book, show
from tests.snippets.kinds import FILE, FILE_TEXT, KINDS, Kind, kinds_collection

HERE = Path(__file__).parent
BASIC = "Basic YWRhOnt7c2VjcmV0fX0="  # ada:{{secret}}

RUNNERS = {
    "chilkat-tcl": (["tclsh", str(HERE / "ckshim.tcl")], "tcl"),
    "chilkat-python": ([sys.executable], "py"),
    "curl-sh": (["bash"], "sh"),
    "javascript": (["node"], "mjs"),
}
NEEDS = {
    "chilkat-tcl": ("tclsh",),
    "chilkat-python": (),
    "curl-sh": ("bash", "curl"),
    "javascript": ("node",),
}


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving() as running:
        running.answers = {
            kind.target.partition("?")[0]: (kind.status, kind.answer or "plain") for kind in KINDS
        }
        yield running


@pytest.fixture(scope="module")
def entries(server: Server) -> dict[str, Entry]:
    made = book(kinds_collection(server.address), with_secrets=True)
    return {entry.located.item.name: entry for entry in made}


def run(language: str, program: str, folder: Path) -> subprocess.CompletedProcess[str]:
    for tool in NEEDS[language]:
        if shutil.which(tool) is None:
            pytest.skip(f"{tool} is not installed")
    command, suffix = RUNNERS[language]
    file = folder / f"program.{suffix}"
    file.write_text(program, encoding="utf-8")
    (folder / FILE).write_text(FILE_TEXT)
    environment = {
        **os.environ,
        "CKSHIM_VALUES": str(folder / "values"),
        "PYTHONPATH": str(HERE),
        "PYTHONUTF8": "1",
        "no_proxy": "127.0.0.1",
    }
    return subprocess.run(
        [*command, str(file)],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=30,
        check=False,
    )


@pytest.mark.parametrize("language", RUNNERS)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_runs(
    kind: Kind, language: str, server: Server, entries: dict[str, Entry], tmp_path: Path
) -> None:
    server.asked.clear()
    done = run(language, show(entries[kind.name], language), tmp_path)
    assert done.returncode == 0, done.stderr
    (asked,) = server.asked
    check_request(kind, asked)
    if kind.values is not None and language.startswith("chilkat"):
        assert values(tmp_path) == kind.values
        assert "Response Status Code = 200" in done.stdout
    elif kind.answer is not None and language == "curl-sh":
        assert done.stdout == kind.answer


def values(folder: Path) -> list[tuple[str, str]]:
    """What was read, with its path, but for members that an element does not have."""
    file = folder / "values"
    found = []
    for line in file.read_text(encoding="utf-8").splitlines() if file.exists() else ():
        path, _, text = line.partition("\t")
        for spelled, sign in (("\\t", "\t"), ("\\r", "\r"), ("\\n", "\n"), ("\\\\", "\\")):
            text = text.replace(spelled, sign)
        found.append((path, text))
    return sorted(found)


def check_request(kind: Kind, asked: Asked) -> None:
    assert asked.method == kind.item["request"]["method"]
    assert unquote(asked.target) == unquote(kind.target)
    for key, value in {"Authorization": BASIC, **kind.headers}.items():
        # Authentication of its own takes the place of the collection's.
        if key == "Authorization" and "auth" in kind.item["request"] and key not in kind.headers:
            assert "authorization" not in asked.headers
        else:
            assert asked.headers[key.lower()].split(";")[0] == value
    match kind.body:
        case None:
            assert asked.body == b""
        case ("json", value):
            assert json.loads(asked.body) == value
            assert asked.headers["content-type"] == "application/json"
        case ("form", pairs):
            assert parse_qsl(asked.body.decode(), strict_parsing=True) == [tuple(p) for p in pairs]
            assert asked.headers["content-type"].startswith("application/x-www-form-urlencoded")
        case ("text", text):
            assert asked.body.decode() == text
        case ("xml", text):
            assert ET.canonicalize(asked.body.decode()) == ET.canonicalize(text)
        case ("multipart", parts):
            assert multipart(asked) == parts


def multipart(asked: Asked) -> list[list[str | None]]:
    head = f"Content-Type: {asked.headers['content-type']}\r\n\r\n".encode()
    message = email.message_from_bytes(head + asked.body, policy=email.policy.HTTP)
    return [
        [
            str(part.get_param("name", header="content-disposition")),
            part.get_filename(),
            part.get_payload(decode=True).decode(),
        ]
        for part in message.iter_parts()
    ]


def test_every_kind_of_request_and_answer_is_there() -> None:
    assert len(KINDS) >= 25
    assert sum(kind.values is not None for kind in KINDS) >= 25


@pytest.mark.parametrize("language", ["chilkat-tcl", "chilkat-python"])
def test_an_error_is_said(
    language: str, server: Server, entries: dict[str, Entry], tmp_path: Path
) -> None:
    kind = next(kind for kind in KINDS if kind.name == "Put JSON")
    path = kind.target
    kept, server.answers[path] = server.answers[path], (422, '{"error": "no"}')
    try:
        done = run(language, show(entries[kind.name], language), tmp_path)
    finally:
        server.answers[path] = kept
    assert (done.returncode, done.stderr) == (0, "")
    assert "Failed." in done.stdout
    assert values(tmp_path) == []


def test_an_unreachable_server_is_said(tmp_path: Path) -> None:
    (entry,) = [
        one
        for one in book(kinds_collection("https://nowhere.invalid"))
        if one.located.item.name == "Put JSON"
    ]
    done = run("chilkat-tcl", show(entry, "chilkat-tcl"), tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "cannot reach" in done.stdout
