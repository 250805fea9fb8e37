"""Calls that set and remove the variables of Postman, new and old."""

from __future__ import annotations

from tree_sitter import Node

from .expressions import Expressions
from .model import Scope, SetVariable, Statement, Undefined, UnsetVariable
from .names import UnknownError
from .paths import VARIABLE_SCOPES

_OLD_SETTERS: dict[str, tuple[str, Scope]] = {
    "postman.setEnvironmentVariable": ("set", "environment"),
    "postman.setGlobalVariable": ("set", "globals"),
    "postman.clearEnvironmentVariable": ("unset", "environment"),
    "postman.clearGlobalVariable": ("unset", "globals"),
    "postman.clearEnvironmentVariables": ("clear", "environment"),
    "postman.clearGlobalVariables": ("clear", "globals"),
}


def variable_statement(
    path: str, given: list[Node], expressions: Expressions
) -> tuple[Statement, ...] | None:
    """The statement that such a call is; None where it is another call."""
    owner, _, method = path.rpartition(".")
    is_old = path in _OLD_SETTERS
    if is_old:
        method, scope = _OLD_SETTERS[path]
    elif owner in VARIABLE_SCOPES and method in {"set", "unset", "clear"}:
        scope = VARIABLE_SCOPES[owner]
    else:
        return None
    if method == "clear" and not given:
        return (UnsetVariable(scope, None),)
    if method == "unset" and len(given) == 1:
        return (UnsetVariable(scope, expressions.read(given[0])),)
    if method == "set" and len(given) in {1, 2, 3}:
        key = expressions.read(given[0])
        value = expressions.value(given[1]) if len(given) > 1 else Undefined()
        return (SetVariable(scope, key, value, as_text=is_old),)
    raise UnknownError(f"`{path}()` with such arguments")
