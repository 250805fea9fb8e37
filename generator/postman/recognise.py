"""What a file holds: a collection, or one of the things given in its place by mistake."""

from __future__ import annotations

import re
from collections.abc import Mapping

_EXPORT = "export the collection from Postman as v2.1 JSON"

FOLDER_KIND = "postgen:folder"
"""The `$kind` of the JSON text that a v3 folder comes as."""
_V3_FILE = "this is a file of a v3 collection; give the folder that the collection is"

_YAML_SIGNS = (
    (re.compile(r"^[\"']?openapi[\"']?\s*:", re.MULTILINE), "an OpenAPI document (YAML)"),
    (re.compile(r"^[\"']?swagger[\"']?\s*:", re.MULTILINE), "a Swagger document (YAML)"),
    (re.compile(r"^[\"']?asyncapi[\"']?\s*:", re.MULTILINE), "an AsyncAPI document (YAML)"),
    (re.compile(r"^type:\s*[\w.]*insomnia", re.MULTILINE), "an Insomnia export (YAML)"),
    (re.compile(r"^_type:\s*export", re.MULTILINE), "an Insomnia export (YAML)"),
)
_V3_SIGN = re.compile(r"^\$kind\s*:", re.MULTILINE)
_SEARCHED = 20_000
"""Characters at the start of a text that is no JSON, in which signs are looked for."""


def mistaken_text(text: str) -> str | None:
    """What a text that is no JSON is instead, and what to do; None where it can't be said."""
    start = text.lstrip("\ufeff \t\r\n")[:_SEARCHED]
    if not start:
        return "the file is empty"
    if start[0] in "{[":
        return None
    if _V3_SIGN.search(start):
        return _V3_FILE
    for sign, name in _YAML_SIGNS:
        if sign.search(start):
            return _is_no_collection(name)
    if start.lower().startswith(("<!doctype html", "<html")):
        return f"this is a web page, not a collection; {_EXPORT}"
    return None


def mistaken(root: Mapping[str, object]) -> str | None:
    """What a JSON object that is no collection is instead; None where it can't be said."""
    match root:
        case {"openapi": str() | int() | float()}:
            return _is_no_collection("an OpenAPI document")
        case {"swagger": str() | int() | float()}:
            return _is_no_collection("a Swagger document")
        case {"asyncapi": str()}:
            return _is_no_collection("an AsyncAPI document")
        case {"$kind": _}:
            return _V3_FILE
        case {"_postman_variable_scope": "globals"}:
            return f"this is a Postman globals file, not a collection; {_EXPORT}"
        case {"_postman_variable_scope": _} | {"values": list()} | {"environment": {}}:
            return (
                "this is a Postman environment, not a collection; "
                "give the collection that it belongs to"
            )
        case {"__export_format": _} | {"_type": "export"}:
            return _is_no_collection("an Insomnia export")
        case {"log": {"entries": _}}:
            return _is_no_collection("a HAR file (recorded requests)")
        case {"collections": list()}:
            return "this is an export of a whole Postman account; give one of its collections"
        case {"$schema": str()}:
            return f"this is a JSON Schema, not a collection; {_EXPORT}"
        case _:
            return None


def _is_no_collection(name: str) -> str:
    return f"this is {name}, not a Postman collection; import it in Postman, then {_EXPORT}"


def unwrapped(root: Mapping[str, object]) -> Mapping[str, object]:
    """The collection in the envelope that Postman's API and Newman's reports put it in."""
    inner = root.get("collection")
    return inner if isinstance(inner, dict) and not is_v2(root) and not is_v1(root) else root


def is_folder(root: Mapping[str, object]) -> bool:
    """Whether this is a v3 folder as one value, its files by path."""
    return root.get("$kind") == FOLDER_KIND and isinstance(root.get("files"), dict)


def is_v2(root: Mapping[str, object]) -> bool:
    """Whether this is a collection with nested items, or a folder saved on its own."""
    if "item" in root or "items" in root:
        return True
    return "info" in root and mistaken(root) is None


def is_v1(root: Mapping[str, object]) -> bool:
    """Whether this is a collection with requests and folders in flat lists."""
    return "requests" in root or ("order" in root and "name" in root)


def is_item(root: Mapping[str, object]) -> bool:
    """Whether this is one item, saved on its own."""
    return ("request" in root or "response" in root) and "log" not in root
