"""The call of the generated client fits the package that is generated."""

from __future__ import annotations

import ast
import importlib
import inspect
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from tests.helpers.collections import ROOT, item, sample_path
from tests.snippets.books import book, show, snippet

PACKAGES = {"belvo": "belvo", "library": "lantern_library"}


@pytest.fixture(autouse=True)
def _generated(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    before = set(sys.modules)
    monkeypatch.syspath_prepend(str(ROOT / "generated"))
    yield
    for name in set(sys.modules) - before:
        if name.partition(".")[0] in PACKAGES.values():
            del sys.modules[name]


def call_in(program: str) -> ast.Call:
    (call,) = [
        node.value
        for node in ast.walk(ast.parse(program))
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)
    ]
    return call


@pytest.mark.parametrize("sample", PACKAGES)
def test_every_call_is_one_that_the_package_takes(sample: str) -> None:
    package: Any = importlib.import_module(PACKAGES[sample])
    with package.Client() as client:
        for entry in book(sample_path(sample).read_bytes()):
            program = show(entry, "python")
            assert f"from {PACKAGES[sample]} import Client" in program
            call = call_in(program)
            _, *attributes = ast.unparse(call.func).split(".")
            method: Any = client
            for attribute in attributes:
                method = getattr(method, attribute)
            given = {keyword.arg: keyword.value for keyword in call.keywords if keyword.arg}
            inspect.signature(method).bind(*call.args, **given)


def test_the_call_of_the_belvo_sample() -> None:
    (entry,) = [
        one
        for one in book(sample_path("belvo").read_bytes())
        if one.located.item.request.method == "PUT"
    ]
    program = show(entry, "python")
    assert "client.links.update(" in program
    assert "BELVO_SECRET_ID, BELVO_SECRET_PASSWORD" in program


def test_files_are_paths() -> None:
    form = {
        "mode": "formdata",
        "formdata": [
            {"key": "scan", "type": "file", "src": "a.pdf"},
            {"key": "more", "type": "file"},
        ],
    }
    request = {"method": "POST", "url": "https://x.example/scans", "body": form}
    program = snippet({"name": "Upload a scan", "request": request}, "python")
    assert "from pathlib import Path" in program
    assert 'scan=Path("a.pdf"), more=Path("more.bin")' in program


@pytest.mark.parametrize("language", ["curl-sh", "javascript"])
def test_what_is_to_be_run_has_the_values_of_variables(language: str) -> None:
    """But for those that have none, or a secret one."""
    url = {
        "raw": "{{base}}/depots/{{depot}}/:id/{{nowhere}}",
        "variable": [{"key": "id", "value": "doc_7"}],
    }
    headers = [{"key": "X-Depot", "value": "{{depot}}"}, {"key": "X-Key", "value": "{{apiKey}}"}]
    form = {
        "mode": "formdata",
        "formdata": [
            {"key": "scan", "type": "file", "src": "a.pdf"},
            {"key": "note", "type": "text", "value": "of {{depot}} {{empty}}"},
        ],
    }
    request = {"method": "POST", "url": url, "header": headers, "body": form}
    values = {"base": "https://a.example", "depot": "dep_1", "empty": "", "apiKey": "k3y-0f-mine"}
    variables = [{"key": key, "value": value} for key, value in values.items()]
    program = snippet({"name": "Put", "request": request}, language, variable=variables)
    assert "https://a.example/depots/dep_1/doc_7/{{nowhere}}" in program
    assert "of dep_1 {{empty}}" in program
    assert program.count("dep_1") == 3
    assert "{{apiKey}}" in program
    if language == "curl-sh":
        assert '@"a.pdf";type=application/pdf' in program


def test_what_is_nested_too_deep_for_python_is_json() -> None:
    value: object = 1
    for _ in range(150):
        value = [value]
    program = snippet(item("Send it", "POST", body={"deep": value}), "python")
    assert "deep=json.loads(" in program
    assert ast.literal_eval(call_in(program).keywords[0].value.args[0]).count("[") == 150  # type: ignore[attr-defined]
