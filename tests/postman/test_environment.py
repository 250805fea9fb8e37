"""Environment and globals files: what is read, and which value wins."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.diagnostics import InputError
from generator.output.lock import EMPTY
from generator.pipeline import Options, read, run
from generator.postman.environment import read_environment
from generator.postman.variables import resolve, scope
from tests.helpers.collections import Json, collection, item

COLLECTION = collection(
    item("Get", path="/things?version={{version}}&key={{key}}"),
    variable=[
        {"key": "baseUrl", "value": "https://{{host}}"},
        {"key": "version", "value": "1"},
        {"key": "key", "value": "k"},
    ],
)


def values(*pairs: tuple[str, str], **more: Any) -> Json:
    return {"name": "E", "values": [{"key": k, "value": v} for k, v in pairs], **more}


def data(value: object) -> bytes:
    return json.dumps(value).encode()


def test_the_environment_goes_before_the_collection_and_that_before_globals() -> None:
    environment = values(("version", "2"), ("host", "a.test"))
    world = values(("host", "b.test"), ("key", "g"), _postman_variable_scope="globals")
    source = read(data(COLLECTION), [data(environment), data(world)])
    known = scope(source.collection.variables)
    assert resolve("{{baseUrl}} {{version}} {{key}}", known) == "https://a.test 2 k"


def test_disabled_values_do_not_count_and_the_last_of_a_name_wins() -> None:
    environment = values(("a", "1"), ("a", "2"), ("a", "3"))
    environment["values"][2]["enabled"] = False
    known = scope(read_environment(data(environment)).variables)
    assert known == {"a": "2"}


@pytest.mark.parametrize(
    "wrapped",
    [b"\xef\xbb\xbf" + data(values(("a", "1"))), data({"environment": values(("a", "1"))})],
)
def test_forms(wrapped: bytes) -> None:
    assert [v.key for v in read_environment(wrapped).variables] == ["a"]


STAGING = b"""\
name: Staging
values:
  - key: base_url
    value: 'https://staging.example.com'
    enabled: true
    type: default
  - {key: off, value: x, enabled: false}
  - {key: token, value: made-up, secret: true}
  - {key: number, value: 1}
"""


def test_the_yaml_of_v3() -> None:
    read = read_environment(STAGING)
    assert (read.name, read.is_globals) == ("Staging", False)
    assert [(v.key, v.value, v.type, v.disabled) for v in read.variables] == [
        ("base_url", "https://staging.example.com", "default", False),
        ("off", "x", "", True),
        ("token", "made-up", "secret", False),
        ("number", "1", "", False),
    ]
    mapped = read_environment(b"name: Globals\nvalues: {a: b}\n")
    assert mapped.is_globals
    assert [(v.key, v.value) for v in mapped.variables] == [("a", "b")]


@pytest.mark.parametrize("wrong", [b"", b"name: [", b"a: 1", b"$kind: http-request\nurl: x\n"])
def test_yaml_that_is_no_environment(wrong: bytes) -> None:
    with pytest.raises(InputError):
        read_environment(wrong)


@pytest.mark.parametrize("wrong", [b"[]", b"{", data(COLLECTION), data({"values": 1})])
def test_what_is_none(wrong: bytes) -> None:
    with pytest.raises(InputError):
        read_environment(wrong)


def test_its_values_are_defaults_and_its_secrets_go_nowhere() -> None:
    environment = values(("host", "live.acme.test"), ("version", "2026"))
    environment["values"].append({"key": "key", "value": "hunter2hunter2", "type": "secret"})
    result = run(read(data(COLLECTION), [data(environment)]), EMPTY, Options(make_async=False))
    texts = {path: content.decode() for path, content in result.files.items()}
    assert "https://live.acme.test" in texts["client.py"]
    assert "version: int | Omit = 2026" in texts["client.py"]
    assert not any("hunter2" in text for text in texts.values())


def test_on_the_command_line(tmp_path: Path) -> None:
    (tmp_path / "c.json").write_bytes(data(COLLECTION))
    (tmp_path / "e.json").write_bytes(data(values(("host", "live.acme.test"))))
    command = ["generate", str(tmp_path / "c.json"), "-o", str(tmp_path / "out"), "--no-async"]
    with_file = [*command, "--environment", str(tmp_path / "e.json")]
    assert CliRunner().invoke(main, with_file).exit_code == 0
    client = tmp_path / "out" / "acme" / "client.py"
    assert '"ACME_BASE_URL", "https://live.acme.test"' in client.read_text()
    # What it was made with is part of what `check` compares.
    assert CliRunner().invoke(main, ["check", *with_file[1:]]).exit_code == 0
    assert CliRunner().invoke(main, ["check", *command[1:]]).exit_code == 1


def test_a_file_that_is_none_is_named(tmp_path: Path) -> None:
    (tmp_path / "c.json").write_bytes(data(COLLECTION))
    command = ["generate", str(tmp_path / "c.json"), "--environment", str(tmp_path / "c.json")]
    done = CliRunner().invoke(main, command)
    assert done.exit_code == 2
    assert done.output == (
        f"postgen: {tmp_path}/c.json: this is a collection: an environment has `values`\n"
    )


def test_in_the_config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "c.json").write_bytes(data(COLLECTION))
    (tmp_path / "e.json").write_bytes(data(values(("host", "live.acme.test"))))
    (tmp_path / "postgen.toml").write_text(
        '[clients.acme]\ncollection = "c.json"\nenvironment = "e.json"\n'
    )
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(main, ["generate"]).exit_code == 0
    assert "https://live.acme.test" in (tmp_path / "generated/acme/client.py").read_text()
