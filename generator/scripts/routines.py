"""Functions of a script: written out where they are called, or translated as functions.

A function that only does something is written out, a few times; one that gives a value, calls
itself or comes from a library becomes a function. One that is called later, with the answer to
a request, is translated when the script has been read: it sees the names as they are then.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import replace

from tree_sitter import Node

from . import syntax
from .flow import Flow
from .libraries import Libraries
from .model import (
    NOWHERE,
    Define,
    Do,
    Expression,
    ForEach,
    ForRange,
    If,
    Invoke,
    Let,
    Name,
    NamedTest,
    Operation,
    Return,
    Send,
    Statement,
    Try,
    Undefined,
    Untranslated,
)
from .names import Binding, Routine, UnknownError
from .paths import ANSWERED, LOADED
from .program import Program

_MOST_WRITTEN_OUT = 20
"""Calls of a script's own functions that are written out, so that none can multiply."""
_MOST_SENT = 50


class Routines(Flow):
    """The part of the translation that follows functions."""

    def __init__(self, libraries: Libraries) -> None:
        super().__init__()
        self._libraries = libraries
        self._routines: list[Routine] = []
        self._marks = 0
        self._made: dict[str, Define] = {}
        """Functions by their marks: a `Define` with that name stands where they are declared."""
        self.loaded: dict[str, Define] = {}
        self._defined_last: list[Routine] = []
        """Functions that have a translation, in the order in which it began."""
        self._written_out = 0
        self._inside: tuple[Node, ...] = ()
        """The functions whose statements are being written out."""
        self._waiting: list[Routine] = []
        self._expressions.invoke = self._invoked
        self._expressions.loaded = libraries.value
        self._declarations.function = self._declare_function

    # --- declarations -----------------------------------------------------------------------

    def _declare_function(self, name: str, node: Node) -> tuple[Statement, ...]:
        """A function is known by a name from here on."""
        routine = Routine(node, self._names.block, name, mark=self._mark())
        self._names.block.names[name] = Binding(block=self._names.block, routine=routine)
        if self._names.place(node) != NOWHERE:
            self._routines.append(routine)
        return (Define(routine.mark, (), ()),)

    def _mark(self) -> str:
        self._marks += 1
        return f"#{self._marks}"

    def placed(self, statements: Sequence[Statement]) -> tuple[Statement, ...]:
        """Statements with the functions that are used at their places."""
        found: list[Statement] = []
        for statement in statements:
            match statement:
                case Define(name=name) if name.startswith("#"):
                    if name in self._made:
                        found.extend(self.placed([self._made[name]]))
                case NamedTest(body=body) | ForEach(body=body) | ForRange(body=body):
                    found.append(replace(statement, body=self.placed(body)))
                case Define(body=body):
                    found.append(replace(statement, body=self.placed(body)))
                case If(then=then, otherwise=otherwise):
                    then, otherwise = self.placed(then), self.placed(otherwise)
                    found.append(replace(statement, then=then, otherwise=otherwise))
                case Try(body=body, otherwise=otherwise):
                    body, otherwise = self.placed(body), self.placed(otherwise)
                    found.append(replace(statement, body=body, otherwise=otherwise))
                case _:
                    found.append(statement)
        return tuple(found)

    def _placed_all(self, defines: Sequence[Define]) -> tuple[Define, ...]:
        return tuple(replace(each, body=self.placed(each.body)) for each in defines)

    # --- calls ------------------------------------------------------------------------------

    def _routine(self, path: str | None) -> Routine | None:
        """The function that a path stands for, the script's own or one of a library."""
        if path is not None and path.startswith(LOADED):
            return self._libraries.routine(path)
        return None if path is None or "." in path else self._names.routine(path)

    def _call_routine(self, routine: Routine, given: list[Node]) -> tuple[Statement, ...]:
        """A call that stands alone: written out, or the call of a function."""
        routine.is_called = True
        takes_functions = any(self._is_function(each) for each in given)
        if takes_functions or (not routine.is_loaded and self._can_write_out(routine, given)):
            return self._write_out(routine, given)
        first: list[Statement] = []
        for position, node in enumerate(given):
            if node.type == "update_expression" and syntax.text(node).startswith(("--", "++")):
                # `again(--times)`: counted, then given.
                first.extend(self._declarations.update(node))
                given = [*given]
                given[position] = syntax.child(node, "argument") or node
        return (*first, Do(self._invoke(routine, given)))

    def _is_function(self, node: Node) -> bool:
        node = syntax.bare(node)
        if node.type in {"arrow_function", "function_expression"}:
            return True
        return node.type == "identifier" and self._routine(syntax.text(node)) is not None

    def _can_write_out(self, routine: Routine, given: list[Node]) -> bool:
        found = syntax.functions_of(routine.node)
        return (
            found is not None
            and routine.node not in self._inside
            and self._written_out < _MOST_WRITTEN_OUT
            and all(each.type == "identifier" for each in found[0])
            and len(found[0]) == len(given)
            and found[1].type == "statement_block"
            and not syntax.returns(found[1])
        )

    def _write_out(self, routine: Routine, given: list[Node]) -> tuple[Statement, ...]:
        """The statements of a function, in the place of its call."""
        found = syntax.functions_of(routine.node)
        cause = f"`{routine.name}()`, a function of the script"
        if found is None or routine.node in self._inside:
            raise UnknownError(cause)
        if self._written_out >= _MOST_WRITTEN_OUT:
            raise UnknownError(cause)
        parameters, body = found
        if any(each.type != "identifier" for each in parameters):
            raise UnknownError(cause)
        if syntax.returns(body):
            raise UnknownError(f"`{routine.name}()`, a function that returns")
        values: list[Expression | Routine] = []
        for node in given[: len(parameters)]:
            known = self._given_function(node)
            values.append(known or self._expressions.value(node))
        values += [Undefined()] * (len(parameters) - len(values))
        self._written_out += 1
        before, self._inside = self._inside, (*self._inside, routine.node)
        try:
            with self._names.within(routine.block), self._returning(""):
                lets: list[Statement] = []
                for parameter, value in zip(parameters, values, strict=True):
                    name = syntax.text(parameter)
                    if isinstance(value, Routine):
                        here = self._names.block
                        here.names[name] = Binding(block=here, routine=value)
                    else:
                        lets.append(Let(self._names.declare(name).name, value))
                if body.type == "statement_block":
                    inside = self.block(syntax.parts(body))
                else:
                    inside = self._expression(body)
        finally:
            self._inside = before
        for statement in Program(inside).walk():
            # What the script gave it would be lost with the text of a library.
            if isinstance(statement, Untranslated) and statement.place == NOWHERE:
                raise UnknownError(statement.cause)
        return (*lets, *inside)

    def _given_function(self, node: Node) -> Routine | None:
        """The function that an argument is."""
        node = syntax.bare(node)
        if node.type in {"arrow_function", "function_expression"}:
            return Routine(node, self._names.block, "answered")
        return self._routine(syntax.text(node)) if node.type == "identifier" else None

    # --- functions as such ------------------------------------------------------------------

    def _invoked(self, path: str, given: list[Node]) -> Expression | None:
        """The value of a call of a function of the script; None where it is another."""
        routine = self._routine(path)
        if routine is None:
            return None
        if not syntax.gives_value(routine.node):
            raise UnknownError(f"`{routine.name}()`, which gives no value")
        return self._invoke(routine, given)

    def _invoke(self, routine: Routine, given: list[Node]) -> Invoke:
        routine.is_called = True
        found = syntax.functions_of(routine.node)
        if found is None:
            raise UnknownError(f"`{routine.name}()`, a function of another kind")
        values = [self._expressions.value(each) for each in given[: len(found[0])]]
        values += [Undefined()] * (len(found[0]) - len(values))
        self._define(routine)
        lost = next((each for each in routine.frame.read if each.unknown), None)
        if lost is not None:
            raise UnknownError(lost.unknown)
        return Invoke(routine.name, tuple(values), routine.is_loaded)

    def _define(self, routine: Routine) -> None:
        """Translate a function, once. Raises UnknownError where that is not possible."""
        if routine.cause:
            raise UnknownError(routine.cause)
        if routine.is_read:
            return
        routine.is_read = True
        before, waiting = len(self._defined_last), len(self._waiting)
        self._defined_last.append(routine)
        try:
            made = self._defined(routine)
        except UnknownError as error:
            # What was translated meanwhile may call this one.
            for each in self._defined_last[before:]:
                each.is_read = False
                self._made.pop(each.mark, None)
                self.loaded.pop(each.name, None)
            del self._defined_last[before:], self._waiting[waiting:]
            routine.cause = f"`{routine.name}()`, {error}"[:120]
            raise UnknownError(routine.cause) from None
        if routine.is_loaded:
            self.loaded[routine.name] = made
        else:
            self._made[routine.mark] = made

    def _defined(self, routine: Routine) -> Define:
        found = syntax.functions_of(routine.node)
        if found is None:
            raise UnknownError("a function of another kind")
        parameters, body = found
        gives_value = syntax.gives_value(routine.node)
        with (
            self._names.within(routine.block, routine.frame),
            self._returning("function", gives_value=gives_value),
        ):
            names, first = self._parameters(parameters)
            if body.type == "statement_block":
                inside = self.block(syntax.parts(body))
            elif gives_value:
                inside = (Return(self._expressions.value(body)),)
            else:
                inside = self._expression(body)
        if gives_value and not (inside and isinstance(inside[-1], Return)):
            inside = (*inside, Return(Undefined()))
        made = Define(routine.name, names, (*first, *inside), self._outer(routine))
        for statement in Program(made.body).walk():
            if isinstance(statement, Untranslated) and not statement.is_harmless:
                raise UnknownError(statement.cause)
        return made

    def _parameters(self, nodes: list[Node]) -> tuple[tuple[str, ...], tuple[Statement, ...]]:
        names: list[str] = []
        first: list[Statement] = []
        for node in nodes:
            target = node.child_by_field_name("left") if node.type == "assignment_pattern" else node
            if target is None or target.type != "identifier":
                raise UnknownError("a function with such parameters")
            name = self._names.declare(syntax.text(target)).name
            names.append(name)
            if target is not node:
                value = self._expressions.value(node.child_by_field_name("right") or node)
                missing = Operation("===", (Name(name), Undefined()))
                first.append(If(missing, (Let(name, value),)))
        return tuple(names), tuple(first)

    def _outer(self, routine: Routine) -> tuple[str, ...]:
        """The names around a function that it gives other values; what it reads is kept."""
        here = routine.block.home
        for each in (*routine.frame.read, *routine.frame.given):
            if here is not None and each.block is not None and each.block.home is not here:
                here.read.append(each)
        return tuple(dict.fromkeys(each.name for each in routine.frame.given))

    # --- requests of the script -----------------------------------------------------------------

    def _send(self, given: list[Node]) -> tuple[Statement, ...]:
        """`pm.sendRequest(request, function)`."""
        known = self._given_function(given[1]) if len(given) == 2 else None
        if known is None:
            raise UnknownError("`pm.sendRequest()` with such arguments")
        if self._names.is_repeated or len(self._waiting) >= _MOST_SENT:
            raise UnknownError("`pm.sendRequest()` in a loop")
        if known.node in self._inside:
            raise UnknownError("`pm.sendRequest()` without end")
        request = self._expressions.value(given[0])
        name = self._names.distinct("answered")
        inside = (*self._inside, known.node)
        routine = Routine(known.node, known.block, name, mark=self._mark(), inside=inside)
        self._waiting.append(routine)
        sets = syntax.variables_set(known.node)
        return (Define(routine.mark, (), ()), Send(request, name, sets))

    def _answer_all(self) -> None:
        """Translate the functions that are called when the script has ended."""
        while self._waiting:
            routine = self._waiting.pop(0)
            before, self._inside = self._inside, routine.inside
            try:
                made = self._answered(routine)
            except UnknownError as error:
                lost = (self._untranslated(routine.node, str(error)),)
                made = Define(routine.name, ("error", "answer"), lost, answered=True)
            finally:
                self._inside = before
            self._made[routine.mark] = made

    def _answered(self, routine: Routine) -> Define:
        found = syntax.functions_of(routine.node)
        if found is None or len(found[0]) > 2:
            raise UnknownError("a function of another kind")
        parameters, body = found
        if any(each.type != "identifier" for each in parameters):
            raise UnknownError("a function with such parameters")
        with (
            self._names.within(routine.block, routine.frame),
            self._returning("function", gives_value=False),
        ):
            names = [self._names.declare(syntax.text(each)).name for each in parameters]
            names += [self._names.distinct(each) for each in ("error", "response")[len(names) :]]
            if len(parameters) == 2:
                alias = f"{ANSWERED}{names[1]}"
                self._names.declare(syntax.text(parameters[1]), alias=alias)
            if body.type == "statement_block":
                inside = self.block(syntax.parts(body))
            else:
                inside = self._function_body(body)
        lost = next((each for each in routine.frame.read if each.unknown), None)
        if lost is not None:
            raise UnknownError(lost.unknown)
        return Define(routine.name, tuple(names), inside, self._outer(routine), answered=True)

    @abstractmethod
    def _untranslated(self, node: Node, cause: str) -> Untranslated:
        """A statement that is kept as its source."""
