"""What a converted collection holds of each operation of its document."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

Json = Any


def key_of(method: str, path: str) -> tuple[str, str]:
    """What an operation of a document and its item in the collection agree in."""
    return method.upper(), re.sub(r"\{[^}]*\}", "{}", path)


def requests_of(collection: Json) -> dict[tuple[str, str], Json]:
    """The items by what they ask for."""
    found = {}
    stack = [collection]
    while stack:
        node = stack.pop()
        stack.extend(node.get("item", ()))
        if "request" in node:
            steps = [
                "{}" if step.startswith(":") else step for step in node["request"]["url"]["path"]
            ]
            path = "/" + "/".join(re.sub(r"\{\{?[^}]*\}\}?", "{}", step) for step in steps)
            found[key_of(node["request"]["method"], path)] = node
    return found


@dataclass(frozen=True, slots=True)
class Saved:
    """What the collection holds of one operation."""

    item: Json

    def entries(self, where: str, name: str) -> list[str]:
        """The texts of a parameter."""
        request = self.item["request"]
        groups = {
            "path": request["url"].get("variable", ()),
            "query": request["url"].get("query", ()),
            "header": request.get("header", ()),
        }
        return [
            entry["value"]
            for entry in groups.get(where, ())
            if str(entry.get("key", "")).lower() == name.lower() and entry.get("value")
        ]

    def body(self) -> list[Json]:
        """The JSON of the request's body."""
        return _parsed((self.item["request"].get("body") or {}).get("raw"))

    def fields(self, name: str) -> list[str]:
        """The texts of a field of a form."""
        body = self.item["request"].get("body") or {}
        entries = [*body.get("urlencoded", ()), *body.get("formdata", ())]
        return [e["value"] for e in entries if e.get("key") == name and e.get("value")]

    def answers(self, status: str) -> list[Json]:
        """The JSON of the answers of a status."""
        return [
            value
            for example in self.item.get("response", ())
            if str(example.get("code") or "default") == status
            for value in _parsed(example.get("body"))
        ]


def _parsed(text: str | None) -> list[Json]:
    try:
        return [json.loads(text or "")]
    except ValueError:
        return []
