"""The functions of JavaScript, Postman and lodash that have a translation, by their names.

A function is known by one name whatever the script called it: `_.size(x)` and `x.length` of
an array differ, `_.map(x, f)` and `x.map(f)` do not.
"""

from __future__ import annotations

METHODS: dict[str, tuple[str, int, int]] = {
    "toString": ("to_text", 0, 0),
    "toLowerCase": ("lower", 0, 0),
    "toUpperCase": ("upper", 0, 0),
    "trim": ("trim", 0, 0),
    "split": ("split", 1, 1),
    "replace": ("replace", 2, 2),
    "startsWith": ("starts_with", 1, 1),
    "endsWith": ("ends_with", 1, 1),
    "substring": ("substring", 1, 2),
    "slice": ("part", 0, 2),
    "indexOf": ("index_of", 1, 1),
    "includes": ("holds", 1, 1),
    "concat": ("concat", 1, 1),
    "join": ("join", 0, 1),
    "pop": ("pop", 0, 0),
    "map": ("mapped", 1, 1),
    "filter": ("filtered", 1, 1),
    "find": ("find", 1, 1),
    "some": ("some", 1, 1),
    "every": ("every", 1, 1),
    "hasOwnProperty": ("has_own", 1, 1),
    "has": ("holds", 1, 1),  # Postman's own, on texts: responseBody.has("x")
    "match": ("match", 1, 1),
    "test": ("tests", 1, 1),
}
"""Methods: the function, and how many arguments it takes at least and at most."""

GLOBALS: dict[str, tuple[str, int, int]] = {
    "JSON.parse": ("parse", 1, 1),
    "JSON.stringify": ("stringify", 1, 1),
    "parseInt": ("parse_int", 1, 2),
    "Number.parseInt": ("parse_int", 1, 2),
    "parseFloat": ("parse_float", 1, 1),
    "Number": ("to_number", 1, 1),
    "String": ("text", 1, 1),
    "Boolean": ("truth", 1, 1),
    "isNaN": ("is_nan", 1, 1),
    "Number.isInteger": ("is_integer", 1, 1),
    "Array.isArray": ("is_array", 1, 1),
    "Object.keys": ("keys", 1, 1),
    "Object.values": ("values", 1, 1),
    "Object.hasOwn": ("has_own", 2, 2),
    "encodeURIComponent": ("encode", 1, 1),
    "xml2Json": ("parse_xml", 1, 1),
    "pm.variables.replaceIn": ("fill", 1, 1),
}
"""Functions called by their full name."""

LODASH: dict[str, tuple[str, int, int]] = {
    "map": ("mapped", 2, 2),
    "filter": ("filtered", 2, 2),
    "find": ("find", 2, 2),
    "some": ("some", 2, 2),
    "every": ("every", 2, 2),
    "isArray": ("is_array", 1, 1),
    "isString": ("is_text", 1, 1),
    "isNumber": ("is_number", 1, 1),
    "isBoolean": ("is_boolean", 1, 1),
    "isNull": ("is_null", 1, 1),
    "isUndefined": ("is_undefined", 1, 1),
    "isNil": ("is_nil", 1, 1),
    "isEqual": ("deep_equal", 2, 2),
    "isEmpty": ("is_empty", 1, 1),
    "keys": ("keys", 1, 1),
    "values": ("values", 1, 1),
    "first": ("first", 1, 1),
    "head": ("first", 1, 1),
    "last": ("last", 1, 1),
    "size": ("size", 1, 1),
    "slice": ("part", 1, 3),
    "includes": ("contains", 2, 2),
    "has": ("has_path", 2, 2),
    "get": ("get_path", 2, 3),
    "parseInt": ("parse_int", 1, 2),
    "toString": ("text", 1, 1),
}
"""Functions of lodash whose meaning on arrays and objects is that of the same of JavaScript."""

TAKE_FUNCTIONS = frozenset({"mapped", "filtered", "find", "some", "every"})

BINARY = frozenset(
    [
        "===",
        "!==",
        "==",
        "!=",
        "<",
        "<=",
        ">",
        ">=",
        "&&",
        "||",
        "??",
        "+",
        "-",
        "*",
        "/",
        "%",
        "in",
    ]
)
UNARY = frozenset(["!", "-", "+", "typeof"])
