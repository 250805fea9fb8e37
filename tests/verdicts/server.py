"""The mock server of a collection, with its answers broken by the first part of the path."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from generator.mock.app import App, mock_app
from generator.mock.routes import served
from generator.postman.collection import Collection

from .breaks import BREAKS, Reply

_WAYS = list(BREAKS.values())


def broken(app: App) -> App:
    """An application whose answer to `/3/…` is broken in the third way."""

    async def wrapped(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        sent: list[Any] = []

        async def keep(message: Any) -> None:
            sent.append(message)

        await app(scope, receive, keep)
        start, *rest = sent
        way = int(scope["path"].split("/")[1])
        pairs = [(name.decode(), value.decode()) for name, value in start["headers"]]
        body = b"".join(message.get("body", b"") for message in rest).decode()
        kept = tuple(pair for pair in pairs if pair[0] != "content-length")
        reply = _WAYS[way](Reply(start["status"], kept, body))
        content = b"" if reply.status in {204, 304} else reply.body.encode()
        headers = [(name.encode(), value.encode()) for name, value in reply.headers]
        if reply.status not in {204, 304}:
            headers.append((b"content-length", str(len(content)).encode()))
        await send({**start, "status": reply.status, "headers": headers})
        await send({"type": "http.response.body", "body": content})

    return wrapped


def replies(collection: Collection, items: int) -> list[list[Reply]]:
    """What the server answers, by way and item, without running it."""
    app = broken(mock_app(served(collection)))
    return [
        [asyncio.run(_asked(app, f"/{way}/{item}")) for item in range(items)]
        for way in range(len(_WAYS))
    ]


async def _asked(app: App, path: str) -> Reply:
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        return {"type": "http.request", "body": b"", "more_body": False}

    scope = {"type": "http", "method": "GET", "path": path, "raw_path": path.encode()}
    await app({**scope, "query_string": b"", "headers": []}, receive, send)
    pairs = tuple((name.decode(), value.decode()) for name, value in sent[0]["headers"])
    return Reply(sent[0]["status"], pairs, b"".join(m["body"] for m in sent[1:]).decode())


@contextmanager
def serving(collection: Collection) -> Iterator[str]:
    """The address of a running server."""
    import uvicorn  # noqa: PLC0415  # only where a server is run

    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    config = uvicorn.Config(
        broken(mock_app(served(collection))), log_level="error", access_log=False, lifespan="off"
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        listening.close()
