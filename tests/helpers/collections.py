"""Collections in few lines: v2.1 JSON as Python values."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
SAMPLES = ("belvo", "library")

Json = dict[str, Any]


def sample(name: str) -> Json:
    """One of the sample collections that come with postgen."""
    loaded: Json = json.loads(sample_path(name).read_bytes())
    return loaded


def sample_path(name: str) -> Path:
    return ROOT / "collections" / f"{name}.postman_collection.json"


def collection(*nodes: Json, name: str = "Acme", **more: Any) -> Json:
    schema = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
    return {"info": {"name": name, "schema": schema}, "item": list(nodes), **more}


def folder(name: str, *nodes: Json, **more: Any) -> Json:
    return {"name": name, "item": list(nodes), **more}


def item(  # one line in a test, whatever it is about
    name: str,
    method: str = "GET",
    path: str = "/things",
    *,
    body: object = None,
    headers: dict[str, str] | list[Json] | None = None,
    variables: list[Json] | None = None,
    query: list[Json] | None = None,
    answers: list[Json] | None = None,
    **request: Any,
) -> Json:
    """An item; `path` may be a whole address, `body` is JSON unless it is Postman's object."""
    url: Json = {"raw": path if "://" in path or path.startswith("{{") else "{{baseUrl}}" + path}
    if query:
        url["query"] = query
    if variables:
        url["variable"] = variables
    if isinstance(headers, dict):
        headers = [{"key": key, "value": value} for key, value in headers.items()]
    made: Json = {"method": method, "url": url, "header": headers or [], **request}
    if body is not None:
        made["body"] = (
            body if isinstance(body, dict) and "mode" in body else raw(json.dumps(body), "json")
        )
    return {"name": name, "request": made, "response": answers or []}


def raw(text: str, language: str | None = None) -> Json:
    options = {"options": {"raw": {"language": language}}} if language else {}
    return {"mode": "raw", "raw": text, **options}


def answer(
    body: object = None,
    code: int | None = 200,
    name: str = "",
    *,
    text: str | None = None,
    **more: Any,
) -> Json:
    """A saved example whose body is JSON, or `text` as it stands."""
    made: Json = {"name": name or f"answer {code}", "header": [], **more}
    if code is not None:
        made["code"] = code
    if text is not None:
        made["body"] = text
    elif body is not None:
        made["body"] = json.dumps(body)
        made["header"] = [{"key": "Content-Type", "value": "application/json"}]
    return made
