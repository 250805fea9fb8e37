"""The API as JSON Schemas: what `postgen schema` prints."""

from __future__ import annotations

from collections.abc import Iterable

from ..inference.json_schema import Schema, json_schema
from ..inference.types import STRING, Array, Unknown
from .model import Api, Body, Operation, Outcome, Parameter
from .outcomes import DEFAULT_STATUS

_MEDIA_TYPES = {
    "json": "application/json",
    "graphql": "application/json",
    "form": "application/x-www-form-urlencoded",
    "multipart": "multipart/form-data",
    "text": "text/plain",
    "binary": "application/octet-stream",
}


def api_schema(api: Api) -> Schema:
    """All operations with the schemas of what they take and give, and the models."""
    return {
        "operations": [_operation(operation) for operation in api.operations()],
        "$defs": {model.name: json_schema(model.record) for model in api.models},
    }


def _operation(operation: Operation) -> Schema:
    made: Schema = {
        "id": operation.id,
        "method": operation.method,
        "path": operation.path,
        "source": list(operation.source),
        "parameters": list(_parameters(operation)),
    }
    if operation.body is not None:
        made["request"] = _body(operation.body)
    made["responses"] = {_status(one): _outcome(one) for one in operation.outcomes}
    return made


def _status(outcome: Outcome) -> str:
    return "default" if outcome.status == DEFAULT_STATUS else str(outcome.status)


def _parameters(operation: Operation) -> Iterable[Schema]:
    places = (
        ("path", operation.path_parameters),
        ("query", operation.query),
        ("header", operation.headers),
    )
    for place, parameters in places:
        for parameter in parameters:
            yield {
                "name": parameter.name,
                "in": place,
                "required": parameter.required,
                "schema": _text_schema(parameter),
            }


def _text_schema(parameter: Parameter) -> Schema:
    type_ = STRING if isinstance(parameter.type, Unknown) else parameter.type
    schema = json_schema(Array(type_) if parameter.repeated else type_)
    if parameter.choices:
        schema["enum"] = list(parameter.choices)
    if parameter.default is not None:
        texts = list(parameter.default)
        schema["default"] = texts if parameter.repeated else texts[0]
    return schema


def _body(body: Body) -> Schema:
    media_type = body.content_type or _MEDIA_TYPES[body.kind]
    if body.kind == "graphql":
        properties: Schema = {
            "query": {"const": body.document},
            "variables": json_schema(body.type),
        }
        schema: Schema = {"type": "object", "properties": properties}
    elif body.kind in {"form", "multipart"}:
        fields = {field.name: _text_schema(field) for field in body.fields}
        schema = {"type": "object", "properties": fields}
    elif body.kind == "json":
        schema = json_schema(body.type)
    else:
        schema = {"type": "string"}
    return {"content_type": media_type, "schema": schema}


def _outcome(outcome: Outcome) -> Schema:
    match outcome.kind:
        case "json":
            return {"content_type": "application/json", "schema": json_schema(outcome.type)}
        case "text":
            return {"content_type": "text/plain", "schema": {"type": "string"}}
        case "binary":
            return {"content_type": "application/octet-stream", "schema": {"type": "string"}}
        case _:
            return {}
