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
DECODES = 8


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


def ratios(
    ours: Callable[[], object],
    bare: Callable[[], object],
    times: int,
    clock: Callable[[], float] = time.perf_counter,
) -> list[float]:
    """How many times `bare` `ours` takes, round by round, the two call by call in turns."""
    for warm_up in (ours, bare) * 5:
        warm_up()
    found = []
    for _ in range(ROUNDS):
        # Both meet the same load: with many calls of one kind in a row the load decides.
        pairs = [(_seconds(bare, clock), _seconds(ours, clock)) for _ in range(times)]
        theirs, own = (statistics.median(each) for each in zip(*pairs, strict=True))
        found.append(own / theirs)
    return found


def _seconds(call: Callable[[], object], clock: Callable[[], float]) -> float:
    start = clock()
    call()
    return clock() - start


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
        # All of it is work of this process.
        decoded = ratios(
            client.list_records, lambda: json.loads(records), DECODES, time.process_time
        )
    return {"call": called, "decode": decoded}


if __name__ == "__main__":
    folder, *files = map(Path, sys.argv[1:])
    print(json.dumps(main(folder, *(path.read_bytes() for path in files))))
