"""templates/README.md is the contract: what it says that templates see, they see."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator import pipeline
from generator.diagnostics import Level
from generator.output.lock import EMPTY
from generator.pipeline import Options
from generator.python import package, tests
from tests.helpers.collections import ROOT, sample_path

ROWS = re.findall(
    r"^\| `(\w+)` \| [^|]+ \| `(\w+)`(?: \([^)]*\))?: ([^|]+) \|$",
    (ROOT / "templates" / "README.md").read_text(),
    re.MULTILINE,
)


def test_the_table_was_read() -> None:
    assert {variable for variable, _, _ in ROWS} >= {"package", "resource", "module", "suite"}


@pytest.mark.parametrize(("variable", "kind", "fields"), ROWS)
def test_fields(variable: str, kind: str, fields: str) -> None:
    found = getattr(package, kind, None) or getattr(tests, kind)
    plain = re.sub(r"\([^)]*\)|\bor None\b|\band\b|`", "", fields)
    named = [word.strip() for word in plain.split(",")]
    assert named
    assert [name for name in named if name and not hasattr(found, name)] == []


def generate(folder: Path) -> pipeline.Result:
    source = pipeline.read(sample_path("belvo").read_bytes())
    return pipeline.run(source, EMPTY, Options(templates=folder))


def test_one_template_takes_the_place_of_ours(tmp_path: Path) -> None:
    (tmp_path / "API.md.j2").write_text(
        "{% for row in package.rows %}\n* {{ row.call }}\n{% endfor %}\n"
    )
    done = generate(tmp_path)
    lines = done.files["API.md"].decode().splitlines()
    assert len(lines) == 2
    assert all(line.startswith("* `") for line in lines)
    assert b"class Client" in done.files["client.py"]
    assert not [one for one in done.diagnostics if one.code == "added-template"]


def test_a_misspelled_template_is_a_warning(tmp_path: Path) -> None:
    (tmp_path / "resources").mkdir()
    (tmp_path / "resources" / "[resources].md.j2").write_text("")
    (tmp_path / "API.j2").write_text("nothing\n")
    (tmp_path / "_own.j2").write_text("")
    (tmp_path / "resources" / "[resources].md.j2").unlink()
    found = [one for one in generate(tmp_path).diagnostics if one.code == "added-template"]
    assert [(one.level, one.where) for one in found] == [(Level.WARNING, "API.j2")]
    assert "API.md.j2" in found[0].message
