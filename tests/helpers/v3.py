"""Collections of v2.1 as the files of a v3 folder, written as Postman writes them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from .collections import Json

_NO_FILE_NAME = re.compile(r'[/\\:*?"<>|]')
_RAW = ("json", "xml", "html", "javascript", "text")
_REQUEST = {"header": "headers", "description": "description"}


class _Writer(yaml.SafeDumper):
    """Writes texts in quotes, those of several lines as they stand."""


def _text(writer: _Writer, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else "'"
    return writer.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Writer.add_representer(str, _text)


def written(value: object) -> str:
    """A value as YAML."""
    return str(yaml.dump(value, Dumper=_Writer, sort_keys=False, allow_unicode=True, width=80))


def as_v3(collection: Json) -> dict[str, str]:
    """The files of a collection by path, in the folder that has its name."""
    files: dict[str, str] = {}
    info = collection["info"]
    _define(files, "", {"name": info["name"], "description": info.get("description")}, collection)
    _items(files, "", collection["item"])
    return files


def write_v3(collection: Json, folder: Path) -> Path:
    """The same on disk."""
    for path, text in as_v3(collection).items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


def _define(files: dict[str, str], folder: str, said: Json, node: Json) -> None:
    made = {
        "$kind": "collection",
        **said,
        "variables": node.get("variable"),
        "auth": _auth(node.get("auth")),
        "scripts": _scripts(node, "http:"),
    }
    files[f"{folder}.resources/definition.yaml"] = written(_known(made))


def _items(files: dict[str, str], folder: str, items: list[Json]) -> None:
    used: set[str] = set()
    for number, item in enumerate(items, 1):
        stem = _stem(item["name"], used)
        name = {} if stem == item["name"] else {"name": item["name"]}
        if "item" in item:
            here = f"{folder}{stem}/"
            said = {**name, "description": item.get("description"), "order": 1000 * number}
            _define(files, here, said, item)
            _items(files, here, item["item"])
            continue
        made = _request(item["request"])
        settings = item.get("protocolProfileBehavior")
        more = {"order": 1000 * number, "settings": settings, "scripts": _scripts(item, "")}
        files[f"{folder}{stem}.request.yaml"] = written(_known({**made, **name, **more}))
        examples = f"{folder}.resources/{stem}.resources/examples/"
        _examples(files, examples, item.get("response", []))


def _examples(files: dict[str, str], folder: str, responses: list[Json]) -> None:
    used: set[str] = set()
    for number, response in enumerate(responses, 1):
        stem = _stem(response["name"], used)
        answer = {
            "statusCode": response.get("code"),
            "statusText": response.get("status"),
            "headers": response.get("header"),
            "body": {
                "type": response.get("_postman_previewlanguage"),
                "content": response.get("body"),
            },
        }
        original = response.get("originalRequest")
        made = {
            "$kind": "http-example",
            "name": response["name"],
            "request": _request(original) if original else None,
            "response": _known({**answer, "body": _known(answer["body"])}),
            "order": 1000 * number,
        }
        files[f"{folder}{stem}.example.yaml"] = written(_known(made))


def _request(request: Json) -> Json:
    url = request["url"]
    url = {"raw": url} if isinstance(url, str) else url
    body = request.get("body") or {}
    made = {
        "$kind": "graphql-request" if body.get("mode") == "graphql" else "http-request",
        "url": url.get("raw"),
        "method": request.get("method"),
        "queryParams": url.get("query"),
        "pathVariables": url.get("variable"),
        **{new: request.get(old) for old, new in _REQUEST.items()},
        "auth": _auth(request.get("auth")),
    }
    if body.get("mode") == "graphql":
        del made["method"]
        return _known({**made, **body["graphql"]})
    return _known({**made, "body": _body(body)})


def _body(body: Json) -> Json | None:
    match body.get("mode"):
        case None:
            return None
        case "raw":
            language = body.get("options", {}).get("raw", {}).get("language")
            return _known({"type": language, "content": body["raw"]})
        case mode:
            return {"type": mode, "content": body[mode]}


def _auth(auth: Json | None) -> Json | None:
    if auth is None:
        return None
    pairs = auth.get(auth["type"], [])
    return _known({"type": auth["type"], "credentials": {p["key"]: p["value"] for p in pairs}})


def _scripts(node: Json, prefix: str) -> list[Json] | None:
    kinds = {"prerequest": "beforeRequest", "test": "afterResponse"}
    made = [
        {
            "type": prefix + kinds[event["listen"]],
            "language": "text/javascript",
            "code": _code(event["script"]["exec"]),
        }
        for event in node.get("event", ())
    ]
    return made or None


def _code(lines: str | list[str]) -> str:
    return lines if isinstance(lines, str) else "\n".join(lines)


def _stem(name: str, used: set[str]) -> str:
    """A name for a file, once in its folder whatever the case of its letters."""
    stem = plain = _NO_FILE_NAME.sub("-", name).strip()
    number = 1
    while stem.lower() in used:
        number += 1
        stem = f"{plain} {number}"
    used.add(stem.lower())
    return stem


def _known(node: Json) -> Json:
    return {key: value for key, value in node.items() if value is not None}


def described(files: dict[str, str], name: str) -> Any:
    """The files of a folder as the value that its bytes hold."""
    return {"$kind": "postgen:folder", "name": name, "files": files, "skipped": []}
