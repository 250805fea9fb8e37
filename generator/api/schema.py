"""The API as JSON Schemas: what `postgen schema` prints."""

from __future__ import annotations

from collections.abc import Iterable

from ..inference.json_schema import Schema, json_schema
from ..inference.types import STRING, Array, Unknown
from .model import Api, Body, Detail, Operation, Outcome, Parameter
from .outcomes import DEFAULT_STATUS
from .requests import is_made_up

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
        "$defs": {
            model.name: _with_details(json_schema(model.record), model.details)
            for model in api.models
        },
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
    made["responses"] = {_status(one): outcome_schema(one) for one in operation.outcomes}
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
    if parameter.default is not None and not is_made_up(parameter.default):
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
        required = [field.name for field in body.fields if field.required]
        if required:
            schema["required"] = required
    elif body.kind == "json":
        schema = _with_details(json_schema(body.type), body.details)
    else:
        schema = {"type": "string"}
    return {"content_type": media_type, "schema": schema}


def _with_details(schema: Schema, details: Iterable[Detail]) -> Schema:
    """The schema of an object with the choices of its fields."""
    properties = schema.get("properties")
    if isinstance(properties, dict):
        for detail in details:
            if detail.choices and detail.key in properties:
                chosen = properties[detail.key]
                chosen.get("items", chosen)["enum"] = list(detail.choices)
    return schema


def outcome_schema(outcome: Outcome) -> Schema:
    """What an operation answers with one status: content type and schema."""
    match outcome.kind:
        case "json":
            schema = json_schema(outcome.type)
            if outcome.one_of:
                schema["anyOf"] = [{"required": [key]} for key in outcome.one_of]
            return {"content_type": "application/json", "schema": schema}
        case "text":
            return {"content_type": "text/plain", "schema": {"type": "string"}}
        case "binary":
            return {"content_type": "application/octet-stream", "schema": {"type": "string"}}
        case _:
            return {}
