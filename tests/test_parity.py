"""What the generated client sends is what newman sent: recorded cases, without npm.

`make parity-cases` records them anew; `make parity` compares whole collections.
"""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.helpers.packages import imported
from tests.tools.parity_cases import Cases, load
from tests.tools.parity_compare import UNSIGNED, compare, signed_with
from tests.tools.parity_network import Recorded
from tests.tools.parity_side import PACKAGE, write

FILES = sorted((Path(__file__).parent / "parity").glob("*.json"))
FEWEST = 60


@pytest.fixture(params=FILES, ids=lambda path: path.stem)
def cases(request: pytest.FixtureRequest) -> Iterator[Cases]:
    return load(request.param)


def test_every_recorded_request_is_sent(
    cases: Cases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    environment = write(cases.prepared, tmp_path)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path / "files")
    with imported(tmp_path / PACKAGE):
        found = differences(cases, tmp_path)
    assert found == cases.differences


def differences(cases: Cases, folder: Path) -> dict[str, list[str]]:
    """The causes for which requests differ, by item."""
    live: Any = importlib.import_module(f"{PACKAGE}.tests.live")
    credentials = json.loads((folder / "credentials.json").read_bytes())
    pinned = json.loads((folder / "dynamic.json").read_bytes())
    dynamic: Any = sys.modules[f"{PACKAGE}._runtime.dynamic"]
    dynamic.made_up = pinned.__getitem__
    found = {}
    with live.Player(transport=httpx2.MockTransport(lambda _: httpx2.Response(200))) as player:
        player.variables.update(pinned)
        played = zip(live.items(), credentials, cases.titles, cases.requests, strict=True)
        for item, secrets, title, theirs in played:
            if secrets:
                player.client.authenticate(**secrets)
            sign_as(theirs)
            ours = as_recorded(player.play(item).exchanges[-1].request)
            if theirs is None:
                found[title] = ["newman sends nothing"]
            elif causes := [one.cause for one in compare(theirs, ours) if not one.is_note]:
                found[title] = causes
    return found


def sign_as(theirs: Recorded | None) -> None:
    """Have signatures made with the time and the nonce of the recorded one."""
    fresh: Any = sys.modules.get(f"{PACKAGE}._runtime.auth.fresh")
    if fresh is not None:
        signed = UNSIGNED if theirs is None else signed_with(theirs)
        fresh.now = lambda: signed["now"]
        fresh.nonce = lambda: signed["nonce"]


def as_recorded(request: httpx2.Request) -> Recorded:
    """A request in the form of a recorded one."""
    headers = tuple((k.decode("latin-1"), v.decode("latin-1")) for k, v in request.headers.raw)
    request.read()
    return Recorded(request.method, request.url.raw_path.decode(), headers, request.content)


def test_there_are_enough() -> None:
    assert sum(request is not None for path in FILES for request in load(path).requests) >= FEWEST


@pytest.mark.parametrize(
    ("theirs", "ours", "causes", "is_equal"),
    [
        (b'{"a": [1]}', b'{"a":[1]}', [], True),
        (b'{"a":{"b":1,"c":2}}', b'{"a":{"c":2,"b":1}}', ["JSON: order of keys"], True),
        (b"[1.10, 1e3]", b"[1.1, 1000.0]", ["JSON: text of a number"], True),
        (
            b'{"a":1.0,"b":2}',
            b'{"b":2,"a":1}',
            ["JSON: order of keys", "JSON: text of a number"],
            True,
        ),
        (b"[12345678901234567890]", b"[12345678901234567891]", ["body: JSON"], False),
        (b"[1]", b"[true]", ["body: JSON"], False),
    ],
)
def test_what_is_told_of_two_json_texts(
    theirs: bytes, ours: bytes, causes: list[str], is_equal: bool
) -> None:
    found = compare(Recorded("POST", "/", (), theirs), Recorded("POST", "/", (), ours))
    assert [one.cause for one in found] == causes
    assert all(one.is_note for one in found) is is_equal
