"""The words of chai's chains and of chai-postman's, and what they assert.

Chains are read by their own rules: `not`, `deep` and their like hold for all that follows,
`include` and `contain` are a check where called and a flag where not, `property` makes what
follows speak of the property.
"""

from __future__ import annotations

from .model import Flag

SILENT = frozenset(
    {
        *("to", "be", "been", "is", "that", "which", "and", "has", "have", "with", "at", "of"),
        *("same", "but", "does", "still", "also", "all"),
    }
)
"""Words that only make a chain read well. `all` is what `keys` does by itself."""

FLAGS: dict[str, Flag] = {
    "deep": "deep",
    "nested": "nested",
    "own": "own",
    "ordered": "ordered",
    "any": "any",
    "include": "include",
    "includes": "include",
    "contain": "include",
    "contains": "include",
}

PROPERTIES = {
    "ok": "ok",
    "true": "true",
    "false": "false",
    "null": "null",
    "undefined": "undefined",
    "NaN": "nan",
    "exist": "exist",
    "exists": "exist",
    "empty": "empty",
    "finite": "finite",
}
"""Words that assert without being called."""

ANSWER_PROPERTIES = frozenset(
    {
        *("json", "withBody"),
        *("info", "success", "redirection", "clientError", "serverError", "error"),
        *("accepted", "withoutContent", "badRequest", "unauthorised", "unauthorized"),
        *("forbidden", "notFound", "notAcceptable", "rateLimited"),
    }
)
"""The same, of an answer."""

METHODS: dict[str, tuple[str, int, int]] = {
    "equal": ("equal", 1, 2),
    "equals": ("equal", 1, 2),
    "eq": ("equal", 1, 2),
    "eql": ("eql", 1, 2),
    "eqls": ("eql", 1, 2),
    "above": ("above", 1, 2),
    "gt": ("above", 1, 2),
    "greaterThan": ("above", 1, 2),
    "least": ("least", 1, 2),
    "gte": ("least", 1, 2),
    "greaterThanOrEqual": ("least", 1, 2),
    "below": ("below", 1, 2),
    "lt": ("below", 1, 2),
    "lessThan": ("below", 1, 2),
    "most": ("most", 1, 2),
    "lte": ("most", 1, 2),
    "lessThanOrEqual": ("most", 1, 2),
    "within": ("within", 2, 3),
    "closeTo": ("close", 2, 3),
    "approximately": ("close", 2, 3),
    "a": ("type", 1, 2),
    "an": ("type", 1, 2),
    "include": ("include", 1, 2),
    "includes": ("include", 1, 2),
    "contain": ("include", 1, 2),
    "contains": ("include", 1, 2),
    "property": ("property", 1, 3),
    "ownProperty": ("own_property", 1, 3),
    "haveOwnProperty": ("own_property", 1, 3),
    "length": ("length", 1, 2),
    "lengthOf": ("length", 1, 2),
    "match": ("match", 1, 2),
    "matches": ("match", 1, 2),
    "string": ("string", 1, 2),
    "keys": ("keys", 1, 99),
    "key": ("keys", 1, 99),
    "members": ("members", 1, 2),
    "oneOf": ("one_of", 1, 2),
    "satisfy": ("satisfy", 1, 2),
    "satisfies": ("satisfy", 1, 2),
    "jsonSchema": ("schema", 1, 2),
}
"""Words that assert where called: the check, and how many arguments. Where the last one may
be a message, it is not needed to decide."""

ANSWER_METHODS: dict[str, tuple[str, int, int]] = {
    "status": ("status", 1, 1),
    "statusCode": ("status_code", 1, 1),
    "statusReason": ("status_reason", 1, 1),
    "statusCodeClass": ("status_class", 1, 1),
    "header": ("header", 1, 2),
    "body": ("body", 0, 1),
    "jsonBody": ("json_body", 0, 2),
}
"""The same, of an answer; all their arguments decide."""

DECIDING: dict[str, int] = {
    "property": 2,
    "own_property": 2,
    "within": 2,
    "close": 2,
    "keys": 99,
    "status": 1,
    "status_code": 1,
    "status_reason": 1,
    "status_class": 1,
    "header": 2,
    "body": 1,
    "json_body": 2,
}
"""How many arguments of a check decide, where it is not just one."""

NUMBER_CHECKS = frozenset({"above", "least", "below", "most", "within"})
"""What may follow `lengthOf` and then speaks of the length."""
