"""The two commands: what they print and write, and what they refuse."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from tests.helpers.collections import collection, folder, item, sample_path

BELVO = str(sample_path("belvo"))


def run(*arguments: str, data: bytes | None = None) -> Result:
    return CliRunner().invoke(main, arguments, input=data)


def test_one_item_in_one_language() -> None:
    done = run("snippets", BELVO, "--language", "curl", "--item", "Links/Update")
    assert done.exit_code == 0
    assert done.stdout.startswith("curl -X PUT\n\t-u '{{secretId}}:{{secretPassword}}'\n")
    assert run("snippets", BELVO, "-l", "curl", "--item", "Update").stdout == done.stdout


def test_all_items_with_their_titles() -> None:
    done = run("snippets", BELVO, "-l", "python")
    assert [line for line in done.stdout.split("\n") if line.startswith("==>")] == [
        "==> Links / Update <==",
        "==> Balances / Resume <==",
    ]


def test_as_published_says_that_values_stand_as_they_are() -> None:
    done = run("snippets", BELVO, "-l", "chilkat-tcl", "--item", "Resume", "--as-published")
    assert done.exit_code == 0
    assert "set json [CkJsonArray_ObjectAt $jarrResp $i]" in done.stdout
    assert "words in bodies" in done.stderr
    assert "redacted-" not in done.stdout
    assert "redacted-" in run("snippets", BELVO, "-l", "chilkat-tcl", "--item", "Resume").stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("-l", "cobol"), "one of python, curl, curl-sh, javascript"),
        (("-l", "curl", "--item", "Nothing\x1b"), 'no item "Nothing\\x1b"'),
        ((), "--language"),
    ],
)
def test_what_is_refused(arguments: tuple[str, ...], said: str) -> None:
    done = run("snippets", BELVO, *arguments)
    assert done.exit_code == 2
    assert said in done.stderr.replace("\n", " ")


def test_bad_input_is_one_line(tmp_path: Path) -> None:
    file = tmp_path / "x.json"
    file.write_text("[]")
    for command in (
        ["snippets", str(file), "-l", "curl"],
        ["pages", str(file), "-o", str(tmp_path / "s")],
    ):
        done = run(*command)
        assert (done.exit_code, done.stdout) == (2, "")
        assert done.stderr.count("\n") == 1
    assert not (tmp_path / "s").exists()


def test_pages_are_written_and_follow_the_collection(tmp_path: Path) -> None:
    output = tmp_path / "site"
    two = collection(folder("F", item("One"), item("Two")))
    first = run("pages", "-", "-o", str(output), data=json.dumps(two).encode())
    assert first.exit_code == 0, first.stderr
    assert "2 items" in first.stdout
    assert (output / "items" / "f" / "two.html").is_file()
    again = run("pages", "-", "-o", str(output), data=json.dumps(two).encode())
    assert "0 files written" in again.stdout
    one = collection(folder("F", item("One")))
    run("pages", "-", "-o", str(output), data=json.dumps(one).encode())
    assert not (output / "items" / "f" / "two.html").exists()


def test_pages_do_not_overwrite_what_is_not_theirs(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("mine")
    done = run("pages", BELVO, "-o", str(tmp_path))
    assert done.exit_code == 2
    assert (tmp_path / "index.html").read_text() == "mine"
    assert run("pages", BELVO, "-o", str(tmp_path), "--force").exit_code == 0


@pytest.mark.parametrize("command", ["snippets", "pages"])
def test_help_is_instant(command: str) -> None:
    script = (
        "import sys\nfrom generator.cli import main\n"
        f"main([{command!r}, '--help'], standalone_mode=False)\n"
        "assert not {'jinja2', 'pygments', 'black', 'jsonschema'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", script], check=True, capture_output=True)
