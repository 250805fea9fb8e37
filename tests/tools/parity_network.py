"""A network that is this machine only, and the server that is all there is in it.

`enter` starts this program again in a network namespace of its own with nothing but a
loopback device, to which every address belongs: whatever a collection names as its host,
the connection ends at the `Recorder`. Names are answered by `answer_names`. Where the
system has no such namespaces nothing runs.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

_INSIDE = "POSTGEN_PARITY_INSIDE"
_NUMBER = "X-Recorded"
"""The header of an answer that says which of the requests it is the answer to."""


class NoNamespaceError(Exception):
    """This system gives no network namespace."""


def is_inside() -> bool:
    """Whether this process is the one that `enter` started."""
    return _INSIDE in os.environ


def enter(module: str, arguments: Sequence[str]) -> int:
    """Run a module in a namespace of its own. Raises NoNamespaceError where there is none."""
    if not (shutil.which("unshare") and shutil.which("ip")):
        raise NoNamespaceError("unshare (util-linux) and ip (iproute2) are needed")
    own = ["unshare", "--net", "--mount"]
    if os.geteuid() != 0:
        own += ["--user", "--map-root-user"]
    tried = subprocess.run([*own, "true"], capture_output=True, text=True, check=False)
    if tried.returncode != 0:
        raise NoNamespaceError(tried.stderr.strip() or "unshare fails")
    command = [*own, sys.executable, "-m", module, *arguments]
    return subprocess.run(command, env={**os.environ, _INSIDE: "1"}, check=False).returncode


def close_off() -> None:
    """Make the loopback device all addresses; refuse where there is any other device."""
    devices = [name for _, name in socket.if_nameindex()]
    if devices != ["lo"]:
        raise NoNamespaceError(f"there are other devices than lo: {', '.join(devices)}")
    commands = (
        "ip link set lo up",
        "ip route add local 0.0.0.0/0 dev lo",
        "ip -6 route add local ::/0 dev lo",
    )
    for command in commands:
        done = subprocess.run(command.split(), capture_output=True, text=True, check=False)
        if done.returncode != 0 and "-6" not in command:
            raise NoNamespaceError(f"{command}: {done.stderr.strip()}")
    with tempfile.NamedTemporaryFile("w", delete=False, suffix=".conf") as file:
        file.write("nameserver 127.0.0.1\n")
    mounted = subprocess.run(
        ["mount", "--bind", file.name, str(Path("/etc/resolv.conf").resolve())],
        capture_output=True,
        text=True,
        check=False,
    )
    if mounted.returncode != 0:
        raise NoNamespaceError(f"mount: {mounted.stderr.strip()}")


# --- names ------------------------------------------------------------------------------


def answer_names() -> None:
    """Answer every question for an IPv4 address with 127.0.0.1, all others with nothing."""
    service = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    service.bind(("127.0.0.1", 53))

    def serve() -> None:
        while True:
            asked, asker = service.recvfrom(4096)
            service.sendto(_name_answer(asked), asker)

    threading.Thread(target=serve, daemon=True).start()


def _name_answer(asked: bytes) -> bytes:
    """The answer to a question (RFC 1035, section 4)."""
    end = asked.index(b"\0", 12) + 5
    is_ipv4 = asked[end - 4 : end] == b"\0\x01\0\x01"
    head = asked[:2] + b"\x81\x80\0\x01" + (b"\0\x01" if is_ipv4 else b"\0\0") + b"\0\0\0\0"
    record = b"\xc0\x0c\0\x01\0\x01\0\0\0\x3c\0\x04" + socket.inet_aton("127.0.0.1")
    return head + asked[12:end] + (record if is_ipv4 else b"")


# --- the server -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Recorded:
    """A request as it came over the wire."""

    method: str
    target: str
    headers: tuple[tuple[str, str], ...]
    """As they were sent, bytes as Latin-1."""
    body: bytes = field(repr=False)


@dataclass(slots=True)
class Recorder:
    """Keeps every request that reaches it and answers with nothing but its number."""

    requests: list[Recorded] = field(default_factory=list)
    challenges: dict[tuple[str, str], str] = field(default_factory=dict)
    """What to ask of requests, by method and target, that come without credentials."""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, until it is closed."""
        try:
            while (request := await _read(reader)) is not None:
                number = len(self.requests)
                self.requests.append(request)
                writer.write(self._answer(request, number).encode("latin-1"))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError, ValueError):
            pass
        finally:
            writer.close()

    def _answer(self, request: Recorded, number: int) -> str:
        challenge = self.challenges.get((request.method, request.target))
        has_credentials = any(name.lower() == "authorization" for name, _ in request.headers)
        first = "HTTP/1.1 200 OK"
        if challenge is not None and not has_credentials:
            first = f"HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: {challenge}"
        return f"{first}\r\n{_NUMBER}: {number}\r\nContent-Length: 0\r\n\r\n"


async def _read(reader: asyncio.StreamReader) -> Recorded | None:
    head = await reader.readuntil(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")[:-2]
    method, target = first.rsplit(" ", 1)[0].split(" ", 1)
    pairs = [line.partition(":") for line in lines]
    headers = tuple((name, value.strip(" \t")) for name, _, value in pairs)
    known = {name.lower(): value for name, value in headers}
    if "chunked" in known.get("transfer-encoding", ""):
        body = await _chunks(reader)
    else:
        body = await reader.readexactly(int(known.get("content-length") or 0))
    return Recorded(method, target, headers, body)


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    body = b""
    while size := int((await reader.readline()).split(b";")[0], 16):
        body += await reader.readexactly(size)
        await reader.readline()
    await reader.readline()
    return body


@contextmanager
def recording(ports: Iterable[int]) -> Iterator[Recorder]:
    """A recorder on these ports of every address, while it is needed."""
    recorder = Recorder()
    loop = asyncio.new_event_loop()

    async def start() -> list[asyncio.Server]:
        return [
            await asyncio.start_server(recorder.serve, None, port, limit=1 << 20)
            for port in sorted(set(ports))
        ]

    servers = loop.run_until_complete(start())
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield recorder
    finally:
        for server in servers:
            loop.call_soon_threadsafe(server.close)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        for task in asyncio.all_tasks(loop):
            task.cancel()
        loop.close()
