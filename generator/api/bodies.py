"""What the body of an operation is, from the bodies of its requests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from ..inference.observe import Observer
from ..inference.types import UNKNOWN, Map, Record, Type, with_field, with_fields
from ..postman import lenient_json, variables
from ..postman.collection import Body as PostmanBody
from ..postman.collection import Item, KeyValue, Request
from .graphql import declared_variables, with_declared
from .model import Body, BodyKind, MadeUp
from .requests import Scope, constant, group, parameter

# Postman prunes the bodies of these methods unless `disableBodyPruning` is set
# (postman-runtime, `bodyBuilder`).
_PRUNED_METHODS = frozenset({"GET", "HEAD", "COPY", "PURGE", "UNLOCK"})

# A value of the type that Postman makes up, in quotes where it is a text.
_DRAWN: Mapping[str, object] = {
    "{{$guid}}": "3fa85f64-5717-4562-b3fc-2c963f66afa6",
    "{{$isoTimestamp}}": "2024-01-31T12:00:00.000Z",
    "{{$randomBoolean}}": True,
    "{{$randomInt}}": 1,
    "{{$randomUUID}}": "3fa85f64-5717-4562-b3fc-2c963f66afa6",
    "{{$timestamp}}": 1,
}
_FORM = "application/x-www-form-urlencoded"
_LANGUAGE_TYPES = {
    "json": "application/json",
    "xml": "application/xml",
    "html": "text/html",
    "javascript": "application/javascript",
    "text": "text/plain",
}


def is_pruned(item: Item) -> bool:
    """Whether Postman leaves the body of this item out, whatever stands there."""
    unpruned = dict(item.behaviour).get("disableBodyPruning") == "true"
    return item.request.method in _PRUNED_METHODS and not unpruned


@dataclass(frozen=True, slots=True)
class ReadBody:
    """The body of one request, understood."""

    kind: BodyKind
    content_type: str | None
    value: object = None
    """The JSON of a json body, the variables of a graphql one."""
    text: str = ""
    """What is sent of a raw body, where that is not the JSON of `value`."""
    fields: tuple[KeyValue, ...] = ()
    document: str = ""
    operation_name: str | None = None


def content_type(request: Request) -> str | None:
    """The Content-Type header of a request; of several the last, as Postman takes it."""
    for header in reversed(request.headers):
        if header.key.strip().lower() == "content-type" and not header.disabled and header.value:
            return header.value.strip()
    return None


def read_body(request: Request) -> ReadBody | None:
    """The body of a request by what it is; None where it has none."""
    body = request.body
    said = content_type(request)
    if body is None:
        return None
    match body.mode:
        case "urlencoded" | "formdata":
            kind: Literal["form", "multipart"] = (
                "form" if body.mode == "urlencoded" else "multipart"
            )
            fields = tuple(entry for entry in body.fields if entry.key)
            # Of another type than the form's own only what says more is sent.
            named = said if kind == "form" and said and said.startswith(f"{_FORM};") else None
            return ReadBody(kind, named, fields=fields) if fields else None
        case "file":
            return ReadBody("binary", said)
        case "graphql":
            return _read_graphql(body, _unless_json(said))
        case "raw":
            return _read_raw(body, said)


def _unless_json(kind: str | None) -> str | None:
    return None if kind == "application/json" else kind


def _read_graphql(body: PostmanBody, kind: str | None) -> ReadBody | None:
    graphql = body.graphql
    if graphql is None or not graphql.query.strip():
        return None
    try:
        value = lenient_json.loads(graphql.variables) if graphql.variables.strip() else {}
    except ValueError:
        value = {}
    return ReadBody(
        "graphql",
        kind,
        value=value if isinstance(value, dict) else {},
        document=graphql.query,
        operation_name=graphql.operation_name or None,
    )


def _read_raw(body: PostmanBody, said: str | None) -> ReadBody | None:
    if not body.raw.strip():
        return None
    # What is said nowhere is sent as text (postman-runtime, core-body-builder.js).
    kind = said or _LANGUAGE_TYPES.get(body.language or "", "text/plain")
    if _is_meant_as_json(kind, body.raw):
        try:
            value = lenient_json.loads(body.raw)
        except ValueError:
            return ReadBody("text", kind, text=_sent(body, said))
        sent = _sent(body, said)
        is_json = lenient_json.is_json(sent)
        return ReadBody("json", _unless_json(kind), value=value, text="" if is_json else sent)
    return ReadBody("text", kind, text=body.raw)


def _sent(body: PostmanBody, said: str | None) -> str:
    """The text of a body as Postman sends it: comments go where a type says that it is JSON.

    (postman-runtime, request-helpers-presend.js)
    """
    is_said = body.language == "json" or (not body.language and said and _is_json(said))
    return lenient_json.without_comments(body.raw) if is_said else body.raw


def _is_meant_as_json(kind: str, text: str) -> bool:
    return _is_json(kind) or (kind == "text/plain" and text.lstrip()[:1] in {"{", "["})


def _is_json(kind: str) -> bool:
    subtype = kind.partition(";")[0].strip().lower()
    return subtype.endswith(("/json", "+json")) or "{{" in subtype


def _with_required(type_: Type, values: Sequence[object], method: str) -> Type:
    """The type of a body with the keys required that different requests all have.

    One request, or several with the same keys, show what may be sent and not what must be.
    A PATCH changes what it names, so that nothing in it is required.
    """
    if not isinstance(type_, Record):
        return type_
    shapes = {frozenset(value) for value in values if isinstance(value, dict)}
    is_told = len(shapes) > 1 and method != "PATCH" and all(shapes)
    shared = frozenset[str].intersection(*shapes) if is_told else frozenset[str]()
    fields = type_.in_order()
    return with_fields(
        type_, [with_field(field, field.type, required=field.name in shared) for field in fields]
    )


def body_of(
    request: Request,
    others: Sequence[Request],
    scope: Scope,
    observer: Observer,
    *,
    pruned: bool,
) -> tuple[Body | None, tuple[tuple[Request, BodyKind], ...]]:
    """The body of an operation, and the requests whose bodies are of another kind.

    The operation sends what its first request does, or the first that can be read where
    that is meant to be JSON and is none; its type is that of all bodies of this kind.
    `pruned` says that Postman sends none, whatever stands there.
    """
    if pruned:
        return None, ()
    read = list(_read_all((request, *others)))
    if not read:
        return None, ()
    first = next((body for _, body in read if not _is_broken(body)), read[0][1])
    alike = [*{id(body): body for _, body in read if body.kind == first.kind}.values()]
    left_out = tuple(
        (one, body.kind) for one, body in read if body.kind != first.kind and not _is_broken(body)
    )
    return _body(first, alike, request.method, scope, observer), left_out


def _read_all(requests: Iterable[Request]) -> Iterator[tuple[Request, ReadBody]]:
    """The requests that have a body; bodies that are the same are read once."""
    known: dict[tuple[PostmanBody | None, str | None], ReadBody | None] = {}
    for one in requests:
        key = one.body, content_type(one)
        if key not in known:
            known[key] = read_body(one)
        if (body := known[key]) is not None:
            yield one, body


def _is_broken(body: ReadBody) -> bool:
    """Whether a text was to be JSON and cannot be read."""
    return body.kind == "text" and _is_meant_as_json(body.content_type or "", body.text)


def made_up_members(value: object, scope: Scope) -> Iterator[MadeUp]:
    """The members of a JSON object that Postman makes up at each call."""
    for key, member in value.items() if isinstance(value, dict) else ():
        if (text := _written(member)) is not None:
            resolved = variables.resolve(text, scope)
            if variables.is_fresh(resolved):
                yield MadeUp(key, resolved, is_json=not isinstance(member, str))


def _written(member: object) -> str | None:
    """A text, or a value with variables in it and without quotes, as it is written."""
    if isinstance(member, lenient_json.VariableValue):
        return member.text
    return member if isinstance(member, str) else None


def _drawn(value: object) -> object:
    """A body in which a value that Postman makes up is of a type of its own."""
    match value:
        case dict():
            return {key: _drawn(item) for key, item in value.items()}
        case list():
            return [_drawn(item) for item in value]
        case str() if value in _DRAWN and isinstance(_DRAWN[value], str):
            return _DRAWN[value]
        case lenient_json.VariableValue() if not isinstance(_DRAWN.get(value.text, ""), str):
            return _DRAWN[value.text]
        case _:
            return value


def _body(
    first: ReadBody, alike: Sequence[ReadBody], method: str, scope: Scope, observer: Observer
) -> Body:
    others = [body for body in alike if body is not first]
    kind_of_content = first.content_type
    if kind_of_content is not None and constant(kind_of_content, scope) is None:
        kind_of_content = None
    if first.kind in {"json", "graphql"}:
        own = observer.observe(_drawn(first.value))
        more = {id(t): t for t in (observer.observe(_drawn(b.value)) for b in others)}.values()
        type_ = observer.merged([own, *(sorted(more, key=repr) if len(more) > 1 else more)])
        if isinstance(type_, Record) and any("{{" in field.name for field in type_.fields):
            # A key that is a variable is data, and no name for an argument.
            type_ = Map(UNKNOWN)
        type_ = _with_required(type_, [b.value for b in alike], method)
        document = variables.resolve(first.document, scope)
        if first.kind == "graphql":
            sent = [body.value for body in alike if isinstance(body.value, dict)]
            declared = declared_variables(document, first.operation_name)
            type_ = with_declared(type_, sent, declared)
        return Body(
            first.kind,
            kind_of_content,
            type=type_,
            document=document,
            operation_name=first.operation_name,
            # A PATCH changes what it names: nothing is changed unasked.
            made_up=() if method == "PATCH" else tuple(made_up_members(first.value, scope)),
        )
    groups = group(first.fields, (body.fields for body in others))
    fields = tuple(parameter(each, scope, with_default=False) for each in groups)
    return Body(first.kind, kind_of_content, fields=fields)
