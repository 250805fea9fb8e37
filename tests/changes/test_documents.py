"""The documents and the code say the same of every kind of change."""

from __future__ import annotations

import json
import re

from generator.changes.data import FORMAT
from generator.changes.model import KINDS, Severity
from tests.helpers.collections import ROOT
from tests.helpers.library_update import FOLDER
from tests.helpers.pairs import PAIRS

TABLE = re.compile(r"^\| .* \| (?P<severities>[a-z; ]+) \| (?P<kinds>`.*`) \|$", re.MULTILINE)

WITHOUT_PAIR = {
    # Not of a collection but of options, or of two packages: `test_diff.py`.
    *("package-renamed", "export-removed", "export-added", "variable-changed"),
    # Only without a lock, or with `--rename`: `test_rules.py`.
    "model-renamed",
    # No collection requires a key of an object in a body: `test_rules.py`.
    *("key-required", "key-optional"),
    # What no rule has a name for: `test_rules.py`.
    *("operation-changed", "code-changed", "model-added"),
}


def test_the_table_is_that_of_the_code() -> None:
    text = (ROOT / "docs" / "compatibility.md").read_text()
    told: dict[str, str] = {}
    for row in TABLE.finditer(text):
        kinds = re.findall("`([^`]*)`", row["kinds"])
        told.update(zip(kinds, row["severities"].split("; "), strict=True))
    assert told == {kind: str(severity) for kind, severity in KINDS.items()}


def test_every_kind_has_a_pair() -> None:
    seen = {line.split()[1] for pair in PAIRS for line in pair.changes.splitlines()}
    assert set(KINDS) - seen == WITHOUT_PAIR


def test_every_key_of_the_document_is_described() -> None:
    text = (ROOT / "docs" / "reviewing.md").read_text()
    document = json.loads((FOLDER / "report.json").read_bytes())
    assert document["format"] == FORMAT
    (report,) = document["reports"]
    keys = {*document, *report, *report["changes"][0], *report["changes"][0]["collection"]}
    described = set(re.findall(r"`\.*([a-z]+)(?:\[\])?`", text))
    assert keys - described == set()
    assert {str(one) for one in Severity} <= described


def test_the_readme_shows_the_report() -> None:
    shown = (ROOT / "README.md").read_text().partition("```text\n")[2].partition("```")[0]
    report = (FOLDER / "report.txt").read_text().splitlines()
    for line in shown.splitlines():
        assert line in report or line.strip() == "…"
