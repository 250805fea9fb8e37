"""What Postman gives a script to read: parts of answers and of the request, cookies, the clock."""

from __future__ import annotations

from collections.abc import Callable

from .model import Answer, Call, Expression, Get, Literal, Part, Request, RequestPart, Variable
from .paths import ANSWERED, OLD_SCOPES, VARIABLE_SCOPES, split_owner

_ANSWER: dict[str, Part] = {
    "pm.response.code": "status",
    "responseCode.code": "status",
    "pm.response.status": "reason",
    "responseCode.name": "reason",
    "pm.response.responseTime": "time",
    "responseTime": "time",
    "pm.response.responseSize": "size",
    "responseBody": "text",
    "pm.response": "all",
    "responseHeaders": "headers",
}
_ANSWER_CALLS: dict[str, Part] = {
    "pm.response.json": "json",
    "pm.response.text": "text",
    "pm.response.reason": "reason",
    "pm.cookies.toObject": "cookies",
}
_ONE_OF_ANSWER = {
    "pm.response.headers.get": "header",
    "postman.getResponseHeader": "header",
    "pm.response.headers.one": "header_entry",
    "pm.response.headers.has": "has_header",
    "pm.cookies.get": "cookie",
    "pm.cookies.has": "has_cookie",
    "postman.getResponseCookie": "cookie_entry",
}
"""Calls with a name: a header, a cookie."""
_REQUEST: dict[str, RequestPart] = {
    "pm.request.method": "method",
    "request.method": "method",
    "pm.request.url.path": "path",
    "pm.request.url.query": "query",
    "pm.request.body.raw": "body",
    "pm.info.requestName": "name",
    "request.name": "name",
    "request.url": "url",
    "request.headers": "headers",
}
_REQUEST_CALLS: dict[str, RequestPart] = {
    "pm.request.url.toString": "url",
}
_ONE_OF_REQUEST = {
    "pm.request.headers.get": "request_header",
    "pm.request.url.query.get": "query_value",
    "pm.request.url.query.has": "has_query",
}


def member(path: str) -> Expression | None:
    """The value of a path such as `pm.response.code`; None where it is another."""
    known, owner = split_owner(path)
    if known in _ANSWER:
        return Answer(_ANSWER[known], owner)
    if known in _REQUEST:
        return Request(_REQUEST[known])
    if known in {"tv4.missing", "tv4.missing.length"}:
        missing = Call("schemas_missing", ())
        return missing if known == "tv4.missing" else Get(missing, Literal("length"))
    scope, *keys = known.split(".")
    if scope in OLD_SCOPES and keys:
        found: Expression = Variable(OLD_SCOPES[scope], Literal(keys[0]))
        for key in keys[1:]:
            found = Get(found, Literal(key))
        return found
    # What follows a value: `pm.response.status.length`.
    outer, _, key = known.rpartition(".")
    value = member(_of(outer, owner)) if outer else None
    if value is None or (isinstance(value, Answer) and value.part == "all"):
        return None
    if value == Request("query") and key != "members":
        return None
    return Get(value, Literal(key))


def _of(path: str, owner: str) -> str:
    return f"{ANSWERED}{owner}{path.removeprefix('pm.response')}" if owner else path


def called(path: str, count: int, first: Callable[[], Expression]) -> Expression | None:
    """The value of a call such as `pm.response.json()`; None where it is another.

    `count` is how many arguments it has, `first` reads the first of them.
    """
    known, owner = split_owner(path)
    if count == 0:
        if known in _ANSWER_CALLS:
            return Answer(_ANSWER_CALLS[known], owner)
        return Request(_REQUEST_CALLS[known]) if known in _REQUEST_CALLS else None
    if count > 1:
        return None
    if known in _ONE_OF_ANSWER:
        return Call(_ONE_OF_ANSWER[known], (Answer("all", owner), first()))
    if known in _ONE_OF_REQUEST:
        return Call(_ONE_OF_REQUEST[known], (first(),))
    if known in _OLD_GETTERS:
        return Variable(_OLD_GETTERS[known], first())
    scope, _, method = known.rpartition(".")
    if scope in VARIABLE_SCOPES and method in {"get", "has"}:
        value = Variable(VARIABLE_SCOPES[scope], first())
        return value if method == "get" else Call("is_set", (value,))
    return None


_OLD_GETTERS = {
    "postman.getEnvironmentVariable": OLD_SCOPES["environment"],
    "postman.getGlobalVariable": OLD_SCOPES["globals"],
}
