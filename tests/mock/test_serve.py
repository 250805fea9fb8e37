"""`postgen serve` as a program: a generated client gets typed answers from it."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from collections.abc import Iterator

import httpx2
import pytest

from tests.helpers.collections import ROOT, sample_path

SERVE = [sys.executable, "-m", "generator", "serve", str(sample_path("belvo")), "--port"]


@pytest.fixture
def server() -> Iterator[tuple[subprocess.Popen[str], str]]:
    with subprocess.Popen(
        [*SERVE, "0"], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        try:
            yield process, process.stdout.readline()
        finally:
            process.kill()


def test_serves_until_it_is_interrupted(server: tuple[subprocess.Popen[str], str]) -> None:
    process, line = server
    address, _, counts = line.partition(" ")
    assert counts == "(2 paths, 13 saved answers)\n"
    answered = httpx2.put(f"{address}/api/links/1/", headers={"Prefer": "status=404"})
    assert answered.status_code == 404
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=10)
    assert process.returncode == 0
    assert said == "PUT /api/links/1/ 404 Links / Update / response 404\n"


def test_says_when_the_port_is_taken() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = subprocess.run(
            [*SERVE, str(port)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith(f"cannot listen at 127.0.0.1:{port}: Address already in use\n")
