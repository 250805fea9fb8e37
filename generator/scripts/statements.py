"""Statements of JavaScript -> statements of the small language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal as Choice

from tree_sitter import Node

from . import syntax
from .assertions import read_assertion
from .declarations import Declarations, alone
from .expressions import Expressions
from .model import (
    AddSchema,
    ForEach,
    ForRange,
    If,
    Leave,
    Let,
    NamedTest,
    Push,
    Statement,
    Try,
    Untranslated,
)
from .names import Names, UnknownError
from .paths import path_of
from .variables import variable_statement

_MOST_INLINED = 20
"""Calls of a script's own functions that are written out, so that none can multiply."""

_NONE: tuple[Statement, ...] = ()


class Statements:
    """Translates the statements of one script."""

    def __init__(self) -> None:
        self._names = Names()
        self._expressions = Expressions(self._names)
        self._functions: dict[str, Node] = {}
        self._declarations = Declarations(self._names, self._expressions, self._functions)
        self._inlined = 0
        self._inside: list[str] = []
        self._called: set[str] = set()

    def _path(self, node: Node | None) -> str | None:
        return path_of(node, self._names)

    def block(self, nodes: Sequence[Node]) -> tuple[Statement, ...]:
        """Statements in order. A guard that returns puts what follows into its other branch."""
        found: list[Statement] = []
        for node in nodes:
            if node.type == "function_declaration":
                self._declare_function(node)
        for position, node in enumerate(nodes):
            if node.type == "return_statement" and not syntax.parts(node):
                rest = [*nodes[position + 1 :]]
                found.extend(self._untranslated(each, "it follows a return") for each in rest)
                break
            guard = self._guard(node)
            if guard is not None:
                try:
                    condition = self._expressions.read(guard[0])
                except UnknownError as error:
                    found.extend(self._untranslated(each, str(error)) for each in nodes[position:])
                    break
                then = self._inner(guard[1])
                found.append(If(condition, then, self._inner(nodes[position + 1 :])))
                break
            found.extend(self.statement(node))
        return tuple(found)

    def script(self, nodes: Sequence[Node]) -> tuple[Statement, ...]:
        """The statements of a whole script; functions that it never calls come last."""
        found = self.block(nodes)
        unused = [
            self._untranslated(node, f"`{name}()`, a function of the script")
            for name, node in self._functions.items()
            if name not in self._called and syntax.count_assertions(node)
        ]
        return (*found, *unused)

    def statement(self, node: Node) -> tuple[Statement, ...]:
        """The statements that one is; what has no translation is kept as its source."""
        try:
            return self._statement(node)
        except UnknownError as error:
            return (self._untranslated(node, str(error)),)

    def _untranslated(self, node: Node, cause: str) -> Untranslated:
        for name in syntax.assigned(node):
            self._names.forget(name, cause)
        return Untranslated(
            syntax.text(node),
            cause,
            syntax.place(node),
            syntax.count_assertions(node),
            syntax.variables_set(node),
        )

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

    def _statement(self, node: Node) -> tuple[Statement, ...]:
        match node.type:
            case "expression_statement":
                inside = syntax.parts(node)
                return self._expression(syntax.bare(inside[0])) if inside else _NONE
            case "lexical_declaration" | "variable_declaration":
                return tuple(
                    found
                    for each in syntax.parts(node)
                    for found in self._declarations.declaration(
                        each, node.type == "variable_declaration"
                    )
                )
            case "if_statement":
                return self._if(node)
            case "for_in_statement":
                return self._for_in(node)
            case "for_statement":
                return self._for(node)
            case "try_statement":
                return self._try(node)
            case "statement_block":
                return self._inner(syntax.parts(node))
            case "break_statement" | "continue_statement" if not syntax.parts(node):
                return (Leave("break" if node.type.startswith("b") else "continue"),)
            case "empty_statement" | "comment" | "function_declaration":
                return _NONE
        raise UnknownError(f"a {node.type.replace('_', ' ')}")

    def _declare_function(self, node: Node) -> None:
        name = node.child_by_field_name("name")
        if name is not None:
            self._functions[syntax.text(name)] = node

    # --- expressions that stand alone -----------------------------------------------------

    def _expression(self, node: Node) -> tuple[Statement, ...]:
        match node.type:
            case "assignment_expression":
                return self._declarations.assignment(node)
            case "update_expression" | "augmented_assignment_expression":
                return self._declarations.update(node)
            case "call_expression":
                if (found := self._call(node)) is not None:
                    return found
            case "string":
                return _NONE  # "use strict"
            case "binary_expression":
                # `pm.expect(x).to.have.length >= 1` asserts what stands left, and compares.
                left, right = syntax.child(node, "left"), syntax.child(node, "right")
                if left is not None and right is not None and right.type == "number":
                    node = left
        assertion = read_assertion(node, self._expressions)
        if assertion is not None:
            alone(node)
            return (assertion,)
        if node.type == "call_expression":
            raise UnknownError(f"`{syntax.text(node.children[0])[:40]}()`")
        raise UnknownError("an expression that does nothing")

    def _call(self, node: Node) -> tuple[Statement, ...] | None:
        function = syntax.child(node, "function")
        given = syntax.arguments(node)
        if function is None or given is None:
            raise UnknownError("a call of another kind")
        path = self._path(function)
        if path is not None:
            if path.startswith("console."):
                return _NONE
            if path in {"pm.test", "pm.test.skip"}:
                return (self._test(node, given, skipped=path.endswith("skip")),)
            if path in self._functions and not self._names.find(path):
                return self._inline(path, given)
            if path == "tv4.addSchema" and len(given) == 2:
                address, schema = (self._expressions.read(each) for each in given)
                return (AddSchema(address, schema),)
            if (found := variable_statement(path, given, self._expressions)) is not None:
                return found
            if path in {"lodash.each", "lodash.forEach"} and len(given) == 2:
                return self._loop(given[0], given[1], "lodash")
            return None
        if function.type != "member_expression":
            return None
        name = syntax.text(function.child_by_field_name("property") or function)
        if name == "forEach" and len(given) == 1:
            return self._loop(function.child_by_field_name("object"), given[0], "method")
        if name == "push" and len(given) == 1:
            target = self._expressions.read(function.child_by_field_name("object"))
            return (Push(target, self._expressions.read(given[0])),)
        return None

    def _test(self, node: Node, given: list[Node], *, skipped: bool) -> Statement:
        if len(given) != 2:
            raise UnknownError("`pm.test()` with such arguments")
        name = self._expressions.read(given[0])
        place = syntax.place(node)
        callback = syntax.bare(given[1])
        if callback.type == "identifier" and syntax.text(callback) in self._functions:
            self._called.add(syntax.text(callback))
            callback = self._functions[syntax.text(callback)]
        found = syntax.functions_of(callback)
        if found is None:
            raise UnknownError("`pm.test()` with such arguments")
        parameters, body = found
        if parameters:
            raise UnknownError("a test that ends later (`done`)")
        return NamedTest(name, self._function_body(body), place, skipped)

    def _function_body(self, body: Node) -> tuple[Statement, ...]:
        if body.type == "statement_block":
            return self._inner(syntax.parts(body), is_function=True)
        self._names.open(is_function=True)
        try:
            return self._expression(body)
        except UnknownError as error:
            return (self._untranslated(body, str(error)),)
        finally:
            self._names.close()

    def _inline(self, name: str, given: list[Node]) -> tuple[Statement, ...]:
        """The call of a function of the script: its statements, in its place."""
        found = syntax.functions_of(self._functions[name])
        if found is None or name in self._inside or self._inlined >= _MOST_INLINED:
            raise UnknownError(f"`{name}()`, a function of the script")
        parameters, body = found
        if any(each.type != "identifier" for each in parameters) or len(parameters) != len(given):
            raise UnknownError(f"`{name}()`, a function of the script")
        if body.type != "statement_block" or syntax.returns(body):
            raise UnknownError(f"`{name}()`, a function that returns")
        values = [self._expressions.read(each) for each in given]
        self._inlined += 1
        self._inside.append(name)
        self._called.add(name)
        self._names.open(is_function=True)
        try:
            lets = [
                Let(self._names.declare(syntax.text(each)).name, value)
                for each, value in zip(parameters, values, strict=True)
            ]
            return (*lets, *self.block(syntax.parts(body)))
        finally:
            self._names.close()
            self._inside.pop()

    # --- choices and loops ----------------------------------------------------------------

    def _guard(self, node: Node) -> tuple[Node, list[Node]] | None:
        """Condition and statements of `if (…) { …; return; }`, without the return."""
        if node.type != "if_statement" or node.child_by_field_name("alternative") is not None:
            return None
        condition = node.child_by_field_name("condition")
        then = node.child_by_field_name("consequence")
        if condition is None or then is None:
            return None
        inside = syntax.parts(then) if then.type == "statement_block" else [then]
        if not inside or inside[-1].type != "return_statement" or syntax.parts(inside[-1]):
            return None
        return condition, inside[:-1]

    def _if(self, node: Node) -> tuple[Statement, ...]:
        condition = self._expressions.read(node.child_by_field_name("condition"))
        then = self._body(node.child_by_field_name("consequence"))
        clause = node.child_by_field_name("alternative")
        otherwise = self._body(syntax.parts(clause)[0]) if clause is not None else _NONE
        return (If(condition, then, otherwise),)

    def _loop(
        self, values: Node | None, callback: Node, how: Choice["method", "lodash"]
    ) -> tuple[Statement, ...]:
        found = syntax.functions_of(syntax.bare(callback))
        if found is None or len(found[0]) not in {0, 1, 2}:
            raise UnknownError("a loop with such a function")
        parameters, body = found
        if any(each.type != "identifier" for each in parameters) or syntax.returns(body):
            raise UnknownError("a loop with such a function")
        read = self._expressions.read(values)
        self._names.open(is_function=True)
        try:
            names = [self._names.declare(syntax.text(each)).name for each in parameters]
            with self._names.repeated():
                inside = self._function_body(body)
            index = names[1] if len(names) > 1 else None
            return (ForEach(names[0] if names else "_", index, read, inside, how),)
        finally:
            self._names.close()

    def _for_in(self, node: Node) -> tuple[Statement, ...]:
        operator = syntax.text(node.child_by_field_name("operator") or node)
        left = node.child_by_field_name("left")
        if operator != "of" or left is None or left.type != "identifier":
            raise UnknownError("a loop over keys")
        values = self._expressions.read(node.child_by_field_name("right"))
        self._names.open()
        try:
            name = self._names.declare(syntax.text(left)).name
            with self._names.repeated():
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
            with self._names.repeated():
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
