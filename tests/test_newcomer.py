"""What somebody writes who has just found the client, against a real server on loopback."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import textwrap
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import ModuleType
from typing import Any
from uuid import UUID

import pytest

from tests.helpers.belvo import BALANCE, ERROR, LINK, MFA
from tests.helpers.collections import ROOT
from tests.helpers.packages import imported

SECRETS: dict[str, Any] = {"secret_id": "i", "secret_password": "p"}
LINK_ID = "00000000-0000-0000-0000-000000000006"


@dataclass
class Api:
    """A server that answers by method and path, and keeps the credentials that came."""

    address: str
    answers: dict[str, tuple[int, object]] = field(default_factory=dict)
    seen: list[str | None] = field(default_factory=list)


@pytest.fixture
def api() -> Iterator[Api]:
    class Handler(BaseHTTPRequestHandler):
        def handle_one_request(self) -> None:
            self.raw_requestline = self.rfile.readline()
            if not self.raw_requestline or not self.parse_request():
                return
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            made.seen.append(self.headers.get("Authorization"))
            status, body = made.answers.get(f"{self.command} {self.path}", (404, [ERROR]))
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(body).encode())

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made = Api(f"http://127.0.0.1:{server.server_port}")
    made.answers = {
        f"PUT /api/links/{LINK_ID}/": (200, LINK),
        "PATCH /api/balances/": (428, MFA),
    }
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield made
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def belvo(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    for name in ("BASE_URL", "SECRET_ID", "SECRET_PASSWORD"):
        monkeypatch.delenv(f"BELVO_{name}", raising=False)
    with imported(ROOT / "generated" / "belvo") as package:
        yield package


SCRIPT = """
    from belvo import Client, errors

    with Client() as client:
        link = client.links.update("{link}", password="new")
        print(link.institution, link.last_accessed_at.year)
        try:
            client.balances.resume(session="00000000-0000-0000-0000-000000000004", token="1")
        except errors.PreconditionRequiredError as error:
            print(error.status_code, error.body.token_generation_data.instructions)
"""


def script(environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", textwrap.dedent(SCRIPT.format(link=LINK_ID))],
        env={"PYTHONPATH": str(ROOT / "generated"), "PYTHONDONTWRITEBYTECODE": "1", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_script(api: Api) -> None:
    """All that it needs comes from the environment."""
    secrets = {"BELVO_SECRET_ID": "i", "BELVO_SECRET_PASSWORD": "p"}
    done = script({"BELVO_BASE_URL": api.address, **secrets})
    assert (done.stdout, done.stderr) == ("bank 2024\n428 i\n", "")
    assert api.seen == ["Basic aTpw"] * 2


def test_a_script_without_credentials(api: Api) -> None:
    done = script({"BELVO_BASE_URL": api.address})
    assert done.returncode == 1
    last = done.stderr.splitlines()[-1]
    assert "MissingSetting" in last
    assert "Client(secret_id=...)" in last
    assert "BELVO_SECRET_ID" in last
    assert api.seen == []


def test_arguments_come_before_the_environment(
    api: Api, belvo: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BELVO_BASE_URL", "http://127.0.0.1:9")
    with belvo.Client(base_url=f"{api.address}/") as client:
        with pytest.raises(belvo.errors.MissingSetting):
            client.links.update(LINK_ID)
        client.authenticate(**SECRETS)
        link = client.links.update(UUID(LINK_ID), username_type="001")
        assert link.id == UUID(LINK_ID)
        assert link.status == "valid"
        with pytest.raises(belvo.errors.NotFoundError, match="404") as raised:
            client.links.update("other")
        assert raised.value.body[0].code == "c"
    assert api.seen == ["Basic aTpw"] * 2
    with pytest.raises(RuntimeError, match="closed"):
        client.links.update(LINK_ID)


def test_nobody_is_there(belvo: ModuleType) -> None:
    with (
        belvo.Client(base_url="http://127.0.0.1:9", max_retries=0, **SECRETS) as client,
        pytest.raises(belvo.errors.APIConnectionError, match=r"http://127\.0\.0\.1:9/api"),
    ):
        client.links.update(LINK_ID)


def test_asynchronous(api: Api, belvo: ModuleType) -> None:
    api.answers["PATCH /api/balances/"] = (200, [BALANCE])

    async def main() -> list[object]:
        async with belvo.AsyncClient(base_url=api.address, **SECRETS) as client:
            return list(
                await asyncio.gather(client.links.update(LINK_ID), client.balances.resume())
            )

    link, balances = asyncio.run(main())
    assert (link.institution, balances[0].balance) == ("bank", 7)  # type: ignore[attr-defined, index]


def test_a_real_answer_may_differ(
    api: Api, belvo: ModuleType, caplog: pytest.LogCaptureFixture
) -> None:
    """Types come from few examples: what does not fit is returned as it is, and logged once."""
    changed = {**LINK, "last_accessed_at": "never", "new": {"a": 1}}
    del changed["refresh_rate"]
    api.answers[f"PUT /api/links/{LINK_ID}/"] = (200, changed)
    with belvo.Client(base_url=api.address, **SECRETS) as client:
        for _ in range(2):
            link = client.links.update(LINK_ID)
    assert (link.last_accessed_at, link.refresh_rate, link.new) == ("never", None, {"a": 1})
    assert [record.name for record in caplog.records] == ["belvo", "belvo"]
