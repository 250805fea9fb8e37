"""Statements of JavaScript -> statements of the small language."""

from __future__ import annotations

from collections.abc import Sequence

from tree_sitter import Node

from . import syntax
from .assertions import read_assertion
from .declarations import alone
from .libraries import SETTERS, Libraries
from .model import (
    AddSchema,
    Assertion,
    Get,
    If,
    Literal,
    NamedTest,
    Push,
    RemoveItem,
    Statement,
    Untranslated,
    Variable,
)
from .names import Binding, UnknownError
from .paths import path_of
from .program import Program
from .routines import Routines
from .variables import variable_statement

_NONE: tuple[Statement, ...] = ()
_HARMLESS = {"postman.setNextRequest", "pm.execution.setNextRequest", "pm.setNextRequest"}
"""Calls that decide what is sent next, and nothing about this answer."""
_TIMERS = {"clearTimeout", "clearInterval"}


class Statements(Routines):
    """Translates the statements of one script."""

    def __init__(self, libraries: Libraries) -> None:
        super().__init__(libraries)
        self._lost: list[tuple[int, int]] = []

    def program(self, nodes: Sequence[Node]) -> Program:
        """The statements of a whole script; functions that it never calls come last."""
        source = "\n".join(syntax.text(node) for node in nodes)
        sends = "sendRequest" in source or ("eval(" in source and self._libraries.send)
        self._names.are_distinct = sends
        found = self.block(nodes)
        self._answer_all()
        unused = [
            self._untranslated(
                routine.node, routine.cause or f"`{routine.name}()`, a function of the script"
            )
            for routine in self._routines
            if not routine.is_called
            and syntax.count_assertions(routine.node)
            and not self._is_lost(routine.node)
        ]
        loaded = tuple(self.loaded[name] for name in sorted(self.loaded))
        return Program(self.placed([*found, *unused]), self._placed_all(loaded))

    def block(self, nodes: Sequence[Node]) -> tuple[Statement, ...]:
        """Statements in order. A guard that returns puts what follows into its other branch."""
        found: list[Statement] = []
        for node in nodes:
            name = node.child_by_field_name("name")
            if node.type == "function_declaration" and name is not None:
                found.extend(self._declare_function(syntax.text(name), node))
        for position, node in enumerate(nodes):
            if node.type == "return_statement" and not syntax.parts(node) and not self._returns:
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

    def statement(self, node: Node) -> tuple[Statement, ...]:
        """The statements that one is; what has no translation is kept as its source."""
        try:
            return self._statement(node)
        except UnknownError as error:
            return (self._untranslated(node, str(error)),)

    def _untranslated(self, node: Node, cause: str) -> Untranslated:
        self._lost.append((node.start_byte, node.end_byte))
        self._forget(node, cause, set())
        called = node.children[0] if node.type == "expression_statement" else node
        is_harmless = called.type == "call_expression" and (
            path_of(called.child_by_field_name("function"), self._names) in _HARMLESS
        )
        return Untranslated(
            syntax.text(node),
            cause,
            self._names.place(node),
            syntax.count_assertions(node),
            syntax.variables_set(node),
            is_harmless,
        )

    def _forget(
        self, node: Node, cause: str, seen: set[int], own: frozenset[str] = frozenset()
    ) -> None:
        """What a node may have changed, itself or by the functions in it, is not known."""
        for name in syntax.assigned(node) - own:
            self._names.forget(name, cause)
        for name in syntax.identifiers(node):
            found = self._names.find(name)
            routine = None if found is None else found.routine
            if routine is not None and routine.node.id not in seen and not routine.is_loaded:
                seen.add(routine.node.id)
                with self._names.within(routine.block):
                    own = frozenset(syntax.declared(routine.node))
                    self._forget(routine.node, cause, seen, own)

    def _is_lost(self, node: Node) -> bool:
        """Whether a node is part of what was kept as text already."""
        return any(start <= node.start_byte and node.end_byte <= end for start, end in self._lost)

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
            case "switch_statement":
                return self._switch(node)
            case "for_in_statement":
                return self._for_in(node)
            case "for_statement":
                return self._for(node)
            case "try_statement":
                return self._try(node)
            case "statement_block":
                return self._inner(syntax.parts(node))
            case "return_statement":
                return self._return(node)
            case "break_statement" | "continue_statement" if not syntax.parts(node):
                return self._leave(node)
            case "empty_statement" | "comment" | "function_declaration":
                return _NONE
        raise UnknownError(f"a {node.type.replace('_', ' ')}")

    # --- expressions that stand alone -----------------------------------------------------

    def _expression(self, node: Node) -> tuple[Statement, ...]:
        match node.type:
            case "assignment_expression":
                return self._declarations.assignment(node)
            case "update_expression" | "augmented_assignment_expression":
                return self._declarations.update(node)
            case "sequence_expression":
                return tuple(
                    found
                    for each in syntax.parts(node)
                    for found in self._expression(syntax.bare(each))
                )
            case "unary_expression" if syntax.text(node.children[0]) == "delete":
                return self._delete(node)
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
        if function.type == "ternary_expression":
            return self._chosen_test(node, function, given)
        path = self._path(function)
        if path is not None:
            return self._known_call(path, node, given)
        if function.type != "member_expression":
            return None
        name = syntax.text(function.child_by_field_name("property") or function)
        if name == "forEach" and len(given) == 1:
            return self._loop(function.child_by_field_name("object"), given[0], "method")
        if name == "push" and len(given) == 1:
            target = self._expressions.read(function.child_by_field_name("object"))
            return (Push(target, self._expressions.read(given[0])),)
        return None

    def _known_call(self, path: str, node: Node, given: list[Node]) -> tuple[Statement, ...] | None:
        if path.startswith("console.") or path in _TIMERS:
            return _NONE
        if path in {"pm.test", "pm.test.skip"}:
            return (self._test(node, given, skipped=path.endswith("skip")),)
        if (routine := self._routine(path)) is not None:
            return self._call_routine(routine, given)
        if path == "pm.sendRequest":
            return self._send(given)
        if path == "setTimeout" and given and _is_empty(given[0]):
            return _NONE
        if path == "eval" and len(given) == 1 and (variable := self._variable(given[0])):
            return self._load(variable)
        if path == "tv4.addSchema" and len(given) == 2:
            address, schema = (self._expressions.read(each) for each in given)
            return (AddSchema(address, schema),)
        if path in SETTERS and self._libraries.functions(self._text(given[:1])):
            raise UnknownError("functions: in _loaded.py where a script calls them")
        if (found := variable_statement(path, given, self._expressions)) is not None:
            return found
        if path in {"lodash.each", "lodash.forEach"} and len(given) == 2:
            return self._loop(given[0], given[1], "lodash")
        if path == "pm.expect" and given and syntax.bare(given[0]).type == "assignment_expression":
            # `pm.expect(a.b = 1)`, which asserts nothing.
            written = self._declarations.assignment(syntax.bare(given[0]))
            return (*written, Assertion((), self._names.place(node)))
        return None

    def _load(self, variable: str) -> tuple[Statement, ...] | None:
        """`eval(pm.globals.get("functions"))`: they are known from here on."""
        functions = self._libraries.functions(variable)
        for name, routine in functions.items():
            block = self._names.block
            block.names[name] = Binding(block=block, routine=routine)
        return _NONE if functions else None

    def _delete(self, node: Node) -> tuple[Statement, ...]:
        target = syntax.child(node, "argument")
        read = None if target is None else self._expressions.read(target)
        if not isinstance(read, Get):
            raise UnknownError("a delete of another kind")
        return (RemoveItem(read.value, read.key),)

    def _chosen_test(
        self, node: Node, function: Node, given: list[Node]
    ) -> tuple[Statement, ...] | None:
        """`(ready ? pm.test : pm.test.skip)(name, function)`."""
        ways = [self._path(syntax.child(function, each)) for each in ("consequence", "alternative")]
        if not set(ways) <= {"pm.test", "pm.test.skip"} or None in ways:
            return None
        condition = self._expressions.read(syntax.child(function, "condition"))
        test = self._test(node, given, skipped=False)
        skipped = NamedTest(test.name, (), test.place, skipped=True)
        then, otherwise = (test if way == "pm.test" else skipped for way in ways)
        return (If(condition, (then,), (otherwise,)),)

    def _test(self, node: Node, given: list[Node], *, skipped: bool) -> NamedTest:
        if len(given) != 2:
            raise UnknownError("`pm.test()` with such arguments")
        name = self._expressions.read(given[0])
        place = self._names.place(node)
        callback = syntax.bare(given[1])
        block = self._names.block
        routine = self._routine(syntax.text(callback)) if callback.type == "identifier" else None
        if routine is not None:
            routine.is_called = True
            callback, block = routine.node, routine.block
        found = syntax.functions_of(callback)
        if found is None:
            raise UnknownError("`pm.test()` with such arguments")
        parameters, body = found
        if parameters:
            raise UnknownError("a test that ends later (`done`)")
        with self._returning(""):
            if block is self._names.block:
                return NamedTest(name, self._function_body(body), place, skipped)
            with self._names.within(block):
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

    # --- libraries ------------------------------------------------------------------------

    def _library_of(self, node: Node) -> str:
        """What the library that `eval(globals.utils)` gives is an alias of."""
        node = syntax.bare(node)
        if node.type != "call_expression" or self._path(syntax.child(node, "function")) != "eval":
            return ""
        given = syntax.arguments(node) or []
        variable = self._variable(given[0]) if len(given) == 1 else ""
        return self._libraries.alias(variable) if variable else ""

    def _text(self, nodes: list[Node]) -> str:
        return syntax.string_value(nodes[0]) if nodes and nodes[0].type == "string" else ""

    def _variable(self, node: Node) -> str:
        """The name of the variable of Postman that an expression reads."""
        try:
            read = self._expressions.read(node)
        except UnknownError:
            return ""
        match read:
            case Variable(key=Literal(value=str(name))):
                return name
        return ""


def _is_empty(node: Node) -> bool:
    """Whether a function does nothing."""
    found = syntax.functions_of(syntax.bare(node))
    return found is not None and not syntax.parts(found[1])
