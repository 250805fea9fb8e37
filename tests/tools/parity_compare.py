"""Two requests as they came over the wire: what a server could tell apart.

Each difference is a line that names a place and no value.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any
from urllib.parse import unquote_plus, unquote_to_bytes

from .parity_network import Recorded

NOT_COMPARED = {
    "user-agent": "each names itself",
    "postman-token": "a number that Postman gives each request",
    "connection": "about the connection, not the request",
    "accept-encoding": "what the program can unpack",
    "content-length": "the bodies are compared",
    "transfer-encoding": "the bodies are compared",
}
"""Headers that are not compared, and why."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs, as a cause that many requests may share."""

    cause: str
    ours: object = None
    theirs: object = None
    is_note: bool = False
    """Reported, but no difference between equal requests."""


def compare(theirs: Recorded, ours: Recorded) -> list[Difference]:
    """The differences of our request from Postman's."""
    found = []
    if theirs.method != ours.method:
        found.append(Difference("method", ours.method, theirs.method))
    found.extend(_targets(theirs.target, ours.target))
    found.extend(_headers(theirs, ours))
    found.extend(_bodies(theirs, ours))
    return found


def _targets(theirs: str, ours: str) -> Iterator[Difference]:
    their_path, _, their_query = theirs.partition("?")
    our_path, _, our_query = ours.partition("?")
    their_segments, our_segments = _segments(their_path), _segments(our_path)
    their_pairs, our_pairs = _pairs(their_query), _pairs(our_query)
    if their_segments != our_segments:
        yield Difference("path", our_path, their_path)
    if their_pairs != our_pairs:
        if sorted(map(repr, their_pairs)) == sorted(map(repr, our_pairs)):
            cause = "query: order"
        elif [key for key, _ in their_pairs] != [key for key, _ in our_pairs]:
            cause = "query: names"
        else:
            cause = "query: values"
        yield Difference(cause, our_query, their_query)
    elif their_segments == our_segments and theirs != ours:
        yield Difference("target: another escape of the same", ours, theirs, is_note=True)


def _segments(path: str) -> list[bytes]:
    return [unquote_to_bytes(segment.encode("latin-1")) for segment in path.split("/")]


def _pairs(query: str) -> list[tuple[str, str | None]]:
    parts = [part.partition("=") for part in query.split("&") if part]
    return [
        (unquote_plus(key), unquote_plus(value) if equals else None) for key, equals, value in parts
    ]


def _headers(theirs: Recorded, ours: Recorded) -> Iterator[Difference]:
    their_headers, our_headers = _named(theirs), _named(ours)
    for name in sorted(their_headers.keys() | our_headers.keys()):
        one, other = their_headers.get(name), our_headers.get(name)
        if one == other or name in NOT_COMPARED:
            continue
        if name == "authorization" and _is_same_digest(one, other):
            continue
        how = "is missing" if other is None else "is sent as well" if one is None else "differs"
        yield Difference(f"header {name} {how}", other, one)


def _is_same_digest(theirs: str | None, ours: str | None) -> bool:
    texts = theirs or "", ours or ""
    return all(text.startswith("Digest ") for text in texts) and _digest(texts[0]) == _digest(
        texts[1]
    )


def _named(request: Recorded) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in request.headers:
        key = name.lower()
        shown = re.sub(r"boundary=[^;]*", "boundary=", value) if key == "content-type" else value
        found[key] = f"{found[key]}, {shown}" if key in found else shown
    return found


# --- signatures -------------------------------------------------------------------------

_TIME = re.compile(r"""(?:oauth_timestamp|ts|timestamp)=["']?(\d+)""")
_DATE = re.compile(r"\d{8}T\d{6}Z")
_NONCE = re.compile(r"""(?:oauth_nonce|cnonce|(?<!c)nonce)=["']?([^"'&,;\s]+)""")


_PARAMETER = re.compile(r'(\w+)=(?:"([^"]*)"|([^",\s]*))')


def challenge_of(request: Recorded) -> str | None:
    """The challenge that a Digest header answers: Postman keeps it in the collection."""
    answer = dict(request.headers).get("Authorization", "")
    if not answer.startswith("Digest "):
        return None
    known = _digest(answer)
    asked = [f'{name}="{known[name]}"' for name in ("realm", "nonce", "opaque") if name in known]
    asked += [f"{name}={known[name]}" for name in ("algorithm", "qop") if known.get(name)]
    return f"Digest {', '.join(asked)}"


def _digest(value: str) -> dict[str, str]:
    """The parameters of a Digest header, which have no order and may be quoted or not."""
    return {name: quoted or plain for name, quoted, plain in _PARAMETER.findall(value)}


UNSIGNED = {"now": 0, "nonce": ""}


def signed_with(request: Recorded) -> dict[str, object]:
    """The time and the number used once of a signature, so that ours is made with the same."""
    headers = [value for name, value in request.headers if "auth" in name.lower()]
    text = "\n".join([*headers, request.target, request.body.decode("latin-1")])
    dates = [value for name, value in request.headers if name.lower() == "x-amz-date"]
    now: float = time.time()
    if found := _TIME.search(text):
        now = int(found[1])
    elif date := _DATE.search("\n".join([*dates, request.target])):
        now = datetime.strptime(date[0], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC).timestamp()
    nonces = _NONCE.findall(text)
    return {"now": now, "nonce": nonces[-1] if nonces else ""}


# --- bodies -----------------------------------------------------------------------------


def _bodies(theirs: Recorded, ours: Recorded) -> Iterator[Difference]:
    if theirs.body == ours.body:
        return
    if not theirs.body or not ours.body:
        yield Difference("body is missing" if theirs.body else "body is sent as well")
        return
    one, other = _content_type(theirs), _content_type(ours)
    if "multipart/" in one and "multipart/" in other:
        their_parts, our_parts = _parts(one, theirs.body), _parts(other, ours.body)
        if their_parts != our_parts:
            yield Difference(_of_parts(their_parts, our_parts), our_parts, their_parts)
        return
    try:
        their_json, our_json = _json(theirs.body), _json(ours.body)
    except ValueError:
        kind = one.partition(";")[0] or "without a type"
        yield Difference(f"body: bytes of {kind}", ours.body, theirs.body)
        return
    if their_json != our_json:
        yield Difference("body: JSON", our_json, their_json)
    else:
        yield from _of_texts(theirs.body, ours.body)


def _content_type(request: Recorded) -> str:
    return next((v for name, v in request.headers if name.lower() == "content-type"), "")


Part = tuple[str | None, str | None, str, bytes]


def _parts(content_type: str, body: bytes) -> list[Part]:
    """Name, file name, content type and content of each part."""
    head = f"Content-Type: {content_type}\r\n\r\n".encode("latin-1")
    message = BytesParser(policy=HTTP).parsebytes(head + body)
    return [
        (
            part.get_param("name", header="content-disposition"),
            part.get_filename(),
            part.get("content-type", ""),
            part.get_payload(decode=True) or b"",
        )
        for part in message.iter_parts()
    ]


def _of_parts(theirs: list[Part], ours: list[Part]) -> str:
    if len(theirs) != len(ours):
        return "multipart: number of parts"
    names = ("name", "file name", "content type", "content")
    for one, other in zip(theirs, ours, strict=True):
        for name, left, right in zip(names, one, other, strict=True):
            if left != right:
                return f"multipart: {name} of a part"
    return "multipart"


def _json(body: bytes) -> object:
    """A JSON text as a value in which no two different values are equal."""
    value = json.loads(body, parse_int=Decimal, parse_float=Decimal)
    return _strict(value)


def _strict(value: object) -> object:
    match value:
        case bool():
            return ("true or false", value)
        case list():
            return [_strict(item) for item in value]
        case dict():
            return {key: _strict(item) for key, item in value.items()}
        case _:
            return value


def _of_texts(theirs: bytes, ours: bytes) -> Iterator[Difference]:
    """What differs between two texts of one JSON value, blanks and escapes aside."""
    for cause, reading in _NOTED.items():
        one, other = (json.loads(body, **reading) for body in (theirs, ours))
        if one != other:
            yield Difference(f"JSON: {cause}", other, one, is_note=True)


_NOTED: dict[str, dict[str, Any]] = {
    "order of keys": {"object_pairs_hook": list},
    "text of a number": {"parse_int": str, "parse_float": str},
}
"""Causes, each with how to read a JSON text so that it is seen."""
