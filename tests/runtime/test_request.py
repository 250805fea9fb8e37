"""Requests put together by the runtime, beside those that httpx2 would build."""

import asyncio
import io
from collections.abc import Callable
from typing import Any

import httpx2
import pytest
from client_runtime.body import Body
from client_runtime.request import build, timeouts
from client_runtime.streams import FileStream, Multipart, Part

URL = httpx2.URL("https://example.com:8443/a?b=%20")
MINE = {
    "headers": httpx2.Headers(
        [("User-Agent", "mine"), ("X-Mine", "é"), ("X-Two", "1"), ("x-two", "2")], encoding="utf-8"
    ),
    "cookies": {"session": "1"},
}
EXTENSIONS = {"timeout": {"read": 1}}


class Pipe(FileStream):
    """A file that cannot say how long it is."""

    length = None


def of_file(kind: type[FileStream] = FileStream) -> Body:
    return Body(kind(io.BytesIO(b"12345")))


def of_form() -> Body:
    part = Part("b", FileStream(io.BytesIO(b"2")), "b.txt")
    return Body(Multipart([Part("a", b"1"), part], "multipart/form-data; boundary=y"))


BODIES: dict[str, Callable[[], Body]] = {
    "none": Body,
    "empty": lambda: Body(b""),
    "bytes": lambda: Body(b"12345"),
    "file": of_file,
    "pipe": lambda: of_file(Pipe),
    "form": of_form,
}
HEADERS: dict[str, dict[str, str]] = {
    "no headers": {},
    "headers": {"accept": "text/plain", "X-A": "ü", "Content-Type": "text/plain"},
    "host": {"Host": "other.example", "X-Mine": "1"},
    "chunked": {"Transfer-Encoding": "chunked"},
}


HOST = {"headers": {"Host": "mine.example", "Accept": "a/b"}}


@pytest.mark.parametrize("settings", [{}, MINE, HOST], ids=["plain", "with its own", "with a host"])
@pytest.mark.parametrize("headers", HEADERS.values(), ids=HEADERS.keys())
@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES.keys())
def test_a_request_is_what_httpx2_would_build(
    body: Callable[[], Body], headers: dict[str, str], settings: dict[str, Any]
) -> None:
    given = httpx2.Headers(headers, encoding="utf-8")
    with httpx2.Client(**settings) as client:
        for method in ("GET", "POST", "DELETE"):
            made = build(client, method, URL, given, body(), extensions=EXTENSIONS)
            theirs, content = given.copy(), body().content
            is_stream = not isinstance(content, bytes | None)
            if is_stream and content.length is not None and "chunked" not in given.values():
                # httpx2 does not know of ours how long they are.
                theirs["Content-Length"] = str(content.length)
            expected = client.build_request(
                method, URL, headers=theirs, content=content, extensions=EXTENSIONS
            )
            assert (made.method, made.url) == (expected.method, expected.url)
            assert made.headers == expected.headers
            is_first = "Host" not in given and "Host" not in client.headers
            assert not is_first or made.headers.raw[0] == expected.headers.raw[0]
            assert made.extensions == expected.extensions
            assert is_stream or made.content == expected.content
            assert made.read() == expected.read()


def test_a_length_that_is_known_is_the_one_that_is_sent() -> None:
    given = httpx2.Headers({"Content-Length": "17"})
    with httpx2.Client() as client:
        for body in (Body(b"12345"), of_file()):
            made = build(client, "POST", URL, given, body, extensions={})
            assert made.headers["Content-Length"] == "5"
        made = build(client, "POST", URL, given, of_file(Pipe), extensions={})
        assert made.headers["Content-Length"] == "17"


def test_an_asynchronous_client_reads_files_too() -> None:
    async def read() -> bytes:
        async with httpx2.AsyncClient() as client:
            made = build(client, "PUT", URL, httpx2.Headers(), of_file(), extensions={})
            assert made.headers["Content-Length"] == "5"
            return await made.aread()

    assert asyncio.run(read()) == b"12345"


def test_what_is_unwanted_is_left_out_unless_it_is_given() -> None:
    unwanted = ("user-agent", "accept", "cookie", "content-length", "host")
    given = httpx2.Headers({"Accept": "text/plain"})
    with httpx2.Client(**MINE) as client:
        made = build(client, "POST", URL, given, Body(b"1"), unwanted=unwanted, extensions={})
    assert made.headers["accept"] == "text/plain"
    assert not {*made.headers} & {"user-agent", "cookie", "content-length", "host"}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (None, (None, None, None, None)),
        (5, (5, 5, 5, None)),
        (0.5, (0.5, 0.5, 0.5, None)),
        (httpx2.Timeout(1, read=2), (1, 2, 1, 1)),
    ],
)
def test_to_wait_for_a_connection_takes_as_long_as_it_takes(
    given: float | httpx2.Timeout | None, expected: tuple[float | None, ...]
) -> None:
    assert timeouts(given).keys() == httpx2.Timeout(1).as_dict().keys()
    assert tuple(timeouts(given).values()) == expected
