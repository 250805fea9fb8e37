"""Bodies of requests: raw text, form fields, a file, GraphQL."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from .collection import Body, BodyMode, GraphQL
from .fields import file_paths, key_values, query_fields
from .shapes import Spot, is_disabled, kind, text_of, text_or_none

_MODES: tuple[BodyMode, ...] = get_args(BodyMode)


def read_body(node: object, spot: Spot) -> Body | None:
    """The body that is sent; None where there is none, it is disabled, or empty.

    A file without a path is no empty body: exports leave the path out.
    """
    match node:
        case None:
            return None
        case str():
            return Body("raw", raw=node) if node else None
        case dict():
            return None if is_disabled(node) else _from_object(node, spot)
        case _:
            spot.notice(f"`body` is {kind(node)}: read as none")
            return None


def _from_object(node: Mapping[str, object], spot: Spot) -> Body | None:
    mode = _mode(node, spot)
    if mode is None:
        return None
    content = node.get(mode)
    if mode == "raw":
        text = text_of(content)
        return Body("raw", raw=text, language=_language(node)) if text else None
    if mode == "graphql":
        return _graphql(content, spot)
    if mode == "file":
        paths = file_paths(content.get("src") if isinstance(content, dict) else content)
        return Body("file", file=paths[0] if paths else None)
    fields = tuple(field for field in key_values(content, spot, mode, query_fields) if field.key)
    return Body(mode, fields=fields) if fields else None


def _mode(node: Mapping[str, object], spot: Spot) -> BodyMode | None:
    """The mode as said; raw for unknown ones, as Postman takes them (request-body.js)."""
    said = node.get("mode")
    if not said:
        filled = [mode for mode in _MODES if node.get(mode)]
        return filled[0] if len(filled) == 1 else None
    for mode in _MODES:
        if text_of(said).lower() == mode:
            return mode
    spot.notice(f"the body's `mode` is {text_of(said)!r}, which is none of Postman's: read as raw")
    return "raw"


def _language(node: Mapping[str, object]) -> str | None:
    match node.get("options"):
        case {"raw": {"language": str() as language}} if language:
            return language.lower()
        case _:
            return None


def _graphql(node: object, spot: Spot) -> Body | None:
    match node:
        case None | "":
            return None
        case str():
            query = GraphQL(node)
        case dict():
            query = GraphQL(
                query=text_of(node.get("query")),
                variables=text_of(node.get("variables")),
                operation_name=text_or_none(node.get("operationName")) or None,
            )
        case _:
            spot.notice(f"`graphql` is {kind(node)}: read as none")
            return None
    return Body("graphql", graphql=query) if query != GraphQL("") else None
