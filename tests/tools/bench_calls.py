"""What a call of a generated client costs beside the bare HTTP library: run by `bench`.

    python bench_calls.py PACKAGE_FOLDER THING_FILE RECORDS_FILE

Prints one JSON object: for each measurement the ratios of its rounds.
"""

from __future__ import annotations

import http.server
import importlib
import json
import multiprocessing
import statistics
import sys
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import httpx2

ROUNDS = 15
CALLS = 150
DECODES = 4


def serve(answer: bytes, ready: Connection) -> None:
    """Answer every GET, on connections that stay open, until killed."""
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
    whole = head + str(len(answer)).encode() + b"\r\n\r\n" + answer

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            self.wfile.write(whole)

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    ready.send(server.server_port)
    server.serve_forever()


def ratios(ours: Callable[[], object], bare: Callable[[], object], times: int) -> list[float]:
    """How many times `bare` `ours` takes, round by round, the two in turns."""
    for warm_up in (ours, bare) * 5:
        warm_up()
    found = []
    for at in range(ROUNDS):
        # Who is first alternates too.
        order = (ours, bare) if at % 2 else (bare, ours)
        seconds = {call: _seconds(call, times) for call in order}
        found.append(seconds[ours] / seconds[bare])
    return found


def _seconds(call: Callable[[], object], times: int) -> float:
    each = []
    for _ in range(times):
        start = time.perf_counter()
        call()
        each.append(time.perf_counter() - start)
    return statistics.median(each)


def main(package: Path, thing: bytes, records: bytes) -> dict[str, list[float]]:
    """Measure calls over loopback, and decoding."""
    sys.path.insert(0, str(package.parent))
    client_module: Any = importlib.import_module(package.name)
    here, there = multiprocessing.Pipe()
    server = multiprocessing.Process(target=serve, args=(thing, there), daemon=True)
    server.start()
    address = f"http://127.0.0.1:{here.recv()}"
    with httpx2.Client() as http, client_module.Client(base_url=address) as client:

        def bare() -> object:
            return json.loads(http.get(f"{address}/things/17").content)

        called = ratios(lambda: client.get_thing(17), bare, CALLS)
    server.kill()

    def answer(_: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(200, content=records)

    transport = httpx2.Client(transport=httpx2.MockTransport(answer))
    with client_module.Client(base_url=address, http_client=transport) as client:
        first = client.list_records()[0]
        assert type(first.id).__name__ == "UUID", first
        assert type(first.created_at).__name__ == "datetime", first
        decoded = ratios(client.list_records, lambda: json.loads(records), DECODES)
    return {"call": called, "decode": decoded}


if __name__ == "__main__":
    folder, *files = map(Path, sys.argv[1:])
    print(json.dumps(main(folder, *(path.read_bytes() for path in files))))
