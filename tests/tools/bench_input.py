"""Inputs made for measuring: a collection of any size, and one for calls over loopback."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]

SCHEMA = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
_ADJECTIVES = (
    "amber",
    "brisk",
    "calm",
    "dusty",
    "early",
    "faint",
    "grand",
    "hollow",
    "ivory",
    "jolly",
    "keen",
    "lucid",
)
_NOUNS = (
    "anchor",
    "barrel",
    "canal",
    "dock",
    "engine",
    "ferry",
    "gauge",
    "harbour",
    "island",
    "jetty",
    "keel",
    "lantern",
)
_KINDS = (
    "log",
    "order",
    "plan",
    "report",
    "route",
    "sample",
    "stock",
    "ticket",
    "trip",
    "unit",
    "visit",
    "wharf",
)
PER_RESOURCE = 10
"""Requests in a folder."""


def sized(count: int) -> bytes:
    """A collection of `count` requests, ten in a folder, each with two saved responses.

    Each folder is about a thing of its own, with fields that others have and two of its own.
    """
    folders = [_folder(at, min(PER_RESOURCE, count - at)) for at in range(0, count, PER_RESOURCE)]
    return _dump("Sized", folders)


def _folder(start: int, count: int) -> Json:
    number = start // PER_RESOURCE
    words = [
        _ADJECTIVES[number % 12],
        _NOUNS[number // 12 % 12],
        _KINDS[number // 144 % 12],
    ]
    if number >= 1728:
        words.insert(0, _NOUNS[number // 1728 % 12])
        words.insert(0, _ADJECTIVES[number // 20736 % 12])
    thing, path = " ".join(words), "-".join(words)
    record = _record(number)
    requests = list(_requests(thing, path, record))[:count]
    return {"name": f"{thing}s".title(), "item": requests}


def _record(number: int) -> Json:
    identity = f"{number:08x}-1c5d-4e7a-9b3f-{number:012x}"
    return {
        "id": identity,
        "name": f"Number {number}",
        f"{_NOUNS[number % 12]}_count": number,
        f"{_ADJECTIVES[number % 7]}_{_NOUNS[number % 11]}": {"x": 1.5, "y": number / 2},
        "tags": ["one", "two"],
        "owner": {"id": number, "login": "somebody", "site_admin": False},
        "note": None,
        "created_at": "2024-03-01T12:00:00Z",
    }


def _requests(thing: str, path: str, record: Json) -> Iterator[Json]:
    body = {key: value for key, value in record.items() if key not in {"id", "created_at"}}
    one, wrong = f"{path}/:id", {"message": "Not found", "code": 404}
    yield _request(f"List {thing}s", "GET", path, [record, record], query=["page", "limit"])
    yield _request(f"Create a {thing}", "POST", path, record, body=body)
    yield _request(f"Get a {thing}", "GET", one, record, wrong)
    yield _request(f"Update a {thing}", "PATCH", one, record, wrong, body=body)
    yield _request(f"Delete a {thing}", "DELETE", one, None, wrong)
    for action in ("archive", "restore", "copy", "publish"):
        target = f"{one}/{action}"
        yield _request(f"{action.title()} a {thing}", "POST", target, record, wrong)
    yield _request(f"Count {thing}s", "GET", f"{path}/count", {"count": 3}, query=["since"])


def _request(
    name: str,
    method: str,
    path: str,
    answer: Any,
    wrong: Json | None = None,
    *,
    body: Json | None = None,
    query: list[str] | None = None,
) -> Json:
    parts = path.split("/")
    request: Json = {
        "method": method,
        "header": [],
        "url": {
            "raw": f"{{{{baseUrl}}}}/{path}",
            "host": ["{{baseUrl}}"],
            "path": parts,
            "query": [{"key": key, "value": "", "disabled": True} for key in query or ()],
            "variable": [{"key": "id", "value": "1"}] if ":id" in parts else [],
        },
        "description": f"{name}, as the documentation says. It takes what is listed below.",
    }
    if body is not None:
        request["body"] = {"mode": "raw", "raw": json.dumps(body)}
        request["body"]["options"] = {"raw": {"language": "json"}}
    responses = [_response("OK", 200 if answer is not None else 204, answer, request)]
    if wrong is not None:
        responses.append(_response("Not found", 404, wrong, request))
    return {"name": name, "request": request, "response": responses}


def _response(name: str, code: int, answer: Any, request: Json) -> Json:
    return {
        "name": name,
        "originalRequest": request,
        "code": code,
        "status": name,
        "header": [{"key": "Content-Type", "value": "application/json"}],
        "body": "" if answer is None else json.dumps(answer),
    }


def _dump(name: str, items: list[Json]) -> bytes:
    variables = [{"key": "baseUrl", "value": "https://api.example.com"}]
    info = {"name": name, "schema": SCHEMA}
    return json.dumps({"info": info, "item": items, "variable": variables}).encode()


def one_changed(collection: bytes) -> bytes:
    """The collection with a field more in one saved answer, in the middle of it."""
    document = json.loads(collection)
    responses = [
        response
        for item in _items(document)
        for response in item.get("response", ())
        if response.get("body", "").startswith("{")
    ]
    changed = responses[len(responses) // 2]
    changed["body"] = json.dumps({**json.loads(changed["body"]), "added_for_the_bench": 1})
    return json.dumps(document).encode()


def _items(node: Json) -> Iterator[Json]:
    for item in node.get("item", ()):
        yield item
        yield from _items(item)


# --- calls -------------------------------------------------------------------------------


def thing() -> Json:
    """An answer of 2 kB."""
    return {
        "id": 17,
        "name": "a thing",
        **{f"text_{at}": f"some text of an ordinary length, number {at}" for at in range(24)},
        **{f"count_{at}": at * 1000 for at in range(12)},
        "owner": {"login": "somebody", "id": 3, "admin": False},
        "tags": ["one", "two", "three"],
    }


def records(size: int = 1_000_000) -> list[Json]:
    """A list of records with UUIDs and datetimes, of about `size` bytes as JSON."""
    made: list[Json] = []
    length = 0
    while length < size:
        at = len(made)
        made.append(
            {
                "id": f"{at:08x}-1c5d-4e7a-9b3f-{at:012x}",
                "account": f"{at * 7:08x}-aaaa-4bbb-8ccc-{at * 3:012x}",
                "name": f"Record number {at}",
                "amount": at * 1.25,
                "count": at,
                "is_open": at % 2 == 0,
                "created_at": f"2024-03-{at % 28 + 1:02}T12:{at % 60:02}:00.123456Z",
                "changed_at": f"2025-01-{at % 28 + 1:02}T08:00:{at % 60:02}Z",
            }
        )
        length += len(json.dumps(made[-1])) + 2
    return made


def calls() -> bytes:
    """The collection of the client that the calls are measured with."""
    items = [
        _request("Get a thing", "GET", "things/:id", thing()),
        _request("List records", "GET", "records", records(20_000)),
    ]
    return _dump("Bench", items)
