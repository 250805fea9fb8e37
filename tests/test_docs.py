"""What the documents name is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.helpers.collections import ROOT

DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("t*/**/README.md")])
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_documents_name_only_what_is_there(path: Path) -> None:
    text = path.read_text()
    named = set(re.findall(r"(?:`|^\s*)make ([a-z-]+)", text, re.MULTILINE))
    assert named <= TARGETS
    for link in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", text):
        assert (path.parent / link).exists(), link
