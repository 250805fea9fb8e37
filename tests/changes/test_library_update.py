"""The library's next export, as its reviewer sees it: in all formats, line by line."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from tests.helpers.collections import sample, sample_path
from tests.helpers.library_update import EXPORT, FOLDER, export

REPORTS = {
    "text": "report.txt",
    "markdown": "report.md",
    "json": "report.json",
    "html": "report.html",
}


def test_the_export_is_that_of_the_sample(request: pytest.FixtureRequest) -> None:
    text = export(sample("library"))
    if request.config.getoption("--update-cases"):
        EXPORT.write_text(text)
    assert EXPORT.read_text() == text


@cache
def report(form: str, *more: str) -> str:
    arguments = [str(sample_path("library")), str(EXPORT), "--format", form, *more]
    done = CliRunner().invoke(main, ["diff", *arguments])
    assert done.exit_code == 0, done.output
    return done.stdout


@pytest.mark.parametrize("form", REPORTS)
def test_report(form: str, request: pytest.FixtureRequest) -> None:
    found = report(form)
    file = FOLDER / REPORTS[form]
    if request.config.getoption("--update-cases"):
        file.write_text(found)
    assert file.read_text() == found


def test_ten_changes_are_ten_lines() -> None:
    lines = report("text").splitlines()
    assert len([line for line in lines if line.startswith("  ")]) == 10
    (document,) = json.loads(report("json"))["reports"]
    assert len(document["changes"]) == sum(document["counts"].values()) == 10


def test_the_page_needs_nothing_else() -> None:
    page = report("html")
    assert "default-src 'none'" in page
    assert not re.findall(r"(?:src|href)=\"(?!#|data:,)", page)
    assert "http" not in re.sub(r"https?://[a-z.]*example\.(?:com|org)", "", page).replace(
        "http-equiv", ""
    )


def test_the_report_goes_to_a_file(tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    assert report("html", "-o", str(file)) == ""
    assert file.read_text() == report("html")
