"""The mock server as an ASGI application: https://asgi.readthedocs.io, version 3."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, TypeAlias
from urllib.parse import parse_qsl

from .choice import Asked, Refusal, choose
from .routes import BODILESS, Answer, Served

Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
App: TypeAlias = Callable[[Message, Receive, Send], Awaitable[None]]
Report: TypeAlias = Callable[[Asked, Answer | Refusal], None]
"""Called with each request and what it got."""

LARGEST_BODY = 64 * 1024 * 1024
"""Bytes of a request that are read; a larger one is refused."""

# A front end on another port is what the server is for.
_ANYBODY = [
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", b"*"),
]


def mock_app(served: Served, report: Report | None = None) -> App:
    """An application that answers the requests of a collection as they were saved."""

    async def app(scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await _lifespan(receive, send)
            return
        if scope["type"] != "http":
            raise RuntimeError(f"this server speaks HTTP only, not {scope['type']}")
        content = await _content(receive)
        asked = _asked(scope, content or b"")
        headers = asked.headers
        result: Answer | Refusal
        if content is None:
            result = Refusal(413, f"the body is larger than {LARGEST_BODY} bytes")
        else:
            result = choose(served, asked)
        if (
            isinstance(result, Refusal)
            and asked.method == "OPTIONS"
            and "access-control-request-method" in headers
        ):
            await _send(send, 204, _preflight(headers), b"")
            return
        if report is not None:
            report(asked, result)
        await _answer(send, asked, result)

    return app


async def _lifespan(receive: Receive, send: Send) -> None:
    while (await receive())["type"] != "lifespan.shutdown":
        await send({"type": "lifespan.startup.complete"})
    await send({"type": "lifespan.shutdown.complete"})


async def _content(receive: Receive) -> bytes | None:
    """The body of a request; None where it is too large."""
    content = bytearray()
    is_more = True
    while is_more:
        message = await receive()
        content += message.get("body", b"")
        if len(content) > LARGEST_BODY:
            return None
        is_more = message.get("more_body", False)
    return bytes(content)


def _asked(scope: Message, content: bytes) -> Asked:
    raw: bytes = scope.get("raw_path") or scope["path"].encode()
    headers = scope["headers"]
    return Asked(
        scope["method"].upper(),
        raw.decode("latin-1"),
        tuple(parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)),
        {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in headers},
        content,
    )


def _preflight(headers: Any) -> list[tuple[bytes, bytes]]:
    asked = headers.get("access-control-request-headers", "*")
    return [
        (b"access-control-allow-methods", headers["access-control-request-method"].encode()),
        (b"access-control-allow-headers", asked.encode("latin-1")),
    ]


async def _answer(send: Send, asked: Asked, result: Answer | Refusal) -> None:
    if isinstance(result, Answer):
        headers = [(name.lower().encode(), value.encode()) for name, value in result.headers]
        content = result.content
    else:
        content = json.dumps({"error": result.message}, ensure_ascii=False).encode()
        headers = [(b"content-type", b"application/json")]
        if result.allow:
            headers.append((b"allow", ", ".join(result.allow).encode()))
    if result.status not in BODILESS:
        headers.append((b"content-length", str(len(content)).encode()))
    await _send(send, result.status, headers, b"" if asked.method == "HEAD" else content)


async def _send(
    send: Send, status: int, headers: list[tuple[bytes, bytes]], content: bytes
) -> None:
    said = {name for name, _ in headers}
    headers += [pair for pair in _ANYBODY if pair[0] not in said]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": content})
