"""Twenty ways in which an answer can be broken."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer as a server gives it."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: str


def _leaves(value: Any, change: Callable[[Any], Any]) -> Any:
    match value:
        case dict():
            return {key: _leaves(item, change) for key, item in value.items()}
        case list():
            return [_leaves(item, change) for item in value]
    return change(value)


def _objects(value: Any, change: Callable[[dict[str, Any]], Any]) -> Any:
    match value:
        case dict():
            return change({key: _objects(item, change) for key, item in value.items()})
        case list():
            return [_objects(item, change) for item in value]
    return value


def _lists(value: Any, change: Callable[[list[Any]], Any]) -> Any:
    match value:
        case dict():
            return {key: _lists(item, change) for key, item in value.items()}
        case list():
            return change([_lists(item, change) for item in value])
    return value


def _json(change: Callable[[Any], Any]) -> Callable[[Reply], Reply]:
    def broken(reply: Reply) -> Reply:
        try:
            value = json.loads(reply.body)
        except ValueError:
            return replace(reply, body=f"{reply.body} and more")
        return replace(reply, body=json.dumps(change(value), ensure_ascii=False))

    return broken


def _status(status: int) -> Callable[[Reply], Reply]:
    return lambda reply: replace(reply, status=status)


def _body(body: str) -> Callable[[Reply], Reply]:
    return lambda reply: replace(reply, body=body)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


BREAKS: Mapping[str, Callable[[Reply], Reply]] = {
    "as it is": lambda reply: reply,
    "status 500": _status(500),
    "status 404": _status(404),
    "another success": lambda reply: replace(reply, status=202 if reply.status == 200 else 200),
    "no body": _body(""),
    "half a body": lambda reply: replace(reply, body=reply.body[: len(reply.body) // 2]),
    "null": _body("null"),
    "an empty list": _body("[]"),
    "an empty object": _body("{}"),
    "plain text": _body("Something went wrong"),
    "no headers": lambda reply: replace(reply, headers=()),
    "text/plain": lambda reply: replace(reply, headers=(("content-type", "text/plain"),)),
    "numbers as texts": _json(lambda v: _leaves(v, lambda x: str(x) if _is_number(x) else x)),
    "texts as numbers": _json(lambda v: _leaves(v, lambda x: 7 if isinstance(x, str) else x)),
    "numbers as truth": _json(lambda v: _leaves(v, lambda x: x == 1 if _is_number(x) else x)),
    "truth turned": _json(lambda v: _leaves(v, lambda x: (not x) if isinstance(x, bool) else x)),
    "all null": _json(lambda v: _leaves(v, lambda _: None)),
    "texts in capitals": _json(lambda v: _leaves(v, lambda x: str(x).upper() if x else x)),
    "a key less": _json(lambda v: _objects(v, lambda o: dict([*o.items()][1:]))),
    "lists empty": _json(lambda v: _lists(v, lambda _: [])),
    "lists as their first": _json(lambda v: _lists(v, lambda items: items[0] if items else None)),
}
"""By name; the first breaks nothing."""
