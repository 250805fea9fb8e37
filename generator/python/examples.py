"""The examples of an operation as data for its replay: arguments, request, answer."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ..api.bodies import ReadBody, read_body
from ..api.model import Api, Operation, Parameter, Sample
from ..api.outcomes import DEFAULT_STATUS, header, read_answer, status_of
from ..api.requests import constant
from ..inference.observe import fill
from ..inference.types import Boolean, Integer, Number, Record
from ..postman.collection import KeyValue, Request
from .expected import (
    Json,
    Pairs,
    credentials,
    enabled_headers,
    json_value,
    path_text,
    path_values,
    plain,
    server_text,
    test_settings,
    text_value,
)
from .identifiers import identifier
from .methods import Signature, body_keys, has_whole_body, signature

Scope = Mapping[str, str]

_CONTENT_TYPES = {
    "json": "application/json",
    "graphql": "application/json",
    "form": "application/x-www-form-urlencoded",
    "multipart": "multipart/form-data",
}


class _NotExpressibleError(Exception):
    """A saved request that says what the operation has no argument for."""


@dataclass(slots=True)
class _Call:
    """The arguments of a call and what it must send, filled in part by part."""

    arguments: Json = field(default_factory=dict)
    omitted: list[str] = field(default_factory=list)
    request: Json = field(default_factory=dict)


def client_settings(api: Api) -> str:
    """The arguments of a client under test, as the JSON of `tests/client.json`."""
    return _dump({identifier(name): value for name, value in test_settings(api).items()})


def examples_of(operation: Operation, api: Api, scope: Scope) -> str:
    """The examples of an operation, as the JSON of its file in `tests/examples`."""
    return _dump(
        {"examples": [_example(sample, operation, api, scope) for sample in operation.samples]}
    )


def _dump(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def _example(sample: Sample, operation: Operation, api: Api, scope: Scope) -> Json:
    own = sample.item.item.request
    try:
        call = _call(sample.request, own, operation, api, scope)
    except _NotExpressibleError:
        call = _call(own, own, operation, api, scope)
    made: Json = {"name": sample.name, "arguments": call.arguments}
    if call.omitted:
        made["omitted"] = call.omitted
    made["request"] = call.request
    if sample.example is not None:
        made["response"] = _response(sample, operation)
    return made


def _call(request: Request, own: Request, operation: Operation, api: Api, scope: Scope) -> _Call:
    call = _Call()
    named = signature(operation)
    settings = test_settings(api)
    schemes = [scheme for scheme in api.auth if scheme.name in operation.auth]
    headers, credential_query = credentials(schemes, settings)
    query = _query(request, own, operation, named, call, scope)
    call.request = {
        "method": operation.method,
        "url": server_text(operation, settings)
        + _path(request, own, operation, named, call, scope),
        "query": [*query, *credential_query],
        "headers": {**_headers(request, own, operation, named, call, scope), **headers},
    }
    _body(request, own, operation, named, call, scope)
    return call


def _path(
    request: Request,
    own: Request,
    operation: Operation,
    named: Signature,
    call: _Call,
    scope: Scope,
) -> str:
    found = path_values(request.url, own.url, scope)
    values = {}
    for parameter in operation.path_parameters:
        name = parameter.name
        if name in found:
            values[name] = found[name]
        elif parameter.default and parameter.default[0]:
            values[name] = parameter.default[0]
            continue
        else:
            values[name] = name.strip(".") or "value"
        call.arguments[named.argument("path", name)] = values[name]
    return path_text(own.url, values)


def _query(
    request: Request,
    own: Request,
    operation: Operation,
    named: Signature,
    call: _Call,
    scope: Scope,
) -> Pairs:
    known = {parameter.name for parameter in operation.query}
    sent = [e for e in request.url.query if not e.disabled and (e.key or e.value)]
    if any(entry.key not in known for entry in sent):
        raise _NotExpressibleError
    pairs: Pairs = []
    for parameter in operation.query:
        entries = [entry for entry in sent if entry.key == parameter.name]
        if not entries and parameter.required:
            entries = [e for e in own.url.query if e.key == parameter.name]
        values = _texts(entries, scope)
        _give(parameter, values, named.argument("query", parameter.name), call)
        pairs.extend([parameter.name, value] for value in values)
    return pairs


def _texts(entries: Iterable[KeyValue], scope: Scope) -> list[str | None]:
    return [None if e.value is None else text_value(e.value, scope) for e in entries]


def _give(parameter: Parameter, values: Sequence[str | None], argument: str, call: _Call) -> None:
    """Pass the values of a parameter, or leave it out as a caller would."""
    if not values:
        if parameter.default is not None or parameter.required:
            call.omitted.append(argument)
        return
    typed = [_typed(parameter, value) for value in values]
    call.arguments[argument] = typed if parameter.repeated else typed[0]


def _typed(parameter: Parameter, text: str | None) -> object:
    """A text as the value of the parameter's type that prints as it."""
    if text is None:
        return None
    match parameter.type:
        case Boolean() if text in {"true", "false"}:
            return text == "true"
        case Integer() if text.lstrip("-").isdecimal() and str(int(text)) == text:
            return int(text)
        case Number() if _prints_as(text):
            return float(text)
        case _:
            return text


def _prints_as(text: str) -> bool:
    try:
        return str(float(text)) == text
    except ValueError:
        return False


def _headers(
    request: Request,
    own: Request,
    operation: Operation,
    named: Signature,
    call: _Call,
    scope: Scope,
) -> dict[str, str]:
    sent = enabled_headers(request)
    found = {}
    for parameter in operation.headers:
        text = sent.get(parameter.name.strip().lower())
        value = None if text is None else text_value(text, scope)
        if value is not None and not (value.isascii() and value.isprintable()):
            value = None
        if value is None and parameter.required:
            value = "value"
        _give(
            parameter,
            [] if value is None else [value],
            named.argument("header", parameter.name),
            call,
        )
        if value is not None:
            found[parameter.name.strip()] = value.strip()
    constants = {name for name, _ in operation.constant_headers}
    for header_ in own.headers:
        if header_.key.strip() in constants and not header_.disabled:
            found[header_.key.strip()] = constant(header_.value or "", scope) or ""
    return found


# --- bodies -----------------------------------------------------------------------------


def _body(
    request: Request,
    own: Request,
    operation: Operation,
    named: Signature,
    call: _Call,
    scope: Scope,
) -> None:
    body = operation.body
    if body is None:
        return
    read = read_body(request)
    if read is None or read.kind != body.kind:
        read = read_body(own)
    if read is None or read.kind != body.kind:
        read = ReadBody(body.kind, None, value={} if isinstance(body.type, Record) else None)
    sent = call.request
    content_type = body.content_type or _CONTENT_TYPES.get(body.kind)
    if content_type is not None:
        sent["content_type"] = content_type
    match body.kind:
        case "json" | "graphql":
            value = fill(plain(read.value))
            if has_whole_body(operation):
                call.arguments[named.argument("body")] = value
                sent["json"] = value
            else:
                fields = _fields(value, operation, named, call)
                sent["json"] = _graphql(operation, fields) if body.kind == "graphql" else fields
        case "form" | "multipart":
            _form(read, operation, named, call, scope)
        case "text":
            call.arguments[named.argument("body")] = read.text
            sent["text"] = read.text
        case "binary":
            call.arguments[named.argument("body")] = {"$file": "example.bin"}
            sent["text"] = "content of example.bin"


def _fields(value: object, operation: Operation, named: Signature, call: _Call) -> Json:
    """The members of a JSON body, each an argument."""
    if not isinstance(value, dict) or not set(value) <= set(body_keys(operation)):
        raise _NotExpressibleError
    for key, member in value.items():
        call.arguments[named.argument("body", key)] = member
    order = [key for key in body_keys(operation) if key in value]
    return {key: value[key] for key in order}


def _graphql(operation: Operation, values: Json) -> Json:
    body = operation.body
    if body is None:
        return {}
    named: Json = {"operationName": body.operation_name} if body.operation_name else {}
    return {**named, "query": body.document, "variables": values}


def _form(
    read: ReadBody, operation: Operation, named: Signature, call: _Call, scope: Scope
) -> None:
    body = operation.body
    fields = body.fields if body is not None else ()
    sent = [entry for entry in read.fields if not entry.disabled]
    if any(entry.key not in {field.name for field in fields} for entry in sent):
        raise _NotExpressibleError
    pairs: Pairs = []
    for parameter in fields:
        values: list[object] = []
        for entry in sent:
            if entry.key != parameter.name:
                continue
            if entry.is_file:
                names = [f"{parameter.name}.bin" for _ in entry.files] or [f"{parameter.name}.bin"]
                values.extend({"$file": name} for name in names)
                pairs.extend([parameter.name, name, f"content of {name}"] for name in names)
            else:
                text = text_value(entry.value or "", scope)
                values.append(_typed(parameter, text))
                part: list[str | None] = [parameter.name, text]
                if read.kind == "multipart":
                    part.insert(1, None)
                pairs.append(part)
        if values:
            argument = named.argument("body", parameter.name)
            call.arguments[argument] = values if parameter.repeated else values[0]
    call.request["form" if read.kind == "form" else "multipart"] = pairs


# --- answers ----------------------------------------------------------------------------


def _response(sample: Sample, operation: Operation) -> Json:
    example = sample.example
    if example is None:
        return {}
    status = status_of(example, [s.example for s in operation.samples if s.example])
    kind, value = read_answer(example)
    content_type = header(example, "content-type").partition(";")[0].strip()
    answer: Json = {"status": _replayed(status, operation)}
    if operation.method == "HEAD" or status in {204, 304} or kind == "empty":
        return answer
    if kind == "json":
        answer["headers"] = [["Content-Type", content_type or "application/json"]]
        answer["json"] = json_value(example.body or "null")
    else:
        answer["headers"] = [["Content-Type", content_type or "text/plain"]]
        answer["text"] = value
    return answer


def _replayed(status: int, operation: Operation) -> int:
    """The status that an example is replayed with: for `default` one not spoken for."""
    if status != DEFAULT_STATUS:
        return status
    taken = {outcome.status for outcome in operation.outcomes}
    return next(number for number in range(500, 1000) if number not in taken)
