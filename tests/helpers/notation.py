"""Small collections as text: one that changes is read beside what it was.

    variable baseUrl=https://api.example.com
    auth bearer {{token}}
    Links / Get a link: GET /links/:id?expand=owner
    about Gets a link.
    path id=1 The id.
    query expand=owner (Required) What to add.
    header X-Version: 2
    body {"name": "n"}
    form name=n
    graphql Find: query Find { links { id } }
    200 {"id": 1}
    404

A line with a colon after a title begins an item; those before the first one are about the
collection.
"""

from __future__ import annotations

import re
from typing import Any

from .collections import Json, answer, collection, folder, item

_ITEM = re.compile(r"(?P<titles>[^:{]+): (?P<method>[A-Z]+) (?P<path>\S+)")
_STATUS = re.compile(r"(\d{3}|default)(?: (.*))?")


def read(text: str) -> Json:
    """The collection of a text."""
    about: dict[str, Any] = {"variable": []}
    name = "Acme"
    description = ""
    items: list[tuple[list[str], dict[str, Any]]] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        word, _, rest = line.partition(" ")
        if found := _ITEM.fullmatch(line):
            made = {"method": found["method"], "path": found["path"], "answers": []}
            items.append((found["titles"].split(" / "), made))
        elif items:
            _add(items[-1][1], word, rest, line)
        elif word == "variable":
            key, _, value = rest.partition("=")
            about["variable"].append({"key": key, "value": value})
        elif word == "auth":
            about["auth"] = _auth(rest)
        elif word == "name":
            name = rest
        elif word == "about":
            description = rest
        else:
            raise ValueError(f"not understood: {line}")
    made = collection(*_tree(items), name=name, **about)
    made["info"]["description"] = description
    return made


def _add(made: dict[str, Any], word: str, rest: str, line: str) -> None:
    key, _, more = rest.partition(" ")
    name, _, value = key.partition("=")
    match word:
        case "about":
            made["description"] = rest
        case "path":
            entry = {"key": name, "value": value, "description": more}
            made.setdefault("variables", []).append(entry)
        case "query":
            entry = {"key": name, "value": value, "description": more}
            made.setdefault("query", []).append(entry)
        case "header":
            header, _, value = rest.partition(": ")
            made.setdefault("headers", []).append({"key": header, "value": value})
        case "auth":
            made["auth"] = _auth(rest)
        case "body":
            made["body"] = {
                "mode": "raw",
                "raw": rest,
                "options": {"raw": {"language": "json"}},
            }
        case "graphql":
            operation = key[:-1] if key.endswith(":") else None
            graphql = {"query": more if operation else rest, "operationName": operation}
            made["body"] = {"mode": "graphql", "graphql": {**graphql, "variables": ""}}
        case "text":
            made["body"] = {"mode": "raw", "raw": rest}
        case "form":
            fields = made.setdefault("body", {"mode": "urlencoded", "urlencoded": []})
            fields["urlencoded"].append({"key": name, "value": value, "description": more})
        case _ if found := _STATUS.fullmatch(line):
            status = None if found[1] == "default" else int(found[1])
            made["answers"].append(_answer(status, found[2]))
        case _:
            raise ValueError(f"not understood: {line}")


def _answer(status: int | None, text: str | None) -> Json:
    if text is None:
        return answer(None, status)
    is_json = text[0] in '{["0123456789' or text in {"true", "false", "null"}
    kind = "application/json" if is_json else "text/plain"
    header = [{"key": "Content-Type", "value": kind}]
    return {**answer(None, status), "body": text, "header": header}


def _auth(text: str) -> Json:
    """`bearer {{token}}`, `basic {{user}} {{password}}`, `apikey X-Key {{key}}`, `noauth`."""
    kind, *values = text.split()
    keys = {
        "bearer": ("token",),
        "basic": ("username", "password"),
        "apikey": ("key", "value"),
        "noauth": (),
    }[kind]
    pairs = zip(keys, values, strict=True)
    return {"type": kind, kind: [{"key": key, "value": value} for key, value in pairs]}


def _tree(items: list[tuple[list[str], dict[str, Any]]]) -> list[Json]:
    nodes: list[Json] = []
    for titles, made in items:
        inside = nodes
        for title in titles[:-1]:
            found = next((one for one in inside if one["name"] == title and "item" in one), None)
            if found is None:
                found = folder(title)
                inside.append(found)
            inside = found["item"]
        inside.append(item(titles[-1], **made))
    return nodes
