"""A v3 folder on disk as bytes: what is taken, in which order, and how much at most."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator import folders
from generator.cli import main
from generator.diagnostics import InputError
from generator.folders import read_folder
from generator.history import commit_of, read_folder_at

REQUEST = "$kind: http-request\nurl: 'https://a.b/c'\n"


def made(folder: Path, *paths: str) -> Path:
    for path in paths:
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(REQUEST)
    return folder


def taken(folder: Path) -> list[str]:
    return list(json.loads(read_folder(folder))["files"])


def test_what_is_taken(tmp_path: Path) -> None:
    made(
        tmp_path,
        "b.request.yaml",
        "a/c.request.yml",
        "a/.resources/definition.yaml",
        "a/.resources/c.resources/examples/200.example.yaml",
        "a/definition.yaml",
        "a/notes.md",
        ".git/x.request.yaml",
        "a/socket.message.yaml",
    )
    assert taken(tmp_path) == [
        "a/.resources/c.resources/examples/200.example.yaml",
        "a/.resources/definition.yaml",
        "a/c.request.yml",
        "b.request.yaml",
    ]


def test_the_bytes_are_those_of_the_files_and_of_the_name(tmp_path: Path) -> None:
    names = ["b.request.yaml", "a/x.request.yaml", "a/y.request.yaml"]
    first = made(tmp_path / "one" / "api", *names)
    second = made(tmp_path / "two" / "api", *reversed(names), "other.txt")
    assert read_folder(first) == read_folder(second)
    assert read_folder(first) == read_folder(first / "a" / "..")
    before = read_folder(second)
    (second / "b.request.yaml").write_text(REQUEST + "name: other\n")
    assert read_folder(second) != before
    third = shutil.copytree(first, tmp_path / "three" / "other")
    assert read_folder(third) != read_folder(first)


def test_links_are_named_and_not_followed(tmp_path: Path) -> None:
    secret = made(tmp_path / "elsewhere", "secret.request.yaml")
    folder = made(tmp_path / "api", "a.request.yaml")
    (folder / "b.request.yaml").symlink_to(secret / "secret.request.yaml")
    (folder / "inner").symlink_to(secret)
    (folder / "loop").symlink_to(folder)
    (folder / "note.txt").symlink_to(secret / "secret.request.yaml")
    os.mkfifo(folder / "c.request.yaml")
    read = json.loads(read_folder(folder))
    assert list(read["files"]) == ["a.request.yaml"]
    link = "it is a link, and links are not followed"
    assert read["skipped"] == [
        ["b.request.yaml", link],
        ["c.request.yaml", "it is no file"],
        ["inner", link],
        ["loop", link],
    ]


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    folder = made(tmp_path, "a.request.yaml")
    (folder / "b.request.yaml").write_bytes(b"url: \xff")
    (folder / "c.request.yaml").write_bytes(b"\xef\xbb\xbfurl: x")
    (folder / os.fsdecode(b"\xff.request.yaml")).write_text(REQUEST)
    read = json.loads(read_folder(folder))
    assert read["files"]["c.request.yaml"] == "url: x"
    assert read["skipped"] == [["b.request.yaml", "it is no UTF-8"]]
    assert len(read["files"]) == 3


@pytest.mark.parametrize(
    ("paths", "said"),
    [
        ((), "'api' holds no file that ends in .request.yaml"),
        (("notes.md",), "'api' holds no file that ends in .request.yaml"),
        (
            ("collections/one/a.request.yaml", "collections/two/b.request.yaml"),
            "holds collections and is none itself: give one of 'one', 'two'",
        ),
    ],
)
def test_what_is_no_collection(paths: tuple[str, ...], said: str, tmp_path: Path) -> None:
    folder = tmp_path / "api"
    folder.mkdir()
    with pytest.raises(InputError, match=said):
        read_folder(made(folder, *paths))


def test_a_folder_of_collections(tmp_path: Path) -> None:
    folder = made(tmp_path / "collections", "one/a.request.yaml", "two/b/c.request.yaml")
    with pytest.raises(InputError, match="give one of 'one', 'two'"):
        read_folder(folder)
    made(folder, ".resources/definition.yaml")
    assert len(taken(folder)) == 3


def git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=a", "-c", "user.email=a@b.c")
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def committed(tmp_path: Path) -> Path:
    """A collection in a repository, with a file and a link that are no part of it."""
    folder = made(tmp_path / "api", "a.request.yaml", "b/c.request.yaml", ".git.d/d.request.yaml")
    (folder / "b" / ".resources").mkdir()
    (folder / "b" / ".resources" / "definition.yaml").write_text("name: \u00fcber\n")
    (folder / "empty.request.yaml").write_text("")
    (folder / "link.request.yaml").symlink_to("a.request.yaml")
    (folder / "notes.md").write_text("more")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "first")
    return folder


def at(folder: Path, revision: str, most: int = folders.MOST_BYTES) -> dict[str, bytes] | None:
    commit = commit_of(folder.parent, revision)
    return read_folder_at(folder, commit, folders.is_of_interest, most)


def test_a_folder_as_it_was_in_a_revision(committed: Path) -> None:
    (committed / "link.request.yaml").unlink()
    now = read_folder(committed)
    shutil.rmtree(committed)
    found = at(committed, "HEAD")
    assert found is not None
    assert list(found) == [
        "a.request.yaml",
        "b/.resources/definition.yaml",
        "b/c.request.yaml",
        "empty.request.yaml",
    ]
    assert folders.as_bytes("api", found) == now
    assert at(committed.parent / "other", "HEAD") is None
    with pytest.raises(InputError, match="more than any collection does"):
        at(committed, "HEAD", most=10)


def test_diff_against_a_revision(committed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(committed.parent)
    (committed / "a.request.yaml").write_text(REQUEST + "name: Other\nqueryParams: {page: 1}\n")
    done = CliRunner().invoke(main, ["diff", "api", "--against", "HEAD"])
    assert done.exit_code == 0, done.output
    assert "page" in done.stdout
    done = CliRunner().invoke(main, ["diff", "api/b", "--against", "HEAD"])
    assert (done.exit_code, "nothing changed" in done.stdout) == (0, True)


@pytest.mark.parametrize("bound", ["_MOST_FILES", "MOST_BYTES", "_MOST_ENTRIES"])
def test_more_than_a_collection_holds(
    bound: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(tmp_path, *(f"{number}.request.yaml" for number in range(5)))
    monkeypatch.setattr(folders, bound, 3)
    with pytest.raises(InputError, match="more than any collection does"):
        read_folder(tmp_path)


def test_folders_without_end(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nested deeper than 100 folders"):
        read_folder(made(tmp_path, "a/" * 102 + "b.request.yaml"))
