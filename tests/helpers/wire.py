"""A server on the loopback interface that behaves as it is asked to, badly too.

The path says what it does; the body of a request is counted and let go, so that the server
needs no more memory for a long one than for a short one.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

_PIECE = b"0123456789abcdef" * 4096


@dataclass
class Seen:
    """A request that came."""

    method: str
    target: str
    headers: dict[str, str]
    length: int
    connection: int


@dataclass
class Wire:
    """A running server."""

    port: int = 0
    seen: list[Seen] = field(default_factory=list)
    most_at_once: int = 0
    _open: int = 0
    _connections: int = 0

    def address(self, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._connections += 1
        number = self._connections
        try:
            while await self._exchange(reader, writer, number):
                pass
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            writer.close()

    async def _exchange(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, number: int
    ) -> bool:
        """One request and its answer; whether the connection is kept."""
        head = await reader.readuntil(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        method, target, _ = first.split(" ")
        pairs = (line.partition(":") for line in lines if line)
        headers = {name.lower(): value.strip() for name, _, value in pairs}
        self._open += 1
        self.most_at_once = max(self.most_at_once, self._open)
        try:
            length = 0
            async for piece in _body(reader, headers):
                length += len(piece)
            self.seen.append(Seen(method, target, headers, length, number))
            return await self._answer(writer, target, length)
        finally:
            self._open -= 1

    async def _answer(self, writer: asyncio.StreamWriter, target: str, length: int) -> bool:
        path, _, argument = target.partition("?")[0].strip("/").partition("/")
        match path:
            case "close":
                return False
            case "stall":
                await asyncio.sleep(30)
                return False
            case "stall_in_body":
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n[1,")
                await writer.drain()
                await asyncio.sleep(30)
                return False
            case "half":
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n[1, 2")
                await writer.drain()
                return False
            case "bytes":
                left = int(argument)
                head = f"HTTP/1.1 200 OK\r\nContent-Length: {left}\r\n\r\n"
                writer.write(head.encode())
                while left > 0:
                    writer.write(_PIECE[:left])
                    left -= len(_PIECE)
                    await writer.drain()
                return True
            case "found":
                left = int(argument) - 1
                place = f"/found/{left}" if left else "/there"
                writer.write(
                    f"HTTP/1.1 302 Found\r\nLocation: {place}\r\nContent-Length: 0\r\n"
                    f"Set-Cookie: seen={left}; Path=/\r\n\r\n".encode()
                )
                await writer.drain()
                return True
            case "wait":
                await asyncio.sleep(float(argument))
        fields = {
            "truncated": ("200 OK", "application/json", "", '{"a": [1, 2'),
            "html": ("200 OK", "application/json", "", "<html>sorry</html>"),
            "untyped": ("200 OK", "text/plain", "", '{"a": 1}'),
            "busy": ("503 Busy", "text/plain", "Retry-After: 0\r\n", "busy"),
            "limited": ("429 Limited", "text/plain", "Retry-After: 0\r\n", "slow down"),
            "moved": ("307 Moved", "text/plain", f"Location: {self._elsewhere()}\r\n", ""),
        }
        status, kind, more, body = fields.get(path, ("200 OK", "text/plain", "", str(length)))
        writer.write(
            f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{more}"
            f"Content-Length: {len(body)}\r\n\r\n{body}".encode()
        )
        await writer.drain()
        return True

    def _elsewhere(self) -> str:
        return f"{self.address('localhost')}/there"


async def _body(reader: asyncio.StreamReader, headers: dict[str, str]) -> AsyncIterator[bytes]:
    """The body of a request, in pieces."""
    if headers.get("transfer-encoding") == "chunked":
        while size := int(await reader.readline(), 16):
            yield await reader.readexactly(size)
            await reader.readline()
        await reader.readline()
        return
    left = int(headers.get("content-length", 0))
    while left > 0:
        piece = await reader.read(min(left, 64 * 1024))
        if not piece:
            raise ConnectionError
        left -= len(piece)
        yield piece


@contextmanager
def wire() -> Iterator[Wire]:
    """A server, in a thread of its own, for as long as the context lasts."""
    made = Wire()
    loop = asyncio.new_event_loop()
    ready = threading.Event()

    def run() -> None:
        asyncio.set_event_loop(loop)
        start = asyncio.start_server(made.serve, "127.0.0.1", 0, backlog=2048)
        server = loop.run_until_complete(start)
        made.port = server.sockets[0].getsockname()[1]
        ready.set()
        loop.run_forever()
        server.close()
        for task in asyncio.all_tasks(loop):
            task.cancel()
        loop.run_until_complete(asyncio.sleep(0.05))
        loop.close()

    thread = threading.Thread(target=run)
    thread.start()
    ready.wait()
    try:
        yield made
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
