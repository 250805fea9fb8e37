"""An item as JSON in the format v2.1, for files that do not have it as one text."""

from __future__ import annotations

import json

from ..postman.collection import Auth, Body, Example, Item, KeyValue, Request, Url

Json = dict[str, object]


def written(item: Item) -> str:
    """The JSON of an item that was read from another format."""
    made: Json = {"name": item.name}
    if item.scripts:
        made["event"] = [
            {"listen": script.listen, "script": {"exec": script.source.split("\n")}}
            for script in item.scripts
        ]
    made["request"] = _request(item.request)
    made["response"] = [_example(example) for example in item.examples]
    return json.dumps(made, ensure_ascii=False)


def _request(request: Request) -> Json:
    made: Json = {}
    if request.auth is not None:
        made["auth"] = _auth(request.auth)
    made["method"] = request.method
    made["header"] = [_pair(header) for header in request.headers]
    if request.body is not None:
        made["body"] = _body(request.body)
    made["url"] = _url(request.url)
    if request.description:
        made["description"] = request.description
    return made


def _auth(auth: Auth) -> Json:
    pairs = [{"key": key, "value": value} for key, value in auth.parameters]
    return {"type": auth.type, auth.type: pairs} if pairs else {"type": auth.type}


def _url(url: Url) -> Json:
    made: Json = {"raw": url.raw}
    if url.server:
        made["host"] = [url.server]
    if url.path:
        made["path"] = list(url.path)
    if url.query:
        made["query"] = [_pair(entry) for entry in url.query]
    if url.variables:
        made["variable"] = [_pair(entry) for entry in url.variables]
    return made


def _pair(entry: KeyValue) -> Json:
    made: Json = {"key": entry.key}
    if entry.is_file:
        made.update(type="file", src=list(entry.files))
    else:
        made["value"] = entry.value
    if entry.content_type is not None:
        made["contentType"] = entry.content_type
    if entry.disabled:
        made["disabled"] = True
    if entry.description:
        made["description"] = entry.description
    return made


def _body(body: Body) -> Json:
    made: Json = {"mode": body.mode}
    match body.mode:
        case "raw":
            made["raw"] = body.raw
            if body.language is not None:
                made["options"] = {"raw": {"language": body.language}}
        case "urlencoded" | "formdata":
            made[body.mode] = [_pair(entry) for entry in body.fields]
        case "graphql" if body.graphql is not None:
            made["graphql"] = {"query": body.graphql.query, "variables": body.graphql.variables}
        case "file":
            made["file"] = {"src": body.file}
    return made


def _example(example: Example) -> Json:
    made: Json = {"name": example.name}
    if example.request is not None:
        made["originalRequest"] = _request(example.request)
    made["status"] = example.reason
    if example.status is not None:
        made["code"] = example.status
    if example.language is not None:
        made["_postman_previewlanguage"] = example.language
    made["header"] = [_pair(header) for header in example.headers]
    made["body"] = example.body
    return made
