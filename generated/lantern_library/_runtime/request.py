"""The request of a call, as the HTTP library sends it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, TypeAlias

import httpx2

from .body import Body
from .streams import AsyncStream, Multipart, SyncStream

HttpClient: TypeAlias = httpx2.Client | httpx2.AsyncClient

_HAS_LENGTH = frozenset({"PATCH", "POST", "PUT", "QUERY"})
"""Methods whose requests say that they have no body (RFC 9110, section 8.6)."""


def build(
    client: HttpClient,
    method: str,
    url: httpx2.URL,
    headers: httpx2.Headers,
    body: Body,
    *,
    unwanted: Collection[str] = (),
    extensions: Mapping[str, Any],
) -> httpx2.Request:
    """A request with the headers and the cookies of a client, less those that are unwanted.

    It is what `client.build_request` gives. That looks through the headers a dozen times
    for what is known here: where the address leads, and what the body is.
    """
    request = httpx2.Request(
        method,
        url,
        headers=_all_headers(client, method, url, headers, body),
        cookies=client.cookies,
        stream=_stream(client, body),
        extensions=dict(extensions),
    )
    if body.content is None or isinstance(body.content, bytes):
        request.read()  # so that hooks can look at `request.content`
    for name in unwanted:
        if name not in headers:
            request.headers.pop(name, None)
    return request


def _all_headers(
    client: HttpClient,
    method: str,
    url: httpx2.URL,
    headers: httpx2.Headers,
    body: Body,
) -> httpx2.Headers:
    given = headers.raw
    names = {name.lower() for name, _ in given}
    pairs = [pair for pair in client.headers.raw if pair[0].lower() not in names]
    if b"host" not in names and "Host" not in client.headers:
        # The first of all (RFC 9110, section 7.2).
        pairs.insert(0, (b"Host", url.netloc))
    found = httpx2.Headers(pairs + given, encoding="utf-8")
    length = body.length
    if length == 0 and method not in _HAS_LENGTH:
        return found
    if "Transfer-Encoding" not in found:
        if length is not None:
            found["Content-Length"] = str(length)
        elif "Content-Length" not in found:
            found["Transfer-Encoding"] = "chunked"
    return found


def _stream(
    client: HttpClient, body: Body
) -> httpx2.ByteStream | SyncStream | AsyncStream:
    if body.content is None or isinstance(body.content, bytes):
        return httpx2.ByteStream(body.content or b"")
    if isinstance(client, httpx2.AsyncClient):
        return AsyncStream(body.content)
    return SyncStream(body.content)


def add_content_type(headers: httpx2.Headers, body: Body) -> None:
    """Add the type of the body; one that the caller gave stays."""
    if body.content_type is None:
        return
    if isinstance(body.content, Multipart):
        # Nobody can read the parts without their boundary.
        headers["Content-Type"] = body.content_type
    headers.setdefault("Content-Type", body.content_type)


def timeouts(
    given: float | httpx2.Timeout | None,
) -> Mapping[str, float | None]:
    """Time limits of a request; to wait for a free connection takes as long as it takes."""
    if given is None or isinstance(given, int | float):
        return {"connect": given, "read": given, "write": given, "pool": None}
    return httpx2.Timeout(given).as_dict()
