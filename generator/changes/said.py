"""What a collection says where a change comes from: the lines that the report shows for it.

They are short and of the collection as it is after redaction: no secret is among them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from ..api.explain import objects_of, shown_values
from ..api.model import Api, Operation, Sample
from ..api.outcomes import status_of
from ..diagnostics import printable
from ..postman.collection import Auth, Example, KeyValue, Request
from ..python.identifiers import class_members, identifier
from .model import Change
from .wording import listed

_MOST_LINES = 6
_LONGEST_LINE = 160
_LONGEST_VALUE = 60
_TOLD = ("in", "key")
"""Parameters of an API key that are no values: where it goes, and under what name."""


class Said:
    """A collection by what the client makes of it, to look up what stands behind a change."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._models = {model.name: model for model in api.models}
        self._operations = {
            ".".join(map(class_members, (*one.resource, one.name))): one for one in api.operations()
        }

    def about(self, change: Change, key: tuple[str, str]) -> tuple[str, ...]:
        """The lines behind one change; none where the collection says nothing of it.

        `key` is what carries it on this side of the change.
        """
        lines: dict[str, None] = {}
        for line in self._lines(change, *key):
            lines[printable(line, _LONGEST_LINE)] = None
            if len(lines) > _MOST_LINES:
                return (*list(lines)[:_MOST_LINES], "…")
        return tuple(lines)

    def _lines(self, change: Change, place: str, key: str) -> Iterator[str]:
        operations = [
            self._operations[id_]
            for id_ in dict.fromkeys((change.where.partition("(")[0], *change.operations))
            if id_ in self._operations
        ]
        if place == "body":
            yield from self._field(change, operations, key)
        elif place == "error":
            yield from _answers(operations, lambda status: str(status) == key)
        elif place:
            yield from (line for one in operations for line in _parameter(one, place, key))
        elif change.where.startswith("Client("):
            for where in (change.where, *change.also):
                yield from self._setting(where.removeprefix("Client(").removesuffix(")"))
        else:
            yield from (line for one in operations for line in _operation(one, change.kind))

    def _field(self, change: Change, operations: Iterable[Operation], key: str) -> Iterator[str]:
        """A field as the samples have it that are of its model."""
        model = change.where.partition(".")[0]
        if not key:
            return
        found: dict[str, list[str]] = {}
        for operation in operations:
            for where, type_, value in shown_values(operation):
                for record in objects_of(type_, value, self._models, model):
                    name = json.dumps(key, ensure_ascii=False)
                    said = f"{name}: {_json(record[key])}" if key in record else f"no {name}"
                    found.setdefault(said, []).append(" ".join(where[1:-1].split(" / ")[-2:]))
        for said, places in found.items():
            yield f"{said}  in {listed(sorted(set(places)))}"

    def _setting(self, name: str) -> Iterator[str]:
        for setting in self._api.settings:
            if identifier(setting.name) == name and setting.variable:
                is_said = setting.default is not None and setting.default != setting.variable
                yield f"{setting.variable} = {setting.default}" if is_said else setting.variable


def _requests(operation: Operation) -> Iterator[Request]:
    """The requests of an operation, its own first."""
    yield from dict.fromkeys(sample.item.item.request for sample in operation.samples)


def _operation(operation: Operation, kind: str) -> Iterator[str]:
    what = kind.partition("-")[0]
    for request in _requests(operation):
        if what == "auth":
            yield _auth(operation.samples[0])
        elif what in {"header", "content"}:
            yield from (f"{one.key}: {one.value or ''}" for one in request.headers)
        elif what in {"body", "document"}:
            yield from _body(request)
        elif what == "text":
            yield from request.description.strip().splitlines() or [operation.title]
        elif what not in {"result", "status", "answer", "certainty"}:
            yield f"{request.method} {request.url.raw}"
    if what in {"result", "status", "answer", "certainty", "operation"}:
        yield from _answers([operation], lambda status: what != "operation" or status < 400)


def _auth(sample: Sample) -> str:
    auth: Auth | None = sample.item.auth
    if auth is None or auth.type == "noauth":
        return "no authentication"
    # Only what names a variable, and where a key goes: everything else is a value.
    told = _TOLD if auth.type == "apikey" else ()
    named = [
        f"{key} {value}" for key, value in auth.parameters if value.startswith("{{") or key in told
    ]
    return f"{auth.type} {', '.join(named)}".strip()


def _answers(operations: Iterable[Operation], wanted: Callable[[int], bool]) -> Iterator[str]:
    for operation in operations:
        examples = _examples(operation)
        for example in examples:
            status = status_of(example, examples)
            if wanted(status):
                text = " ".join((example.body or "no body").split())
                yield f"{status or 'default'} {example.name}: {_cut(text)}"


def _examples(operation: Operation) -> list[Example]:
    return [sample.example for sample in operation.samples if sample.example is not None]


def _parameter(operation: Operation, place: str, key: str) -> Iterator[str]:
    """A parameter as the requests have it."""
    for request in _requests(operation):
        match place:
            case "path":
                yield f"{request.method} {request.url.raw}"
            case "query":
                yield from _entries("?", request.url.query, key)
            case "headers":
                yield from _entries("", request.headers, key)
            case "form" | "multipart" if request.body is not None:
                yield from _entries("", request.body.fields, key)
            case _:
                yield from _member(operation, key)


def _entries(mark: str, entries: Iterable[KeyValue], key: str) -> Iterator[str]:
    joint = "=" if mark else ": "
    for one in entries:
        if one.key.strip() == key:
            off = " (disabled)" if one.disabled else ""
            described = f"  {one.description}" if one.description else ""
            value = f"{joint}{one.value}" if one.value is not None else ""
            yield f"{mark}{one.key}{value}{off}{described}"


def _member(operation: Operation, key: str) -> Iterator[str]:
    """A member of the JSON that requests send."""
    for where, _, value in shown_values(operation):
        if where.endswith('/ request"'):
            if not key:
                yield _json(value)
            elif isinstance(value, dict) and key in value:
                yield f"{json.dumps(key)}: {_json(value[key])}"


def _body(request: Request) -> Iterator[str]:
    if request.body is not None:
        yield f"body: {request.body.mode}"
        text = request.body.graphql.query if request.body.graphql else request.body.raw
        yield from text.splitlines()


def _json(value: object) -> str:
    return _cut(json.dumps(value, ensure_ascii=False))


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_VALUE else text[: _LONGEST_VALUE - 1] + "…"


def _key(change: Change) -> tuple[str, str]:
    return change.key_before if change.key_before[0] else change.key


def with_collection(
    changes: Iterable[Change], before: Api | None, after: Api | None
) -> tuple[Change, ...]:
    """The changes with what the collection said, and what it says now."""
    old, new = (Said(api) if api is not None else None for api in (before, after))
    return tuple(
        replace(
            change,
            said_before=old.about(change, _key(change)) if old else (),
            said_after=new.about(change, change.key) if new else (),
        )
        for change in changes
    )
