"""Replays saved examples: what the client sends, and what it makes of the answer.

What is compared is brought to one plain form on both sides, so that a difference reads
well in pytest.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, TypeAlias, cast
from urllib.parse import parse_qsl, unquote

import httpx2
import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError

from .. import Client
from .._runtime import OMIT, APIStatusError, File, MissingLibrary, ResponseMismatch

_HERE = Path(__file__).parent
_BODIES = ("json", "form", "multipart", "text")
# What the transport adds by itself, or what is compared in another place.
_NOT_COMPARED = {
    "accept-encoding",
    "cache-control",
    "connection",
    "content-length",
    "content-type",
    "cookie",
    "host",
    "transfer-encoding",
    "user-agent",
}
# They describe the answer as it once was sent, and not the text that was saved.
_NOT_ANSWERED = {"content-encoding", "content-length", "transfer-encoding"}

MADE_UP = {
    "$guid": "3fa85f64-5717-4562-b3fc-2c963f66afa6",
    "$isoTimestamp": "2024-01-31T12:00:00.000Z",
    "$randomAlphaNumeric": "a",
    "$randomBoolean": "true",
    "$randomInt": "7",
    "$randomUUID": "3fa85f64-5717-4562-b3fc-2c963f66afa6",
    "$timestamp": "1706702400",
}
"""What values that are new at each call are in a replay."""

# What stands for a signature, and all else that is another one at each call.
_OPEN = "… of this call"

Call: TypeAlias = Callable[[Client], object]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a call gave: whether it was raised, the status, and the body as JSON."""

    raised: bool
    status: int
    body: object
    types: dict[str, str]
    """What it was decoded into, by place: models, and types that JSON has not."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a call sent and gave."""

    request: dict[str, object]
    answer: Answer | None


@dataclass(frozen=True, slots=True)
class Example:
    """A saved example: how to call the client, and what comes of it."""

    name: str
    arguments: dict[str, Any]
    request: dict[str, object]
    answer: Answer | None
    """None where no answer was saved: only the request is compared."""
    response: dict[str, Any]
    """The answer as it was saved."""
    contradicted: frozenset[str] = frozenset()
    """Where the answer need not be as declared: a correction says otherwise."""

    def __str__(self) -> str:
        return self.name


Replay: TypeAlias = Callable[[Example, Call], Outcome]


def examples(operation: str) -> list[Example]:
    """The saved examples of an operation."""
    path = _HERE / "examples" / f"{operation}.json"
    return [_example(saved) for saved in json.loads(path.read_bytes())["examples"]]


def _example(saved: dict[str, Any]) -> Example:
    arguments = {name: _argument(value) for name, value in saved["arguments"].items()}
    arguments |= dict.fromkeys(saved.get("omitted", ()), OMIT)
    response = saved.get("response")
    answer = None
    if response is not None:
        body = response.get("json", response.get("text"))
        types = saved.get("types", {})
        answer = Answer(response["status"] >= 400, response["status"], body, types)
    request = _expected_request(saved["request"])
    return Example(
        saved["name"],
        arguments,
        request,
        answer,
        response or {"status": 200},
        frozenset(saved.get("contradicted", ())),
    )


def _argument(value: Any) -> Any:
    """An argument as saved, where files are written as `{"$file": "name"}`."""
    if isinstance(value, list):
        return [_argument(item) for item in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == {"$file"}:
        return File(f"content of {value['$file']}".encode(), name=value["$file"])
    return {key: _argument(item) for key, item in value.items()}


def play(example: Example, call: Call) -> Outcome:
    """Play an example against the client, and its asynchronous twin where there is one."""
    outcome = _play(example, call)
    expected = Outcome(example.request, example.answer)
    package = import_module(str(__package__).rpartition(".")[0])
    # Where the client is wrong already, the test says best how.
    if outcome == expected and hasattr(package, "AsyncClient"):
        twin = asyncio.run(_play_async(package.AsyncClient, example, call))
        if twin != outcome:
            raise AssertionError(
                f"AsyncClient differs:\n{twin}\nand Client:\n{outcome}"
            )
    return outcome


def _play(example: Example, call: Call) -> Outcome:
    server = _Server(example)
    with httpx2.Client(
        transport=httpx2.MockTransport(server), auth=_as_it_is
    ) as http_client:
        client = Client(
            **_settings(), http_client=http_client, strict=True, max_retries=0
        )
        try:
            return server.outcome(call(client))
        except MissingLibrary as error:
            pytest.skip(str(error))
        except (APIStatusError, ResponseMismatch) as error:
            return server.failure(error)


async def _play_async(twin: Any, example: Example, call: Call) -> Outcome:
    server = _Server(example)
    async with httpx2.AsyncClient(
        transport=httpx2.MockTransport(server), auth=_as_it_is
    ) as http_client:
        client = twin(
            **_settings(), http_client=http_client, strict=True, max_retries=0
        )
        try:
            return server.outcome(await cast("Awaitable[object]", call(client)))
        except MissingLibrary as error:
            pytest.skip(str(error))
        except (APIStatusError, ResponseMismatch) as error:
            return server.failure(error)


def _as_it_is(request: httpx2.Request) -> httpx2.Request:
    """The auth of the http client: for operations whose own is not supported."""
    return request


def _settings() -> dict[str, Any]:
    settings: dict[str, Any] = json.loads((_HERE / "client.json").read_bytes())
    return {
        name: _private_key(value["$key"]) if isinstance(value, dict) else value
        for name, value in settings.items()
    }


@cache
def _private_key(algorithm: str) -> str:
    """A private key in PEM, made for this run, where settings say `{"$key": "RS256"}`."""
    home = "cryptography.hazmat.primitives"
    serialization: Any = pytest.importorskip(f"{home}.serialization")
    asymmetric: Any = import_module(f"{home}.asymmetric")
    if algorithm.startswith("ES"):
        curves = {"ES256": "SECP256R1", "ES384": "SECP384R1", "ES512": "SECP521R1"}
        ec: Any = import_module(f"{asymmetric.__name__}.ec")
        key = ec.generate_private_key(getattr(ec, curves[algorithm])())
    else:
        rsa: Any = import_module(f"{asymmetric.__name__}.rsa")
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem: bytes = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return pem.decode()


class _Server:
    """Stands in for the API: keeps the request and gives the saved answer."""

    def __init__(self, example: Example) -> None:
        self._example = example
        self._sent: dict[str, object] = {}

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self._sent = _sent_request(request, self._example.request)
        return _saved_response(self._example.response)

    def outcome(self, value: object, *, raised: bool = False) -> Outcome:
        """What came of a call that gave this value."""
        saved = self._example.answer
        if saved is None:
            return Outcome(self._sent, None)
        # An answer that contradicts its declaration is decoded as far as it fits.
        types = {} if self._example.contradicted else dict(_types(value, ""))
        body = _plain(value, saved.body)
        return Outcome(self._sent, Answer(raised, saved.status, body, types))

    def failure(self, error: APIStatusError | ResponseMismatch) -> Outcome:
        """What came of a call that raised; a saved answer has to fit its declaration.

        Only where it contradicts a correction it may differ, and is given as it is.
        """
        if isinstance(error, APIStatusError):
            return self.outcome(error.body, raised=True)
        saved = self._example.answer
        if saved is None:
            return Outcome(self._sent, None)
        places = {re.sub(r"\[\d+\]", "[]", one.path) for one in error.mismatches}
        if places <= self._example.contradicted:
            return self.outcome(error.value, raised=saved.raised)
        raise error


def _saved_response(saved: dict[str, Any]) -> httpx2.Response:
    headers = {
        name: value
        for name, value in saved.get("headers", ())
        if name.lower() not in _NOT_ANSWERED
    }
    content_type = next(
        (name for name in headers if name.lower() == "content-type"), None
    )
    if content_type is not None:
        headers[content_type] = f"{_media_type(headers[content_type])}; charset=utf-8"
    if "json" in saved:
        content = json.dumps(saved["json"]).encode()
        headers.setdefault(content_type or "Content-Type", "application/json")
    else:
        content = saved.get("text", "").encode()
    pairs = [(name.encode(), value.encode()) for name, value in headers.items()]
    return httpx2.Response(saved["status"], headers=pairs, content=content)


def _expected_request(saved: dict[str, Any]) -> dict[str, object]:
    request: dict[str, object] = {
        "method": saved["method"],
        "url": _segments(httpx2.URL(saved["url"])),
        "query": saved.get("query", []),
        "headers": _compared(saved.get("headers", {})),
    }
    if "content_type" in saved:
        request["content_type"] = _media_type(saved["content_type"])
    return request | {key: saved[key] for key in _BODIES if key in saved}


def _sent_request(
    request: httpx2.Request, expected: dict[str, object]
) -> dict[str, object]:
    """A request that was sent, in the form of the one that is expected."""
    content_type = request.headers.get("Content-Type", "")
    sent: dict[str, object] = {
        "method": request.method,
        "url": _segments(request.url),
        "query": _pairs(request.url.query.decode()),
        "headers": _compared(dict(request.headers)),
    }
    if "accept" not in cast("dict[str, str]", expected["headers"]):
        cast("dict[str, str]", sent["headers"]).pop("accept", None)
    if "content_type" in expected:
        sent["content_type"] = _media_type(content_type)
    kind = next((key for key in _BODIES if key in expected), None)
    sent |= _body(kind, content_type, request)
    signed = ("headers", "query", "form")
    return sent | {
        key: _forgiven(sent.get(key), expected.get(key))
        for key in signed
        if key in sent
    }


def _forgiven(sent: Any, expected: Any) -> Any:
    """What was sent, as expected where it leaves the rest of a text open."""
    if isinstance(sent, dict) and isinstance(expected, dict):
        return {
            name: _forgiven(value, expected.get(name)) for name, value in sent.items()
        }
    if (
        isinstance(sent, list)
        and isinstance(expected, list)
        and len(sent) == len(expected)
    ):
        return [
            _forgiven(one, other) for one, other in zip(sent, expected, strict=True)
        ]
    if isinstance(sent, str) and isinstance(expected, str):
        start, is_open, _ = expected.partition(_OPEN)
        return expected if is_open and sent.startswith(start) else sent
    return sent


def _segments(url: httpx2.URL) -> list[str]:
    """The server and the decoded segments of the path."""
    path = url.raw_path.decode().partition("?")[0]
    return [f"{url.scheme}://{url.netloc.decode()}", *map(unquote, path.split("/")[1:])]


def _pairs(query: str) -> list[list[str | None]]:
    parts = [part.partition("=") for part in query.split("&") if part]
    return [
        [unquote(name), unquote(value) if equals else None]
        for name, equals, value in parts
    ]


def _compared(headers: dict[str, str]) -> dict[str, str]:
    named = {name.lower(): value for name, value in headers.items()}
    return {
        name: value
        for name, value in sorted(named.items())
        if name not in _NOT_COMPARED
    }


def _media_type(content_type: str) -> str:
    return content_type.partition(";")[0].strip().lower()


def _body(
    kind: str | None, content_type: str, request: httpx2.Request
) -> dict[str, object]:
    """The body that was sent, read as the expected one; as text where that does not work."""
    content = request.content
    text = content.decode(errors="replace")
    if kind == "json":
        try:
            return {"json": json.loads(content)}
        except ValueError:
            return {"text": text}
    if kind == "form":
        return {
            "form": [list(pair) for pair in parse_qsl(text, keep_blank_values=True)]
        }
    if kind == "multipart" and "boundary=" in content_type:
        return {"multipart": _parts(content_type.partition("boundary=")[2], text)}
    return {"text": text} if kind or text else {}


def _parts(boundary: str, text: str) -> list[list[str | None]]:
    """Name, file name and text of each part of a multipart body."""
    parts: list[list[str | None]] = []
    for part in text.split(f"--{boundary}")[1:-1]:
        head, _, content = (
            part.removeprefix("\r\n").removesuffix("\r\n").partition("\r\n\r\n")
        )
        names = {
            key: value.replace("%22", '"').replace("%0D", "\r").replace("%0A", "\n")
            for key, value in re.findall(r'; (name|filename)="([^"]*)"', head)
        }
        parts.append([names.get("name"), names.get("filename"), content])
    return parts


def _plain(value: object, saved: object) -> object:
    """A decoded value as JSON again.

    One that says the same as the saved text, such as an equal date, is written like it.
    """
    match value:
        case BaseModel():
            return _plain(value.model_dump(by_alias=True, exclude_unset=True), saved)
        case dict():
            known = saved if isinstance(saved, dict) else {}
            return {key: _plain(item, known.get(key)) for key, item in value.items()}
        case list():
            beside = [*(saved if isinstance(saved, list) else ()), *[None] * len(value)]
            return [
                _plain(item, other) for item, other in zip(value, beside, strict=False)
            ]
        case bytes():
            return _plain(value.decode(errors="replace"), saved)
        case "" | None if saved is None or saved == "":
            # No body at all: an empty one for a type that says text.
            return saved
        case None | str() | bool() | int() | float():
            return value
    return saved if _says(saved, value) else str(value)


def _types(value: object, path: str) -> Iterator[tuple[str, str]]:
    """What a decoded value is made of, by path: `items[].id` is a UUID."""
    match value:
        case BaseModel():
            yield path, type(value).__name__
            declared = {
                field.alias or name: getattr(value, name)
                for name, field in type(value).model_fields.items()
                if name in value.model_fields_set
            }
            for key in value.model_extra or {}:
                yield f"{path}.{key}".removeprefix("."), "no declared field"
            yield from _types(declared, path)
        case dict():
            for key, item in value.items():
                yield from _types(item, f"{path}.{key}".removeprefix("."))
        case list():
            for item in value:
                yield from _types(item, f"{path}[]")
        case None | str() | bool() | int():
            pass
        case _:
            yield path, type(value).__name__


def _says(saved: object, value: object) -> bool:
    """Whether the saved JSON, read as the type of a value, gives just this value."""
    try:
        read: Any = TypeAdapter(type(value)).validate_json(
            json.dumps(saved), strict=True
        )
    except ValidationError:
        return False
    if hasattr(value, "utcoffset") and read.utcoffset() != value.utcoffset():
        return False
    return bool(read == value)
