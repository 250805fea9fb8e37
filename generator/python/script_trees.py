"""Small syntax trees, and the helpers of `tests/postman` that trees of scripts call."""

from __future__ import annotations

import ast

MODULES: dict[str, tuple[str, ...]] = {
    "values": ("UNDEFINED", "Value"),
    "script": ("Answer", "Script"),
    "schemas": ("valid",),
    "formats": ("parse", "parse_xml", "stringify"),
    "checks": (
        *("close", "contains_text", "empty", "exists", "finite", "has", "includes", "keys_any"),
        *("keys_are", "keys_include", "kind", "length", "loosely", "matches"),
        *("members", "not_a_number", "number", "one_of", "same", "typeof"),
    ),
    "functions": (
        *(
            "all_of",
            "as_kept",
            "count",
            "each",
            "numbered",
            "concat",
            "contains",
            "deep_equal",
            "encode",
            "ends_with",
            "every",
            "filtered",
        ),
        *("find", "first", "get_path", "given", "has_key", "has_own", "has_path", "holds"),
        *("index_of", "is_array", "is_boolean", "is_empty", "is_integer", "is_nan", "is_nil"),
        *("is_null", "is_number", "is_text", "is_undefined", "join", "keys", "last", "lower"),
        "listed",
        *(
            "mapped",
            "match",
            "parse_float",
            "parse_int",
            "part",
            "pop",
            "push",
            "remove",
            "replace",
        ),
        *("size", "some", "split", "starts_with", "substring", "tests", "text", "to_number"),
        *("to_text", "trim", "truth", "upper", "values"),
    ),
}
"""The module of `tests/postman` that has each helper."""

HELPERS = {name: module for module, names in MODULES.items() for name in names}


def constant(value: object) -> ast.expr:
    """A literal."""
    if isinstance(value, int | float) and not isinstance(value, bool) and value < 0:
        return ast.UnaryOp(ast.USub(), ast.Constant(-value))
    return ast.Constant(value)  # type: ignore[arg-type]


def name(identifier: str) -> ast.expr:
    """A name that is read."""
    return ast.Name(identifier, ast.Load())


def attribute(owner: ast.expr, *names: str) -> ast.expr:
    """`script.answer.status`."""
    for each in names:
        owner = ast.Attribute(owner, each, ast.Load())
    return owner


def call(function: ast.expr, *arguments: ast.expr, **named: bool) -> ast.expr:
    """A call; what is named are flags that are on."""
    keywords = [ast.keyword(key, ast.Constant(True)) for key, is_on in named.items() if is_on]
    return ast.Call(function, list(arguments), keywords)
