"""The items as data for the live tests: each with the arguments that send it as Postman does.

Texts are as they stand in the collection, `{{variables}}` included: what those are is known
when the tests run. An argument that is no JSON value is an object with one of these keys:
`$value` holds the text of a JSON value with variables in it, `$file` the path of a file,
`$text` a text that is sent with a content type of its own. A body that no arguments can say,
such as JSON with a comma too many, is the `content` of the call's options.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping

from ..api.addresses import path_entries, plain_name, query_entries
from ..api.bodies import ReadBody, made_up_members
from ..api.model import Api, Body, Operation, Parameter
from ..api.naming import digest, snake, tell_apart, words
from ..api.requests import header_name
from ..inference.types import Record
from ..postman import lenient_json, variables
from ..postman.collection import KeyValue, Located, Request
from ..postman.secret_patterns import NUMBER_STAND_IN, STAND_IN
from ..postman.secrets import is_stand_in
from ..postman.stand_ins import PREFIX
from .examples import Calls, is_default, typed
from .expected import Json
from .signatures import body_keys, has_whole_body

Scope = Mapping[str, str]

_TOKEN = re.compile(r"\{\{([^{}]*)\}\}|\{([\w.$ -]+)\}")


def items_of(operation: Operation) -> list[Located]:
    """The items that are this operation, each once."""
    found = {id(sample.item): sample.item for sample in operation.samples}
    return list(found.values())


def live_request(item: Located, calls: Calls) -> Json:
    """What the item's own request takes: its title and the arguments of the call."""
    own = _Own(item.item.request, calls)
    made: Json = {"title": " / ".join((*item.folder_path, item.item.name))}
    made["arguments"] = _asked(own.arguments)
    if own.omitted:
        made["omitted"] = own.omitted
    if own.content:
        made["content"] = _asked(own.content)
    return made


def _asked(value: object) -> object:
    """Values with a variable in the place of each secret, since only its owner has it."""
    match value:
        case str() if NUMBER_STAND_IN.fullmatch(value):
            return _secret(value)
        case str():
            return STAND_IN.sub(lambda found: _secret(found[0]), value)
        case int() if NUMBER_STAND_IN.fullmatch(str(value)):
            return {"$value": _secret(str(value))}
        case list():
            return [_asked(item) for item in value]
        case dict():
            return {key: _asked(item) for key, item in value.items()}
        case _:
            return value


def _secret(stand_in: str) -> str:
    return f"{{{{{stand_in if stand_in.startswith(PREFIX) else PREFIX + stand_in}}}}}"


def live_variables(api: Api, requests: Iterable[Json], scope: Scope, package: str) -> Json:
    """The variables that requests name: where a value comes from, and what it is by default."""
    said = [[request["arguments"], request.get("content")] for request in requests]
    waiting = [json.dumps(said, ensure_ascii=False)]
    found: set[str] = set()
    while waiting:
        for name in variables.names(waiting.pop()):
            if name not in found and not variables.is_dynamic(name):
                found.add(name)
                waiting.append(scope.get(name, ""))
    names = _environment_names(api, found, package)
    return {
        name: {"environment": names[name], "value": _value(scope.get(name))}
        for name in sorted(found)
    }


def _value(text: str | None) -> str | None:
    return None if text is None or is_stand_in(text) else text


def _environment_names(api: Api, found: set[str], package: str) -> dict[str, str]:
    """The environment variable of each variable: the client's own where it reads one."""
    prefix = package.upper()
    own = {}
    for setting in api.settings:
        name = setting.variable
        if setting.is_server:
            is_one = _TOKEN.fullmatch(name)
            name = is_one[1] or "" if is_one else ""
        if name in found:
            own[name] = f"{prefix}_{setting.name}".upper()
    taken = frozenset(f"{prefix}_{setting.name}".upper() for setting in api.settings)
    candidates = {}
    for name in found:
        if name not in own:
            plain = f"{prefix}_{snake(words(name.removeprefix(PREFIX)))}".upper()
            candidates[name] = (plain, f"{plain}_{digest(name)}".upper())
    return {**own, **tell_apart(candidates, taken=taken)}


class _Own:
    """The arguments that say what one request says."""

    def __init__(self, request: Request, shared: Calls) -> None:
        operation = shared.operation
        self.arguments: Json = {}
        self.omitted: list[str] = []
        self.content: Json = {}
        self._request = request
        self._operation = operation
        self._named = shared.named
        self._scope = shared.scope
        self._path()
        credentials = {scheme.key for scheme in shared.schemes if scheme.place == "query"}
        query = [entry for entry in query_entries(request.url) if entry.key not in credentials]
        self._give_all("query", operation.query, query)
        self._give_all("header", operation.headers, self._headers())
        self._body(shared.body(request))

    def _give_all(
        self, place: str, parameters: Iterable[Parameter], entries: Iterable[KeyValue]
    ) -> None:
        values: dict[str, list[str | None]] = {}
        for entry in entries:
            if not entry.disabled:
                key = entry.key.lower() if place == "header" else entry.key
                values.setdefault(key, []).append(entry.value)
        for parameter in parameters:
            key = parameter.name.lower() if place == "header" else parameter.name
            argument = self._named.argument(place, parameter.name)
            if is_default(parameter, values.get(key, ())):
                continue
            if given := [typed(parameter, value) for value in values.get(key, ())]:
                self.arguments[argument] = given if parameter.repeated else given[-1]
            elif parameter.default is not None or parameter.required:
                self.omitted.append(argument)

    def _path(self) -> None:
        url = self._request.url
        entries = {plain_name(e.key): e.value for e in path_entries(url) if e.value}
        written = {name: text for segment in url.path for name, text in _tokens(segment)}
        # Items that are one operation may call their parameters differently.
        for name, parameter in zip(written, self._operation.path_parameters, strict=False):
            argument = self._named.argument("path", parameter.name)
            value = entries.get(name) or written[name]
            if not (variables.is_fresh(value) and is_default(parameter, [value])):
                self.arguments[argument] = value

    def _headers(self) -> Iterator[KeyValue]:
        for header in self._request.headers:
            if name := header_name(header.key, self._scope):
                yield KeyValue(name, (header.value or "").strip(), header.disabled)

    # --- bodies -------------------------------------------------------------------------

    def _body(self, read: ReadBody | None) -> None:
        body = self._operation.body
        if body is None or read is None:
            return
        if read.text and (read.kind != body.kind or body.kind == "json"):
            self._text(body, read)
        if self.content or read.kind != body.kind:
            return
        match body.kind:
            case "json" | "graphql":
                self._json(read.value)
            case "form" | "multipart":
                self._form(body, read)
            case "text":
                self.arguments[self._named.argument("body")] = read.text
            case "binary":
                file = self._request.body.file if self._request.body else None
                if file:
                    self.arguments[self._named.argument("body")] = {"$file": file}
                else:
                    self.omitted.append(self._named.argument("body"))

    def _text(self, body: Body, read: ReadBody) -> None:
        """Send a text in the place of what the arguments make."""
        self.content = {"$text": read.text, "type": read.content_type or "application/json"}
        if has_whole_body(self._operation):
            self.omitted.append(self._named.argument("body"))
            return
        fields = body.type.in_order() if isinstance(body.type, Record) else ()
        names = [field.name for field in fields if field.required]
        names += [each.name for each in body.fields if each.required and each.default is None]
        self.omitted += [self._named.argument("body", name) for name in names]

    def _json(self, value: object) -> None:
        if has_whole_body(self._operation):
            self.arguments[self._named.argument("body")] = _written(value)
        elif isinstance(value, dict) and self._operation.body:
            # An item may leave out what its GraphQL document asks for.
            expected = {one.key for one in self._operation.body.made_up}
            if isinstance(self._operation.body.type, Record):
                expected |= {f.name for f in self._operation.body.type.fields if f.required}
            same = set(made_up_members(value, self._scope)) & set(self._operation.body.made_up)
            for key in body_keys(self._operation):
                argument = self._named.argument("body", key)
                if key not in value and key in expected:
                    self.omitted.append(argument)
                elif key in value and key not in {one.key for one in same}:
                    self.arguments[argument] = _written(value[key])

    def _form(self, body: Body, read: ReadBody) -> None:
        for parameter in body.fields:
            values: list[object] = []
            for entry in read.fields:
                if entry.key == parameter.name and not entry.disabled:
                    values.extend(_field(parameter, entry))
            argument = self._named.argument("body", parameter.name)
            texts = [value for value in values if isinstance(value, str)]
            if is_default(parameter, texts):
                continue
            if values:
                self.arguments[argument] = values if parameter.repeated else values[-1]
            elif parameter.default is not None:
                self.omitted.append(argument)


def _tokens(segment: str) -> Iterator[tuple[str, str]]:
    """The variables of a segment: their names, and how they stand there."""
    name, dot, rest = segment[1:].partition(".")
    if segment.startswith(":") and name:
        yield plain_name(name), f":{name}"
        segment = dot + rest
    for token in _TOKEN.finditer(segment):
        yield plain_name(token[1] if token[1] is not None else token[2]), token[0]


def _field(parameter: Parameter, entry: KeyValue) -> Iterator[object]:
    """The values of an entry of a form: a text, or its files."""
    content_type = {"type": entry.content_type} if entry.content_type else {}
    if entry.is_file:
        for path in entry.files or ("",):
            yield {"$file": path, **content_type}
    elif content_type:
        yield {"$text": entry.value or "", **content_type}
    else:
        yield typed(parameter, entry.value or "")


def _written(value: object) -> object:
    """A JSON value as it stands in a body, what is a variable without quotes as `$value`."""
    match value:
        case lenient_json.VariableValue():
            return {"$value": value.text}
        case list():
            return [_written(item) for item in value]
        case dict():
            return {str(key): _written(item) for key, item in value.items()}
        case _:
            return value
