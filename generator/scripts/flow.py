"""Choices and loops of JavaScript -> statements of the small language."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Literal as Choice

from tree_sitter import Node

from . import syntax
from .declarations import Declarations
from .expressions import Expressions
from .model import (
    Expression,
    ForEach,
    ForRange,
    If,
    Leave,
    Let,
    Name,
    Operation,
    Return,
    Statement,
    Try,
    Undefined,
)
from .names import Names, UnknownError
from .paths import path_of

_NONE: tuple[Statement, ...] = ()
_MOST_CASES = 60

Returns = Choice["", "function", "continue"]
"""What `return` does here: it ends a function of the script, or a turn of a loop."""


class Flow(ABC):
    """The part of the translation that follows choices and loops."""

    def __init__(self) -> None:
        self._names = Names()
        self._expressions = Expressions(self._names)
        self._declarations = Declarations(self._names, self._expressions, self._library_of)
        self._returns: Returns = ""
        self._gives_value = False
        """Whether the function here returns values."""

    @abstractmethod
    def block(self, nodes: Sequence[Node]) -> tuple[Statement, ...]:
        """Statements in order."""

    @abstractmethod
    def _expression(self, node: Node) -> tuple[Statement, ...]:
        """An expression that stands alone."""

    @abstractmethod
    def _function_body(self, body: Node) -> tuple[Statement, ...]:
        """The statements of a function that is called in place."""

    @abstractmethod
    def _library_of(self, node: Node) -> str:
        """What the library that an expression evaluates is known as; empty where it is none."""

    def _path(self, node: Node | None) -> str | None:
        return path_of(node, self._names)

    def _inner(self, nodes: Sequence[Node], *, is_function: bool = False) -> tuple[Statement, ...]:
        self._names.open(is_function=is_function)
        try:
            return self.block(nodes)
        finally:
            self._names.close()

    def _body(self, node: Node | None) -> tuple[Statement, ...]:
        """A block, or the one statement in the place of one."""
        if node is None:
            return _NONE
        return self._inner(syntax.parts(node) if node.type == "statement_block" else [node])

    @contextmanager
    def _returning(self, what: Returns, *, gives_value: bool | None = None) -> Iterator[None]:
        before = self._returns, self._gives_value
        self._returns = what
        if gives_value is not None:
            self._gives_value = gives_value
        try:
            yield
        finally:
            self._returns, self._gives_value = before

    def _leave(self, node: Node) -> tuple[Statement, ...]:
        return (Leave("break" if node.type.startswith("b") else "continue"),)

    def _return(self, node: Node) -> tuple[Statement, ...]:
        given = syntax.parts(node)
        if self._returns == "function" and given:
            return (Return(self._expressions.value(given[0])),)
        if self._returns == "function":
            return (Return(Undefined() if self._gives_value else None),)
        if self._returns == "continue" and not given:
            return (Leave("continue"),)
        raise UnknownError("a return statement")

    # --- choices --------------------------------------------------------------------------

    def _guard(self, node: Node) -> tuple[Node, list[Node]] | None:
        """Condition and statements of `if (…) { …; return; }`, without the return."""
        if node.type != "if_statement" or node.child_by_field_name("alternative") is not None:
            return None
        condition = node.child_by_field_name("condition")
        then = node.child_by_field_name("consequence")
        if condition is None or then is None or self._returns:
            return None
        inside = syntax.parts(then) if then.type == "statement_block" else [then]
        if not inside or inside[-1].type != "return_statement" or syntax.parts(inside[-1]):
            return None
        return condition, inside[:-1]

    def _if(self, node: Node) -> tuple[Statement, ...]:
        written = syntax.child(node, "condition")
        first: tuple[Statement, ...] = _NONE
        if written is not None and written.type == "assignment_expression":
            # `if (tests["ok"] = responseCode.code === 200)`
            first = self._declarations.assignment(written)
            written = syntax.child(written, "right")
        condition = self._expressions.read(written)
        then = self._body(node.child_by_field_name("consequence"))
        clause = node.child_by_field_name("alternative")
        otherwise = self._body(syntax.parts(clause)[0]) if clause is not None else _NONE
        return (*first, If(condition, then, otherwise))

    def _switch(self, node: Node) -> tuple[Statement, ...]:
        """`switch`, where each case ends: a choice between comparisons."""
        body = node.child_by_field_name("body")
        cases = [] if body is None else syntax.parts(body)
        if not cases or len(cases) > _MOST_CASES:
            raise UnknownError("a switch of another kind")
        value = self._expressions.read(node.child_by_field_name("value"))
        first: tuple[Statement, ...] = _NONE
        self._names.open()
        try:
            if not isinstance(value, Name):
                made = self._names.declare("chosen")
                first, value = (Let(made.name, value),), Name(made.name)
            chosen: list[tuple[Expression | None, tuple[Statement, ...]]] = []
            pending: list[Expression | None] = []
            for position, case in enumerate(cases):
                written = case.child_by_field_name("value")
                pending.append(
                    None
                    if written is None
                    else Operation("===", (value, self._expressions.read(written)))
                )
                inside = [each for each in syntax.parts(case) if each != written]
                if not inside and position < len(cases) - 1:
                    continue
                inside = self._case(inside, is_last=position == len(cases) - 1)
                chosen.append((_either(pending), self.block(inside)))
                pending = []
        finally:
            self._names.close()
        if any(condition is None for condition, _ in chosen[:-1]):
            raise UnknownError("a switch of another kind")
        found: tuple[Statement, ...] = _NONE
        for condition, statements in reversed(chosen):
            found = statements if condition is None else (If(condition, statements, found),)
        return (*first, *found)

    def _case(self, nodes: list[Node], *, is_last: bool) -> list[Node]:
        """The statements of a case, less what ends it. Raises UnknownError where nothing does."""
        if len(nodes) == 1 and nodes[0].type == "statement_block":
            nodes = syntax.parts(nodes[0])
        ending = nodes[-1].type if nodes else ""
        if ending == "break_statement" and not syntax.parts(nodes[-1]):
            nodes = nodes[:-1]
        elif not (ending == "return_statement" and self._returns == "function") and not is_last:
            raise UnknownError("a case that goes on in the next one")
        if any(syntax.breaks(each) for each in nodes):
            raise UnknownError("a case that ends early")
        return nodes

    # --- loops ----------------------------------------------------------------------------

    def _loop(
        self, values: Node | None, callback: Node, how: Choice["method", "lodash"]
    ) -> tuple[Statement, ...]:
        found = syntax.functions_of(syntax.bare(callback))
        if found is None or len(found[0]) not in {0, 1, 2}:
            raise UnknownError("a loop with such a function")
        parameters, body = found
        if any(each.type != "identifier" for each in parameters):
            raise UnknownError("a loop with such a function")
        read = self._expressions.read(values)
        self._names.open(is_function=True)
        try:
            names = [self._names.declare(syntax.text(each)).name for each in parameters]
            # lodash ends at `return false`.
            with self._names.repeated(), self._returning("" if how == "lodash" else "continue"):
                if syntax.returns(body) and self._returns != "continue":
                    raise UnknownError("a loop with such a function")
                inside = self._function_body(body)
            index = names[1] if len(names) > 1 else None
            return (ForEach(names[0] if names else "_", index, read, inside, how),)
        finally:
            self._names.close()

    @contextmanager
    def _looping(self) -> Iterator[None]:
        """Inside a loop `return` still ends a function, but no turn of a loop around it."""
        inside: Returns = "function" if self._returns == "function" else ""
        with self._names.repeated(), self._returning(inside):
            yield

    def _for_in(self, node: Node) -> tuple[Statement, ...]:
        operator = syntax.text(node.child_by_field_name("operator") or node)
        left = node.child_by_field_name("left")
        if operator != "of" or left is None or left.type != "identifier":
            raise UnknownError("a loop over keys")
        values = self._expressions.read(node.child_by_field_name("right"))
        self._names.open()
        try:
            name = self._names.declare(syntax.text(left)).name
            with self._looping():
                inside = self._body(node.child_by_field_name("body"))
            return (ForEach(name, None, values, inside),)
        finally:
            self._names.close()

    def _for(self, node: Node) -> tuple[Statement, ...]:
        """`for (let i = 0; i < n; i++)`, the one form that has a translation."""
        start, test = (node.child_by_field_name(name) for name in ("initializer", "condition"))
        step = node.child_by_field_name("increment")
        if start is None or test is None or step is None:
            raise UnknownError("a loop of another kind")
        declared = syntax.parts(start)
        if start.type == "assignment_expression":
            name_field, value_field = "left", "right"
        elif len(declared) == 1 and declared[0].type == "variable_declarator":
            start, name_field, value_field = declared[0], "name", "value"
        else:
            raise UnknownError("a loop of another kind")
        test = syntax.bare(syntax.parts(test)[0]) if test.type == "expression_statement" else test
        counter = syntax.text(start.child_by_field_name(name_field) or start)
        body = node.child_by_field_name("body")
        if (
            test.type != "binary_expression"
            or syntax.text(test.children[0]) != counter
            or syntax.text(test.children[1]) != "<"
            or syntax.text(step) not in {f"{counter}++", f"++{counter}"}
            or body is None
            or counter in syntax.assigned(body)
        ):
            raise UnknownError("a loop of another kind")
        first = self._expressions.read(start.child_by_field_name(value_field))
        self._names.open()
        try:
            name = self._names.declare(counter).name
            stop = self._expressions.read(test.child_by_field_name("right"))
            with self._looping():
                inside = self._body(body)
            return (ForRange(name, first, stop, inside),)
        finally:
            self._names.close()
            if (outer := self._names.find(counter)) is not None:
                outer.unknown = "the counter of a loop that has ended"

    def _try(self, node: Node) -> tuple[Statement, ...]:
        handler = node.child_by_field_name("handler")
        if handler is None or node.child_by_field_name("finalizer") is not None:
            raise UnknownError("a try statement of another kind")
        body = self._body(node.child_by_field_name("body"))
        self._names.open()
        try:
            if (name := handler.child_by_field_name("parameter")) is not None:
                self._names.declare(syntax.text(name)).unknown = "an error that was caught"
            return (Try(body, self._body(handler.child_by_field_name("body"))),)
        finally:
            self._names.close()


def _either(conditions: list[Expression | None]) -> Expression | None:
    """One of several conditions; None where that is always so."""
    found: Expression | None = conditions[0]
    for condition in conditions[1:]:
        if found is None or condition is None:
            return None
        found = Operation("||", (found, condition))
    return found
