"""Scripts of a collection in the generated tests: offline, and from answer to request."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from generator.cli import main
from tests.helpers.collections import collection, item
from tests.helpers.packages import run, write
from tests.helpers.server import Server, serving

CASE = Path(__file__).parent / "cases" / "scripts" / "input.json"


def scripted(name: str, script: str, body: object) -> dict[str, Any]:
    """An item with a script and a saved answer."""
    answer = {
        "name": "Saved",
        "code": 200,
        "header": [{"key": "Content-Type", "value": "application/json"}],
        "body": json.dumps(body),
        "_postman_previewlanguage": "json",
    }
    made = item(name, path=f"/{name}", answers=[answer])
    return made | {"event": [{"listen": "test", "script": {"exec": script.split("\n")}}]}


def pytest_of(package: Path, *arguments: str, **environment: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-rsxX", "-q", *arguments],
        cwd=package,
        env={"PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1", **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


def index(result: Any) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = json.loads(result.files["tests/scripts.json"])["items"]
    return items


def test_what_a_saved_answer_contradicts_is_said_and_expected(tmp_path: Path) -> None:
    script = "pm.test('is open', () => { pm.expect(pm.response.json().state).to.eql('open'); });"
    result = run(collection(scripted("order", script, {"state": "paid"})))
    (said,) = [d for d in result.diagnostics if d.code == "script-contradicts"]
    assert "'is open'" in said.message
    assert "it is 'paid'" in said.message
    code, shown = pytest_of(write(result, tmp_path / "acme"), "tests/test_scripts.py")
    assert code == 0, shown
    assert "XFAIL" in shown
    assert "1 passed, 1 xfailed" in shown


def test_a_saved_answer_that_is_changed_fails(tmp_path: Path) -> None:
    script = "pm.test('is open', () => { pm.expect(pm.response.json().state).to.eql('open'); });"
    package = write(
        run(collection(scripted("order", script, {"state": "open"}))), tmp_path / "acme"
    )
    (examples,) = (package / "tests" / "examples").glob("*.json")
    examples.write_text(examples.read_text().replace('"open"', '"paid"'))
    code, shown = pytest_of(package, "tests/test_scripts.py")
    assert code == 1
    assert "'paid' == 'open'" in shown


def test_a_script_is_played_on_the_answer_of_its_status() -> None:
    script = "pm.test('no', () => pm.response.to.have.status(404));"
    made = scripted("order", script, {})
    made["response"].append({**made["response"][0], "code": 404, "name": "None"})
    result = run(collection(made))
    (entry,) = index(result)
    (file,) = [json.loads(c) for path, c in result.files.items() if "/examples/" in path]
    assert file["examples"][entry["answer"]["example"]]["response"]["status"] == 404
    assert "contradicted" not in entry["answer"]


def test_what_another_answer_gives_is_left_to_the_live_tests() -> None:
    script = "pm.test('same', () => pm.expect(pm.environment.get('x')).to.eql(1));"
    (entry,) = index(run(collection(scripted("order", script, {}))))
    assert entry["answer"]["undecided"] == {"same": "the variable x"}


@pytest.mark.parametrize(
    ("script", "cause"),
    [
        ("let n = 'x'; for (let i = 0; i < 1000; i++) { n = n + n; }", "too large"),
        ("let n = 0; for (let i = 0; i < 1e9; i++) { n = n + i; }", "steps"),
        ("/(a+)+$/.test('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab!');", ""),
        ("tests['t'] = /(a+)+$/.test('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab!');", "long"),
        ("let s = 'xxxxxxxxxx'; for (let i = 0; i < 9; i++) { s = s.replace(/x/g, s); }", "long"),
    ],
)
def test_scripts_that_would_not_end_are_not_played(script: str, cause: str) -> None:
    result = run(collection(scripted("order", f"{script}\ntests['end'] = true;", {})))
    (entry,) = index(result)
    assert cause in entry["answer"].get("undecided", {}).get("", "")


HOSTILE = [
    "__import__('os').system('touch /tmp/owned')",
    '"""\nimport os\n"""',
    "'; import os; '",
    "\\",
    "\u202e\u2028#\r\n import os",
    "{{ package }}{% raw %}",
]


def hostile(number: int, text: str) -> dict[str, Any]:
    written = json.dumps(text)
    script = f"""
    pm.test({written}, () => {{
        pm.expect(pm.response.json()[{written}]).to.eql({written});
    }});
    pm.environment.set({written}, {written});
    /* {text.replace("*/", "")} */
    foo({written});
    """
    return {**scripted(f"order-{number}", script, {text: text}), "name": text}


def test_texts_of_scripts_are_only_texts(tmp_path: Path) -> None:
    result = run(collection(*(hostile(number, text) for number, text in enumerate(HOSTILE))))
    entries = index(result)
    assert len(entries) == len(HOSTILE)
    assert not any("contradicted" in entry["answer"] for entry in entries)
    code, shown = pytest_of(write(result, tmp_path / "acme"), "tests/test_scripts.py")
    assert code == 0, shown
    assert f"{len(HOSTILE)} passed" in shown


def test_a_client_without_scripts_has_no_helpers_for_them() -> None:
    result = run(collection(item("order")))
    assert not [path for path in result.files if "script" in path or "postman" in path]


# --- live ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def acme(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(run(json.loads(CASE.read_text())), tmp_path_factory.mktemp("live") / "acme")


@pytest.fixture
def server() -> Iterator[Server]:
    order = {"id": "o-7", "state": "open", "amount": 5, "customer": {"name": "Ada"}}
    address = {"address": {"city": {"name": "Ålesund"}}}
    orders = [{**order, "customer": address}, {**order, "id": "o-8", "state": "paid"}]
    orders[1]["customer"] = address
    with serving() as server:
        server.answers["/session"] = 200, json.dumps({"token": "t-9"})
        server.answers["/orders"] = 200, json.dumps({"total": 2, "orders": orders})
        server.answers["/orders/o-7"] = 200, json.dumps(order)
        yield server


def live(package: Path, server: Server) -> tuple[int, str]:
    return pytest_of(package, "tests/test_live.py", POSTGEN_LIVE="1", ACME_BASE_URL=server.address)


def test_values_flow_from_answers_to_requests(acme: Path, server: Server) -> None:
    code, shown = live(acme, server)
    assert code == 0, shown
    assert [asked.target for asked in server.asked] == ["/session", "/orders", "/orders/o-7"]
    assert [asked.headers.get("authorization") for asked in server.asked[1:]] == ["Bearer t-9"] * 2


def test_what_a_script_asserts_decides(acme: Path, server: Server) -> None:
    server.answers["/orders/o-7"] = 200, json.dumps({"id": "o-8", "customer": {"name": "Ada"}})
    code, shown = live(acme, server)
    assert code == 1
    assert "it is the order that was asked for" in shown
    assert "1 failed, 2 passed" in shown


def test_what_has_no_translation_is_told_script_by_script(tmp_path: Path) -> None:
    adds = "pm.request.headers.add({key: 'X'})"
    made = collection(
        scripted("order", "pm.visualizer.set('x', {});\npm.test('a', () => { eval(b)(c); });", {}),
        event=[{"listen": "prerequest", "script": {"exec": [adds]}}],
    )
    told = [(d.where, d.message) for d in run(made).diagnostics if d.code == "untranslated-script"]
    assert told[0] == (
        "",
        "in the collection's script before the request a statement is a comment in the tests: "
        "`pm.request.headers.add()`; the client does nothing of it either",
    )
    assert told[1][0] == "order"
    assert told[1][1].startswith("in the script after the request 2 statements are comments")
    path = tmp_path / "acme.json"
    path.write_text(json.dumps(made))
    shown = CliRunner().invoke(main, ["inspect", str(path)]).output
    assert f"notice: {told[0][1]} [untranslated-script]" in shown.splitlines()
