"""Items as the original pages show them: statements, curl command and JSON.

The rules know none of these items; the same ones hold for all.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.judge import judge_snippet
from tests.snippets.books import snippet
from tests.snippets.purebasic import problems

DATA = Path(__file__).parent / "data"
AUTH = {
    "type": "basic",
    "basic": [
        {"key": "username", "value": "{{secretId}}"},
        {"key": "password", "value": "{{secretPassword}}"},
    ],
}


def item(name: str) -> Any:
    return json.loads((DATA / f"{name}.item.json").read_bytes())


def published(name: str, language: str) -> str:
    return snippet(item(name), language, as_published=True, auth=AUTH)


def statements(program: str, comment: str) -> list[str]:
    lines = [line.rstrip() for line in program.split("\n")]
    return [line for line in lines if line and not line.lstrip().startswith(comment)]


@pytest.mark.parametrize(
    ("name", "language", "suffix", "comment"),
    [
        ("balances_resume", "chilkat-tcl", "tcl", "#"),
        ("links_update", "chilkat-purebasic", "pb", ";"),
    ],
)
def test_statements(name: str, language: str, suffix: str, comment: str) -> None:
    expected = (DATA / f"{name}.{suffix}").read_text(encoding="utf-8")
    assert statements(published(name, language), comment) == statements(expected, comment)


@pytest.mark.parametrize("name", ["balances_resume", "links_update"])
def test_curl(name: str) -> None:
    expected = (DATA / f"curl_{name}.sh").read_text(encoding="utf-8")
    assert published(name, "curl").split() == expected.split()


@pytest.mark.parametrize("name", ["balances_resume", "links_update"])
def test_item_json(name: str) -> None:
    expected = (DATA / f"{name}.item.json").read_text(encoding="utf-8")
    shown = published(name, "item-json")
    assert shown.split() == expected.split()
    assert shown == expected
    # Compact, and written with other escapes, it is laid out just so.
    compact = json.dumps(item(name), ensure_ascii=False, separators=(",", ":"))
    assert snippet(json.loads(compact), "item-json", as_published=True) == expected


def test_known_faults_are_only_as_published() -> None:
    faults = published("balances_resume", "chilkat-purebasic")
    assert any("json is lost" in one for one in problems(faults))
    assert any("Id is declared twice" in one for one in problems(faults))
    corrected = snippet(item("balances_resume"), "chilkat-purebasic", auth=AUTH)
    assert problems(corrected) == []
    assert "accountId.s" in corrected


def test_an_open_bracket_in_tcl_is_a_known_fault() -> None:
    made = {
        "name": "A",
        "request": {
            "method": "POST",
            "url": "https://x.example/a",
            "body": {"mode": "raw", "raw": '{"records": [{"a": "b"}]}'},
        },
    }
    line = 'CkJsonObject_UpdateString $json "records{}.a" "b"'
    assert line.format("[0]") in snippet(made, "chilkat-tcl", as_published=True)
    assert line.format("\\[0]") in snippet(made, "chilkat-tcl")


@pytest.mark.parametrize("text", ["[exec id]", "}; exec id; {", "$x", "a[0].b", "\\[exec id]"])
def test_no_text_runs_as_published(text: str) -> None:
    made = {
        "name": "A",
        "request": {
            "method": "POST",
            "url": "https://x.example/a",
            "body": {"mode": "raw", "raw": json.dumps({"a": text, text: 1})},
        },
        "response": [{"code": 200, "body": json.dumps([{text: text}])}],
    }
    shown = snippet(made, "chilkat-tcl", as_published=True)
    if text != "a[0].b":
        judge_snippet("chilkat-tcl", shown)
    for line in statements(shown, "#"):
        code = line.replace("\\\\", "").replace("\\[", "").replace("\\$", "")
        assert "[exec" not in code
        assert "$x" not in code
        if "exec id;" in code:
            assert "\\}; exec id; \\{" in line
