"""Which saved answer a request gets: by method, path, query and body, else the first success.

The rules in short: the most literal path wins; among its answers one whose saved request
is just this one, else the first with a 2xx status; `Prefer: status=404` (or Postman's
`x-mock-response-code` and `x-mock-response-name`) asks for another.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote

from .routes import Answer, Body, Pairs, Route, Served

_PREFERENCE = re.compile(r'\s*(status|code|example)\s*=\s*("[^"]*"|[^\s;,"]+)\s*', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as the mock server got it."""

    method: str
    path: str
    """As sent, percent-encoded."""
    query: Pairs
    headers: Mapping[str, str]
    """Names in lower case."""
    content: bytes = b""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why there is no saved answer."""

    status: int
    message: str
    allow: tuple[str, ...] = ()
    """The methods that the path has."""


def choose(served: Served, asked: Asked) -> Answer | Refusal:
    """The answer of a request."""
    parts, matching = _on_path(served, asked.path)
    if not matching:
        return Refusal(404, f"the collection has no request for {asked.method} {asked.path}")
    of_method = [route for route in matching if route.method == asked.method]
    if not of_method and asked.method == "HEAD":
        of_method = [route for route in matching if route.method == "GET"]
    if not of_method:
        methods = tuple(dict.fromkeys(route.method for route in matching))
        return Refusal(405, f"{asked.path} was saved with {', '.join(methods)} only", methods)
    # Where two paths are equally literal, one that has answers is more use.
    route = max(of_method, key=lambda one: (_literal(one), bool(one.answers)))
    if not route.answers:
        return Refusal(501, f"{route.where} has no saved answer")
    return _of_route(route, asked, parts)


def _on_path(served: Served, path: str) -> tuple[list[str], list[Route]]:
    """The parts of a path and the routes that it has.

    A slash at its end may be more or less where none fits else.
    """
    based = [path.removeprefix(base) for base in served.bases if path.startswith(f"{base}/")]
    for one in (*based, path):
        parts = _parts(one)
        for tried in (parts, parts[:-1] if parts[-1] == "" else [*parts, ""]):
            if found := [route for route in served.routes if _fits(route, tried)]:
                return tried, found
    return [], []


def _parts(path: str) -> list[str]:
    return [unquote(part) for part in path.removeprefix("/").split("/")]


def _fits(route: Route, parts: Sequence[str]) -> bool:
    return len(route.path) == len(parts) and all(
        segment.accepts(part) for segment, part in zip(route.path, parts, strict=True)
    )


def _literal(route: Route) -> tuple[tuple[bool, int], ...]:
    """How much of each part is text."""
    return tuple((not one.is_open, len(one.prefix + one.suffix)) for one in route.path)


def _of_route(route: Route, asked: Asked, parts: Sequence[str]) -> Answer | Refusal:
    status, name = _wanted(asked.headers)
    answers = [
        answer
        for answer in route.answers
        if status in {None, str(answer.status)} and name in {None, answer.name}
    ]
    if not answers:
        saved = ", ".join(f"{answer.status} ({answer.name})" for answer in route.answers)
        return Refusal(404, f"{route.where} has no such answer; saved are {saved}")
    return min(answers, key=lambda answer: _rank(answer, route, asked, parts))


def _wanted(headers: Mapping[str, str]) -> tuple[str | None, str | None]:
    """The status and the name of the answer that is asked for."""
    status = headers.get("x-mock-response-code")
    name = headers.get("x-mock-response-name")
    for part in re.split(r"[,;]", headers.get("prefer", "")):
        if preference := _PREFERENCE.fullmatch(part):
            value = preference[2].strip('"')
            if preference[1].lower() == "example":
                name = value
            else:
                status = value
    return status, name


def _rank(
    answer: Answer, route: Route, asked: Asked, parts: Sequence[str]
) -> tuple[bool, int, bool]:
    """The less, the sooner: an answer to just this, then a success, then the first."""
    agreeing = differing = 0
    for segment, saved, sent in zip(route.path, answer.path, parts, strict=False):
        if segment.is_open and saved is not None:
            agreeing, differing = agreeing + (saved == sent), differing + (saved != sent)
    for pair in answer.query:
        is_sent = pair in asked.query
        agreeing, differing = agreeing + is_sent, differing + (not is_sent)
    if answer.body is not None and answer.body == _body(asked, answer.body.kind):
        agreeing += 1
    is_success = 200 <= answer.status < 300
    is_meant = agreeing > 0 and not differing
    return (not is_meant, -agreeing if is_meant else 0, not is_success)


def _body(asked: Asked, kind: str) -> Body | None:
    """The body of a request, read as the one it is compared with."""
    text = asked.content.decode(errors="replace")
    match kind:
        case "json":
            try:
                return Body(kind, json.loads(text))
            except (ValueError, RecursionError):
                return None
        case "form":
            return Body(kind, tuple(parse_qsl(text, keep_blank_values=True)))
    return Body(kind, text)
