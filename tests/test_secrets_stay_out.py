"""Secrets are planted wherever they can stand, and looked for in all that postgen gives."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from generator import pipeline
from generator.cli import main
from tests.helpers.mutate import base
from tests.helpers.packages import unformatted
from tests.helpers.planted import Mint, by_look, by_place, outputs

CONTROL = "a-word-that-is-no-secret"


@pytest.fixture(autouse=True)
def _unformatted() -> Iterator[None]:
    with unformatted():
        yield


def leaks(mint: Mint, value: Any, place: Path) -> dict[str, list[str]]:
    """Where secrets were found: the output, and the places they were planted at."""
    value["item"][0]["description"] = CONTROL
    said = outputs(place, value, base())
    assert any(CONTROL in text for text in said.values())
    return {name: found for name, text in said.items() if (found := mint.found_in(text))}


@pytest.mark.parametrize("seed", [1, 2])
def test_by_place(seed: int, tmp_path: Path) -> None:
    mint = Mint(seed)
    assert leaks(mint, by_place(mint), tmp_path) == {}
    assert len(mint.made) > 50


@pytest.mark.parametrize("seed", [1, 2])
def test_by_look_in_any_text(seed: int, tmp_path: Path) -> None:
    mint = Mint(seed)
    assert leaks(mint, by_look(mint, base()), tmp_path) == {}
    assert len(mint.made) > 50


def test_the_search_finds_what_is_not_redacted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Were the redaction gone, what gets into a client would be found, and nothing be written."""
    monkeypatch.setattr(pipeline, "redaction", lambda one, **_: pipeline.Redaction(one))
    mint = Mint(1)
    with pytest.raises(AssertionError, match="looks like a secret") as raised:
        outputs(tmp_path, by_look(mint, base()), base())
    assert not mint.found_in(str(raised.value))
    assert not (tmp_path / "out").exists()
    monkeypatch.setattr(pipeline, "refuse_leaks", lambda _: None)
    mint = Mint(1)
    value = by_place(mint)
    (tmp_path / "acme.json").write_text(json.dumps(value))
    result = pipeline.run(
        pipeline.read((tmp_path / "acme.json").read_bytes()),
        pipeline.Lock("", "", {}, {}),
        pipeline.Options(),
    )
    text = "".join(content.decode() for content in result.files.values())
    assert len(mint.found_in(text)) > 15


def test_check_fails_where_a_file_of_ours_holds_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "acme.json").write_text(json.dumps(base()))
    run = CliRunner().invoke
    assert run(main, ["generate", "acme.json", "--name", "acme"]).exit_code == 0
    assert run(main, ["check", "acme.json", "--name", "acme"]).exit_code == 0
    secret = Mint(1).look("a file")
    path = tmp_path / "generated" / "acme" / "client.py"
    path.write_text(f'{path.read_text()}\nTOKEN = "{secret}"\n')
    done = run(main, ["check", "acme.json", "--name", "acme"])
    assert done.exit_code == 1
    lines = path.read_text().count("\n")
    assert f"secret: generated/acme/client.py, line {lines}: github-token" in done.stdout
    assert secret not in done.output
