"""The examples of an operation as data for its replay: arguments, request, answer."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from ..api.addresses import query_entries
from ..api.bodies import ReadBody, content_type, read_body
from ..api.model import Api, Body, Operation, Parameter, Sample
from ..api.outcomes import status_of
from ..inference.observe import fill
from ..inference.types import Boolean, Integer, Number, Record
from ..postman import lenient_json
from ..postman.collection import Body as PostmanBody
from ..postman.collection import Example, KeyValue, Request
from .answers import Answers
from .expected import (
    Json,
    Pairs,
    credentials,
    enabled_headers,
    filled_in,
    path_text,
    path_values,
    server_text,
    test_keys,
    test_settings,
    text_value,
)
from .identifiers import identifier
from .json_files import IN_EXAMPLE, dump, written
from .signatures import body_keys, has_whole_body, signature

Scope = Mapping[str, str]

_CONTENT_TYPES = {
    "json": "application/json",
    "graphql": "application/json",
    "form": "application/x-www-form-urlencoded",
    "multipart": "multipart/form-data",
}


class _NotExpressibleError(Exception):
    """A saved request that says what the operation has no argument for."""


def client_settings(api: Api) -> str:
    """The arguments of a client under test, as the JSON of `tests/client.json`."""
    made = dict[str, object](test_settings(api))
    made |= {name: {"$key": algorithm} for name, algorithm in test_keys(api).items()}
    return dump({identifier(name): value for name, value in made.items()})


class Examples:
    """The examples of an API's operations, as they stand in their files in `tests/examples`."""

    def __init__(self, api: Api, scope: Scope) -> None:
        self.schemes = api.auth
        self.scope = scope
        self.settings = test_settings(api)
        self._answers = Answers(api.models)
        self._bodies: dict[tuple[PostmanBody | None, str | None], ReadBody | None] = {}

    def of(self, calls: Calls) -> list[Json]:
        """The examples of an operation."""
        samples = calls.operation.samples
        saved = [sample.example for sample in samples if sample.example]
        return [self._example(sample, saved, calls) for sample in samples]

    def _example(self, sample: Sample, saved: Sequence[Example], calls: Calls) -> Json:
        own = sample.item.item.request
        try:
            call = calls.of(sample.request, own)
        except _NotExpressibleError:
            call = calls.of(own, own)
        made: Json = {"name": sample.name, "arguments": call.arguments}
        if call.omitted:
            made["omitted"] = call.omitted
        made["request"] = call.written
        if sample.example is not None:
            status = status_of(sample.example, saved)
            made |= self._answers.of(sample, sample.example, status, calls.operation)
        if sample.misfits:
            made["contradicted"] = list(sample.misfits)
        return made

    def body(self, request: Request) -> ReadBody | None:
        """The body of a request of the API, read once."""
        key = request.body, content_type(request)
        if key not in self._bodies:
            self._bodies[key] = read_body(request)
        return self._bodies[key]


class Calls:
    """The calls of an operation, each made once: mostly its examples answer one request."""

    def __init__(self, operation: Operation, shared: Examples) -> None:
        self.operation = operation
        self.named = signature(operation)
        self.scope, self.settings, self.body = shared.scope, shared.settings, shared.body
        self.schemes = [scheme for scheme in shared.schemes if scheme.name in operation.auth]
        self._made: dict[tuple[int, int], Call] = {}

    def of(self, request: Request, own: Request) -> Call:
        """The call for a request that an item's `own` completes."""
        key = id(request), id(own)
        if key not in self._made:
            self._made[key] = Call(request, own, self)
        return self._made[key]


def is_default(parameter: Parameter, values: Sequence[str | None]) -> bool:
    """Whether values are what a call without the argument sends."""
    return parameter.default is not None and tuple(values) == parameter.default


def _sent(parameter: Parameter, values: Sequence[str | None]) -> list[str | None]:
    """What is sent for values: what a default leaves open is as replays have it."""
    if not is_default(parameter, values):
        return list(values)
    return [None if value is None else filled_in(value) for value in values]


class Call:
    """The arguments of a call and what it must send.

    What `request` leaves open is as in the item's `own` request. Raises
    _NotExpressibleError where `request` says what the operation cannot.
    """

    def __init__(self, request: Request, own: Request, shared: Calls) -> None:
        operation, settings = shared.operation, shared.settings
        self.arguments: Json = {}
        self.omitted: list[str] = []
        self._request = request
        self._own = own
        self._operation = operation
        self._named = shared.named
        self._scope = shared.scope
        self._schemes = shared.schemes
        self._body_of = shared.body
        headers, query = credentials(self._schemes, settings)
        self.request: Json = {
            "method": operation.method,
            "url": server_text(operation, settings) + self._path(),
            "query": self._query(),
            "headers": {**self._headers(), **headers},
            **self._body(),
        }
        signed = self.request.get("form") if self._signs_form() else self.request["query"]
        if isinstance(signed, list):
            signed += query
        self.written = written(self.request, IN_EXAMPLE)

    def _signs_form(self) -> bool:
        """Whether OAuth 1 sends its parameters as fields of the form."""
        return (
            self._operation.method in {"POST", "PUT"}
            and "form" in self.request
            and any(scheme.kind == "oauth1" for scheme in self._schemes)
        )

    def _give(self, parameter: Parameter, values: Sequence[str | None], place: str) -> None:
        """Pass the values of a parameter, or leave it out as a caller would."""
        argument = self._named.argument(place, parameter.name)
        if is_default(parameter, values):
            return  # what is sent without being asked for
        if values:
            given = [typed(parameter, value) for value in values]
            self.arguments[argument] = given if parameter.repeated else given[0]
        elif parameter.default is not None or parameter.required:
            self.omitted.append(argument)

    def _path(self) -> str:
        # Of items that are one operation, the first has the names of the parameters.
        template = self._operation.samples[0].item.item.request.url
        found = path_values(self._request.url, self._own.url, self._scope)
        values = {}
        for parameter in self._operation.path_parameters:
            name = parameter.name
            if name not in found and parameter.default and parameter.default[0]:
                values[name] = filled_in(parameter.default[0])
                continue
            values[name] = found.get(name) or name.strip(".") or "value"
            self.arguments[self._named.argument("path", name)] = values[name]
        return path_text(template, values)

    def _query(self) -> Pairs:
        credential_keys = {scheme.key for scheme in self._schemes if scheme.place == "query"}
        not_ours = credential_keys | self._operation.ignored
        sent = [
            entry
            for entry in query_entries(self._request.url)
            if not entry.disabled and entry.key not in not_ours
        ]
        if not {entry.key for entry in sent} <= {p.name for p in self._operation.query}:
            raise _NotExpressibleError
        pairs: Pairs = []
        for parameter in self._operation.query:
            entries = [entry for entry in sent if entry.key == parameter.name]
            if not entries and parameter.required:
                entries = [e for e in query_entries(self._own.url) if e.key == parameter.name]
            values = [self._text(entry) for entry in entries]
            self._give(parameter, values, "query")
            pairs.extend([parameter.name, value] for value in _sent(parameter, values))
        return pairs

    def _text(self, entry: KeyValue) -> str | None:
        return None if entry.value is None else text_value(entry.value, self._scope)

    def _headers(self) -> dict[str, str]:
        sent = enabled_headers(self._request, self._scope)
        found = {}
        for parameter in self._operation.headers:
            texts = sent.get(parameter.name.lower(), ())
            values = [text for text in texts if text.isascii() and text.isprintable()]
            if not values and parameter.required:
                values = ["value"]
            self._give(parameter, values, "header")
            if values:
                kept = values if parameter.repeated else values[:1]
                sent_texts = _sent(parameter, kept)
                found[parameter.name] = ", ".join(text.strip() for text in sent_texts if text)
        if self._operation.constant_headers:
            own = enabled_headers(self._own, self._scope)
            for name, _ in self._operation.constant_headers:
                found[name] = ", ".join(own.get(name.lower(), ()))
        return found

    # --- bodies -------------------------------------------------------------------------

    def _body(self) -> Json:
        body = self._operation.body
        if body is None:
            return {}
        read = self._body_of(self._request)
        if read is None or read.kind != body.kind:
            read = self._body_of(self._own)
        if read is None or read.kind != body.kind:
            read = ReadBody(body.kind, None, value={} if isinstance(body.type, Record) else None)
        sent: Json = {}
        media_type = body.content_type or _CONTENT_TYPES.get(body.kind)
        if not body.content_type and "content-type" in self._operation.behaviour.without_headers:
            media_type = ""
        if media_type is not None:
            sent["content_type"] = media_type
        match body.kind:
            case "json" | "graphql":
                sent["json"] = self._json(body, fill(lenient_json.plain(read.value)))
            case "form" | "multipart":
                sent[body.kind] = self._form(body, read)
            case "text":
                self.arguments[self._named.argument("body")] = read.text
                sent["text"] = read.text
            case "binary":
                self.arguments[self._named.argument("body")] = {"$file": "example.bin"}
                sent["text"] = "content of example.bin"
        return sent

    def _json(self, body: Body, value: object) -> object:
        """A JSON body; the members of an object are arguments, all else is one."""
        if has_whole_body(self._operation):
            self.arguments[self._named.argument("body")] = value
            return value if body.kind == "json" else _graphql(body, value)
        keys = body_keys(self._operation)
        if not isinstance(value, dict) or not set(value) <= {*keys, *self._operation.ignored}:
            raise _NotExpressibleError
        if isinstance(body.type, Record):
            for field in body.type.fields:
                if field.required and field.name not in value:
                    self.omitted.append(self._named.argument("body", field.name))
        fields = {key: value[key] for key in keys if key in value}
        made_up = {one.key: one for one in body.made_up}
        for key in keys:
            argument = self._named.argument("body", key)
            one = made_up.get(key)
            if one is not None and fields.get(key) == one.text:
                text = filled_in(one.text)
                fields[key] = json.loads(text) if one.is_json else text
            elif key in fields:
                self.arguments[argument] = fields[key]
            elif one is not None:
                self.omitted.append(argument)
        if body.kind == "json":
            return fields
        return _graphql(body, fields)

    def _form(self, body: Body, read: ReadBody) -> Pairs:
        ignored = self._operation.ignored
        sent = [e for e in read.fields if not e.disabled and e.key not in ignored]
        if not {entry.key for entry in sent} <= {parameter.name for parameter in body.fields}:
            raise _NotExpressibleError
        pairs: Pairs = []
        for parameter in body.fields:
            values: list[object] = []
            for entry in sent:
                if entry.key != parameter.name:
                    continue
                if entry.is_file:
                    name = f"{parameter.name}.bin"
                    for _ in entry.files or ("",):
                        values.append({"$file": name})
                        pairs.append([parameter.name, name, f"content of {name}"])
                else:
                    text = text_value(entry.value or "", self._scope)
                    values.append(typed(parameter, text))
                    file_name: list[str | None] = [None] if body.kind == "multipart" else []
                    pairs += [[parameter.name, *file_name, *_sent(parameter, [text])]]
            argument = self._named.argument("body", parameter.name)
            texts = [value for value in values if isinstance(value, str)]
            if is_default(parameter, texts):
                continue
            if values:
                self.arguments[argument] = values if parameter.repeated else values[0]
            elif parameter.default is not None:
                self.omitted.append(argument)
        return pairs


def _graphql(body: Body, values: object) -> Json:
    named: Json = {"operationName": body.operation_name} if body.operation_name else {}
    # Postman leaves out what is blank (postman-runtime, core-body-builder.js).
    is_blank = isinstance(body.type, Record) and not body.type.fields
    return {**named, "query": body.document, **({} if is_blank else {"variables": values})}


def typed(parameter: Parameter, text: str | None) -> object:
    """A text as the value of the parameter's type that prints as it, else as it is."""
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
