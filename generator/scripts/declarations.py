"""Declarations and assignments of a script."""

from __future__ import annotations

from collections.abc import Callable

from tree_sitter import Node

from . import syntax
from .expressions import Expressions
from .model import (
    Answer,
    Expression,
    Get,
    Let,
    Literal,
    Name,
    Operation,
    Pattern,
    SetItem,
    Statement,
    Undefined,
    Verdict,
)
from .names import Names, UnknownError
from .paths import RESERVED, alias_of, path_of

_NONE: tuple[Statement, ...] = ()

Library = Callable[[Node], str]
"""What the library that an expression evaluates is known as; empty where it is none."""


def alone(node: Node) -> None:
    """What asserts once must hold no other assertion, in a function it is given."""
    if syntax.count_assertions(node) > 1:
        raise UnknownError("an assertion inside another")


class Declarations:
    """Names that get values. `function` takes up what is a function of the script."""

    def __init__(self, names: Names, expressions: Expressions, library: Library) -> None:
        self._names = names
        self._expressions = expressions
        self._library = library
        self.function: Callable[[str, Node], tuple[Statement, ...]] = lambda _name, _node: _NONE

    def declaration(self, node: Node, is_var: bool) -> tuple[Statement, ...]:
        """`const a = 1`, `var { b } = value`; a function is kept for its calls."""
        target = node.child_by_field_name("name")
        given = node.child_by_field_name("value")
        if target is None:
            return _NONE
        if target.type == "identifier":
            name = syntax.text(target)
            return self._declare(name, given, is_var)
        if target.type != "object_pattern" or given is None:
            raise UnknownError("a declaration of such names")
        whole = self._expressions.read(given)
        if not isinstance(whole, Name | Answer):
            raise UnknownError("a declaration of several names")
        found: list[Statement] = []
        for part in syntax.parts(target):
            if part.type != "shorthand_property_identifier_pattern":
                raise UnknownError("a declaration of such names")
            key = syntax.text(part)
            made = self._names.declare(key, in_function=is_var)
            found.append(Let(made.name, Get(whole, Literal(key))))
        return tuple(found)

    def _declare(self, name: str, given: Node | None, is_var: bool) -> tuple[Statement, ...]:
        if name in RESERVED or self._is_function(name):
            if given is not None and alias_of(given, self._names) == name:
                return _NONE
            raise UnknownError(f"another `{name}`")
        if given is None:
            if is_var and self._names.find(name) is not None:
                return _NONE
            return (Let(self._names.declare(name, in_function=is_var).name, Undefined()),)
        if alias := (alias_of(given, self._names) or self._library(given)):
            self._names.declare(name, in_function=is_var, alias=alias)
            return _NONE
        bare = syntax.bare(given)
        if bare.type in {"arrow_function", "function_expression"}:
            return self.function(name, bare)
        value = self._expressions.value(given)
        if isinstance(value, Pattern):
            if "g" in value.flags or "y" in value.flags:
                raise UnknownError("a pattern that remembers where it was")
            self._names.declare(name, in_function=is_var).pattern = value
            return _NONE
        return (Let(self._names.declare(name, in_function=is_var).name, value),)

    def _is_function(self, name: str) -> bool:
        found = self._names.block.names.get(name)
        return found is not None and found.routine is not None

    def assignment(self, node: Node) -> tuple[Statement, ...]:
        """`a = 1`, `a.b = 1`, `tests["…"] = true`."""
        left, right = syntax.child(node, "left"), syntax.child(node, "right")
        if left is None or right is None:
            raise UnknownError("an assignment of another kind")
        if left.type == "identifier":
            name = syntax.text(left)
            if name in RESERVED or self._is_function(name):
                raise UnknownError(f"another `{name}`")
            if alias := self._library(right):
                self._names.declare(name, alias=alias)
                return _NONE
            value = self._expressions.value(right)
            return (Let(self._names.assign(name).name, value),)
        if left.type not in {"member_expression", "subscript_expression"}:
            raise UnknownError("an assignment of another kind")
        owner = path_of(left.child_by_field_name("object"), self._names)
        if left.type == "member_expression":
            key: Expression = Literal(syntax.text(left.child_by_field_name("property") or left))
        else:
            key = self._expressions.read(left.child_by_field_name("index"))
        value = self._expressions.value(right)
        if owner == "tests":
            alone(node)
            return (Verdict(key, value, self._names.place(node)),)
        if owner is not None:
            raise UnknownError(f"an assignment to `{owner[:40]}`")
        target = self._expressions.read(left.child_by_field_name("object"))
        return (SetItem(target, key, value),)

    def update(self, node: Node) -> tuple[Statement, ...]:
        """`i++` and `total += 1` as statements."""
        target = syntax.child(node, "argument") or syntax.child(node, "left")
        operator = syntax.text(node.child_by_field_name("operator") or node)
        if (
            target is None
            or target.type != "identifier"
            or operator not in {"++", "--", "+=", "-="}
        ):
            raise UnknownError("an assignment of another kind")
        name = self._names.value(syntax.text(target))
        right = node.child_by_field_name("right")
        step = Literal(1) if right is None else self._expressions.read(right)
        return (Let(name, Operation(operator[0], (Name(name), step))),)
