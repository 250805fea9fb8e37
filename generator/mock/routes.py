"""What a mock server can answer: the saved examples of a collection, by method and path."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from ..api.bodies import read_body
from ..api.outcomes import DEFAULT_STATUS, read_answer, status_of
from ..diagnostics import place
from ..inference.observe import fill
from ..postman import lenient_json, variables
from ..postman.collection import Collection, Example, Item, Located, Request, walk

Pairs = tuple[tuple[str, str], ...]

BODILESS = frozenset({204, 205, 304})
"""Statuses whose answers have no body (RFC 9110, sections 15.3.5, 15.3.6 and 15.4.5)."""

# They describe the connection, or the body as it once was encoded.
_NOT_SAID_AGAIN = frozenset(
    {
        "connection",
        "content-encoding",
        "content-length",
        "content-type",
        "date",
        "keep-alive",
        "transfer-encoding",
    }
)
_TYPES = {
    "html": "text/html; charset=utf-8",
    "javascript": "application/javascript; charset=utf-8",
    "json": "application/json",
    "xml": "application/xml; charset=utf-8",
}
_HEADER_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_WHOLE_VARIABLE = re.compile(r"\{\{[^{}]*\}\}")
_VARIABLE = re.compile(r"\{\{[^{}]*\}\}|\{[^{}]+\}|^:[^.]+")
"""What stands for any text in a segment: `{{id}}`, `{id}`, `:id` (which ends at a dot)."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a path between slashes: a text, or any text between two."""

    prefix: str
    suffix: str = ""
    is_open: bool = False

    def accepts(self, text: str) -> bool:
        """Whether a path has this part there."""
        if not self.is_open:
            return text == self.prefix
        least = len(self.prefix) + len(self.suffix)
        return len(text) > least and text.startswith(self.prefix) and text.endswith(self.suffix)


@dataclass(frozen=True, slots=True)
class Body:
    """A request's body as it is compared: JSON by its value, a form by its pairs."""

    kind: str
    value: object


@dataclass(frozen=True, slots=True)
class Answer:
    """A saved answer, and the request that it was saved with."""

    name: str
    where: str
    """The place in the collection."""
    status: int
    headers: Pairs
    content: bytes
    path: tuple[str | None, ...]
    """The parts of the path as they were sent; None where no value is known."""
    query: Pairs
    body: Body | None


@dataclass(frozen=True, slots=True)
class Route:
    """A method and a path, and all that was saved for them."""

    method: str
    path: tuple[Segment, ...]
    answers: tuple[Answer, ...]
    where: str


@dataclass(frozen=True, slots=True)
class Served:
    """All that a mock server answers."""

    routes: tuple[Route, ...]
    bases: tuple[str, ...]
    """Paths of the servers' own addresses, such as `/v1`: they may stand before a path."""


def served(collection: Collection) -> Served:
    """What a collection answers, in its order; items of one method and path are one route."""
    scope = variables.scope(collection.variables)
    found: dict[tuple[str, tuple[Segment, ...]], list[Answer]] = {}
    places: dict[tuple[str, tuple[Segment, ...]], str] = {}
    bases: dict[str, None] = {}
    for located in walk(collection):
        request = located.item.request
        where = place(*located.folder_path, located.item.name)
        key = (request.method, _segments(request, scope))
        places.setdefault(key, where)
        found.setdefault(key, []).extend(_answers(located, scope, where))
        if base := _base(request, scope):
            bases[base] = None
    routes = (
        Route(method, path, tuple(answers), places[method, path])
        for (method, path), answers in found.items()
    )
    return Served(tuple(routes), tuple(bases))


def _base(request: Request, scope: Mapping[str, str]) -> str:
    """The path of the server's own address."""
    address = variables.resolve(request.url.server, scope)
    try:
        return urlsplit(address if "://" in address else f"//{address}").path.rstrip("/")
    except ValueError:  # brackets that are no IPv6 address
        return ""


def _segments(request: Request, scope: Mapping[str, str]) -> tuple[Segment, ...]:
    """The parts of a path; one that is a variable takes any text, as an argument does."""
    found: list[Segment] = []
    for part in request.url.path:
        resolved = variables.resolve(part, scope).split("/")
        is_variable = len(resolved) == 1 and _WHOLE_VARIABLE.fullmatch(part) is not None
        found += [Segment("", is_open=True)] if is_variable else map(_segment, resolved)
    return tuple(found) or (Segment(""),)


def _path(request: Request, scope: Mapping[str, str]) -> list[str]:
    resolved = variables.resolve("/".join(request.url.path), scope)
    return resolved.split("/")


def _segment(text: str) -> Segment:
    tokens = list(_VARIABLE.finditer(text))
    if not tokens:
        return Segment(unquote(text))
    return Segment(unquote(text[: tokens[0].start()]), unquote(text[tokens[-1].end() :]), True)


# --- answers ----------------------------------------------------------------------------


def _answers(located: Located, scope: Mapping[str, str], where: str) -> tuple[Answer, ...]:
    item = located.item
    return tuple(
        answer
        for example in item.examples
        if (answer := _answer(example, item, scope, where)) is not None
    )


def _answer(example: Example, item: Item, scope: Mapping[str, str], where: str) -> Answer | None:
    status = status_of(example, item.examples)
    if status == DEFAULT_STATUS:
        status = 500
    if not 200 <= status <= 599:  # an interim answer cannot be the answer
        return None
    content_type, content = _content(example, scope)
    if status in BODILESS:
        content = b""
    request = example.request or item.request
    headers = [
        (entry.key.strip(), value)
        for entry in example.headers
        if not entry.disabled
        and entry.key.strip().lower() not in _NOT_SAID_AGAIN
        and _HEADER_NAME.fullmatch(entry.key.strip())
        and (value := variables.resolve(entry.value or "", scope).strip()).isprintable()
    ]
    if content:
        headers.append(("Content-Type", content_type))
    return Answer(
        example.name,
        f"{where} / response {status}",
        status,
        tuple(headers),
        content,
        _path_values(request, item.request, scope),
        _query(request, scope),
        _body(request, scope),
    )


def _content(example: Example, scope: Mapping[str, str]) -> tuple[str, bytes]:
    """Content type and body; placeholders such as `<uuid>` become values of their types."""
    said = next((e.value for e in example.headers if e.key.strip().lower() == "content-type"), None)
    text = variables.resolve(example.body or "", scope)
    kind, value = read_answer(example)
    if kind == "json":
        plain = lenient_json.plain(value)
        filled = fill(plain)
        if filled != plain:
            text = json.dumps(filled, indent=2, ensure_ascii=False)
        fallback = "application/json"
    else:
        fallback = _TYPES.get(example.language or "", "text/plain; charset=utf-8")
    # The text is sent as UTF-8, whatever it once came as.
    media, _, _ = (said or "").partition(";")
    content_type = media.strip() if media.strip().isprintable() else ""
    if content_type.startswith("text/"):
        content_type += "; charset=utf-8"
    return content_type or fallback, text.encode(errors="replace")


def _path_values(
    request: Request, own: Request, scope: Mapping[str, str]
) -> tuple[str | None, ...]:
    """The parts of the path that a request was saved with."""
    values = {
        entry.key: variables.resolve(entry.value, scope)
        for url in (own.url, request.url)
        for entry in url.variables
        if entry.value
    }
    parts: list[str | None] = []
    for part in _path(request, scope):
        name, dot, rest = part[1:].partition(".")
        text = values.get(name, part) + dot + rest if part.startswith(":") and name else part
        is_known = not _segment(text).is_open and fill(text) == text
        parts.append(unquote(text) if is_known else None)
    return tuple(parts)


def _query(request: Request, scope: Mapping[str, str]) -> Pairs:
    pairs = (
        (entry.key, variables.resolve(entry.value or "", scope))
        for entry in request.url.query
        if not entry.disabled and entry.key
    )
    return tuple((key, value) for key, value in pairs if "{{" not in value and fill(value) == value)


def _body(request: Request, scope: Mapping[str, str]) -> Body | None:
    read = read_body(request)
    if read is None:
        return None
    match read.kind:
        case "json":
            return Body("json", lenient_json.plain(read.value))
        case "graphql":
            return Body(
                "json", {"query": read.document, "variables": lenient_json.plain(read.value)}
            )
        case "form":
            pairs = [
                (entry.key, variables.resolve(entry.value or "", scope))
                for entry in read.fields
                if not entry.disabled
            ]
            return Body("form", tuple(pairs))
        case "text":
            return Body("text", variables.resolve(read.text, scope))
    return None
