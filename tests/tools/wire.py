"""How much memory long bodies take: uploads and downloads of 200 MB, each in a process.

    python -m tests.tools.wire [MEGABYTES]

Prints a line for each way, and one at the end. The figure is how far the resident memory
rises above what the client needs for the same call with an empty body.
"""

from __future__ import annotations

import asyncio
import resource
import subprocess
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from typing import Any

from tests.helpers.wire import wire

MOST = 8.0
"""Megabytes that a body of any length may take."""
KINDS = ("upload", "form upload", "signed upload", "download")


def main(megabytes: int) -> int:
    """Run every way in a process of its own; the status for the shell."""
    rises = {}
    with wire() as server:
        for kind in KINDS:
            for mode in ("sync", "async"):
                sizes = (0, megabytes)
                peaks = [_in_process(kind, mode, server.address(), size) for size in sizes]
                rises[kind, mode] = peaks[1] - peaks[0]
                print(f"{mode:5} {kind}: {rises[kind, mode]:.1f} MB for {megabytes} MB")
    worst = max(rises.values())
    print(f"wire: {len(rises)} ways, {megabytes} MB each, at most {worst:.1f} MB more in memory")
    return 0 if worst <= MOST else 1


def _in_process(kind: str, mode: str, address: str, megabytes: int) -> float:
    command = [sys.executable, "-m", "tests.tools.wire", kind, mode, address, str(megabytes)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    return float(done.stdout)


def _call(kind: str, mode: str, address: str, megabytes: int) -> float:
    """Make one call; the most memory that this process had, in megabytes."""
    # Makes `client_runtime` importable.
    import_module("tests.runtime.conftest")
    runtime = import_module("client_runtime")
    import_module("client_runtime.auth.aws")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "body"
        with path.open("wb") as file:
            file.truncate(megabytes * 1024 * 1024)
        if mode == "sync":
            _send(runtime, kind, address, path)
        else:
            asyncio.run(_send_async(runtime, kind, address, path))
        if kind == "download" and path.stat().st_size != megabytes * 1024 * 1024:
            raise SystemExit("the download is not complete")
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _parts(runtime: Any, kind: str, address: str, path: Path) -> tuple[Any, Any, dict[str, Any]]:
    aws = runtime.auth.aws.AwsAuth("key", "key")
    settings = runtime.Settings(base_url=(address, "X"), key=("key", "Y"))
    setup = {"auth": {"default": aws}, "errors": {}, "timeout": 60, "max_retries": 0}
    auth = ("default",) if kind == "signed upload" else ()
    size = path.stat().st_size
    target = ("GET", f"/bytes/{size}") if kind == "download" else ("PUT", "/upload")
    operation = runtime.Operation(*target, returns={200: str}, auth=auth)
    parts: dict[str, Any] = {"content": path} if "upload" in kind else {}
    if kind == "form upload":
        parts = {"multipart": {"file": path}}
    return operation, (settings, setup), parts


def _send(runtime: Any, kind: str, address: str, path: Path) -> None:
    operation, (settings, setup), parts = _parts(runtime, kind, address, path)
    client = runtime.BaseClient()
    client._transport = runtime.Transport(settings, **setup)
    with client:
        if kind == "download":
            with client.stream(client._transport.send, operation) as response:
                response.save(path)
        else:
            client._transport.send(operation, **parts)


async def _send_async(runtime: Any, kind: str, address: str, path: Path) -> None:
    operation, (settings, setup), parts = _parts(runtime, kind, address, path)
    client = runtime.BaseAsyncClient()
    client._transport = runtime.AsyncTransport(settings, **setup)
    async with client:
        if kind == "download":
            async with client.stream(client._transport.send, operation) as response:
                await response.save(path)
        else:
            await client._transport.send(operation, **parts)


if __name__ == "__main__":
    arguments = sys.argv[1:]
    if len(arguments) == 4:
        print(_call(*arguments[:3], int(arguments[3])))
    else:
        sys.exit(main(int(arguments[0]) if arguments else 200))
