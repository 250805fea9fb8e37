"""Paths from what Postman gives a script: `pm.response.headers.get`, `_.map`, `tv4.validate`."""

from __future__ import annotations

from tree_sitter import Node

from . import syntax
from .model import Scope
from .names import ALIASES, Names

VARIABLE_SCOPES: dict[str, Scope] = {
    "pm.environment": "environment",
    "pm.collectionVariables": "collection",
    "pm.globals": "globals",
    "pm.variables": "variables",
}

OLD_SCOPES: dict[str, Scope] = {"environment": "environment", "globals": "globals"}
"""The objects of the old scripts: `globals.token`."""

ANSWERED = "pm.response@"
"""What a name that holds another answer is an alias of: this, and the name."""
LOADED = "library:"
"""What a name that holds a library is an alias of: this, and its number."""

_MODULES = {"lodash": "lodash", "ajv": "Ajv", "chai": "chai", "tv4": "tv4"}
_AJV_OPTIONS = {"logger", "allErrors", "unknownFormats", "verbose", "jsonPointers"}
"""Options that do not change what is valid; `unknownFormats` never does for known ones."""

_KNOWN = {
    *("pm", "pm.response", "pm.expect", "pm.test", "chai", "lodash"),
    *("tv4", "Ajv", "ajv", "ajv+"),
}
"""What another name may be given to."""

RESERVED = frozenset({"pm", "postman", "tests", "chai", "console", "require", "tv4", "xml2Json"})
"""What a script that declares it again takes away from itself."""


def path_of(node: Node | None, names: Names) -> str | None:
    """`pm.response.headers.get`: the names of a path from something not declared."""
    steps: list[str] = []
    node = None if node is None else syntax.bare(node)
    while node is not None and node.type == "member_expression":
        if node.child_by_field_name("optional_chain") is not None:
            return None
        name = node.child_by_field_name("property")
        steps.append(syntax.text(name) if name is not None else "")
        node = syntax.child(node, "object")
    if node is None:
        return None
    if node.type == "new_expression":
        head = _new(node, names)
    elif node.type == "call_expression":
        head = _required(node)
    elif node.type == "identifier":
        head = syntax.text(node)
        if (found := names.find(head)) is not None:
            head = head if found.routine is not None else found.alias
    else:
        return None
    if not head:
        return None
    path = ALIASES.get(head, head)
    for step in reversed(steps):
        path = ALIASES.get(f"{path}.{step}", f"{path}.{step}")
    return path


def alias_of(node: Node | None, names: Names) -> str:
    """What a declared name is another name of, if it is no value but something known."""
    path = path_of(node, names)
    if path in {
        "pm",
        "pm.response",
        "lodash",
        "Ajv",
        "ajv",
        "ajv+",
        "chai",
        "pm.expect",
        "pm.test",
    }:
        return path
    if path is not None and path.startswith((ANSWERED, LOADED)) and "." not in path:
        return path
    return path if path in VARIABLE_SCOPES or path == "tv4" else ""


def split_owner(path: str) -> tuple[str, str]:
    """`pm.response@other.code` is `pm.response.code` of `other`."""
    if not path.startswith(ANSWERED):
        return path, ""
    owner, dot, rest = path.removeprefix(ANSWERED).partition(".")
    return f"pm.response{dot}{rest}", owner


def _required(node: Node) -> str:
    given = syntax.arguments(node) or []
    if syntax.text(node.children[0]) != "require" or len(given) != 1:
        return ""
    return _MODULES.get(syntax.text(given[0]).strip("\"'`"), "")


def _new(node: Node, names: Names) -> str:
    """A validator: `new Ajv({allErrors: true})`."""
    if path_of(syntax.child(node, "constructor"), names) != "Ajv":
        return ""
    for given in syntax.arguments(node) or []:
        keys = {syntax.text(part.children[0]).strip("\"'") for part in syntax.parts(given)}
        if given.type != "object" or not keys <= _AJV_OPTIONS:
            return ""
        if "unknownFormats" in keys:
            return "ajv+"
    return "ajv"
