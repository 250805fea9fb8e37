"""Plays the Python of a script on a saved answer, within bounds and without running code.

The tree of `script_code` is evaluated node by node with the helpers that the generated tests
use, so that both mean the same. Whatever is not decided here, for one of the bounds or
because another answer would have to be known, is said to be undecided.
"""

from __future__ import annotations

import ast
import importlib
import operator
import re
import sys
import types
from collections import ChainMap
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from ..scripts.patterns import is_cheap
from .script_code import Code, is_mark
from .script_trees import MODULES

MOST_STEPS = 100_000
"""Nodes that are evaluated for one script."""
DEEPEST = 40
"""Functions of scripts that call one another."""
LARGEST = 1_000_000
"""Characters of a text, items of a list."""

_PACKAGE = "_postgen_client_scripts"
_PLAYED = ("Answer", "Request", "Variables", "Scope", "run")
_COMPARE: dict[type[ast.cmpop], Callable[[Any, Any], Any]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.In: lambda left, right: left in right,
    ast.NotIn: lambda left, right: left not in right,
}
_BINARY: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Mod: operator.mod,
    ast.BitOr: operator.or_,
}
_GROWING = {"replace", "join", "concat", "split"}


@cache
def library(folder: Path) -> Mapping[str, Any]:
    """The helpers in `tests/postman` of the templates, by name, with all that `run` needs."""
    package = types.ModuleType(_PACKAGE)
    package.__path__ = [str(folder)]
    sys.modules[_PACKAGE] = package
    found: dict[str, Any] = {}
    for module, names in MODULES.items():
        loaded = importlib.import_module(f"{_PACKAGE}.{module}")
        found |= {each: getattr(loaded, each) for each in names}
    script = sys.modules[f"{_PACKAGE}.script"]
    found |= {
        each: getattr(script, each) for each in ("Answer", "Request", "Variables", "Scope", "run")
    }
    found["Undecided"] = sys.modules[f"{_PACKAGE}.values"].Undecided
    return found


@dataclass(frozen=True, slots=True)
class Library:
    """What scripts call: the helpers of the templates, and the functions that they load."""

    helpers: Mapping[str, Any]
    loaded: Mapping[str, ast.FunctionDef] = field(default_factory=dict)
    """By their names in Python."""


def play(codes: Iterable[Code], answer: Any, request: Any, variables: Any, library: Library) -> Any:
    """The report of scripts on an answer: as `run` of the helpers gives it."""
    players = [_Player(code, library) for code in codes]
    return library.helpers["run"](players, answer, variables, request)


class _Leave(BaseException):
    def __init__(self, is_break: bool) -> None:
        self.is_break = is_break


class _Return(BaseException):
    def __init__(self, value: Any) -> None:
        self.value = value


_Names = ChainMap[str, Any]


class _Player:
    """A function of a script that is evaluated when it is called."""

    def __init__(self, code: Code, library: Library) -> None:
        self._code = code
        self._library = library
        self._helpers = library.helpers
        self._names: _Names = ChainMap()
        self._outer: frozenset[str] = frozenset()
        """The names that the function here has from around it, to give them other values."""
        self._steps = 0
        self._depth = 0

    def __call__(self, script: Any) -> None:
        self._steps = 0
        self._names = ChainMap({"script": script})
        self._block(self._code.tree)

    def _undecided(self, cause: str) -> BaseException:
        made = self._helpers["Undecided"](cause)
        assert isinstance(made, BaseException)  # noqa: S101
        return made

    def _step(self) -> None:
        self._steps += 1
        if self._steps > MOST_STEPS:
            raise self._undecided(f"more than {MOST_STEPS} steps")

    # --- statements ---------------------------------------------------------------------

    def _block(self, statements: Iterable[ast.stmt]) -> None:
        for statement in statements:
            self._step()
            self._statement(statement)

    def _statement(self, statement: ast.stmt) -> None:
        match statement:
            case ast.Assert(test=test):
                if not self._value(test):
                    raise AssertionError(self._difference(test))
            case ast.Assign(targets=[target], value=value):
                self._assign(target, self._value(value))
            case ast.With(items=[item], body=body):
                with self._value(item.context_expr):
                    self._block(body)
            case ast.If(test=test, body=body, orelse=orelse):
                self._block(body if self._value(test) else orelse)
            case ast.For():
                self._loop(statement)
            case ast.Try(body=body, handlers=[handler]):
                try:
                    self._block(body)
                except Exception:
                    self._block(handler.body)
            case ast.Break():
                raise _Leave(is_break=True)
            case ast.Continue():
                raise _Leave(is_break=False)
            case ast.FunctionDef(name=identifier):
                self._names[identifier] = self._defined(statement, self._names)
            case ast.Return(value=value):
                raise _Return(None if value is None else self._value(value))
            case ast.Nonlocal(names=names):
                self._outer = frozenset(names)
            case ast.Expr(value=value) if not is_mark(statement):
                self._value(value)

    def _defined(self, made: ast.FunctionDef, around: _Names) -> Callable[..., Any]:
        parameters = [each.arg for each in made.args.args]

        def function(*given: Any) -> Any:
            if self._depth >= DEEPEST:
                raise self._undecided(f"more than {DEEPEST} functions in one another")
            before = self._names, self._outer
            self._names = around.new_child(dict(zip(parameters, given, strict=True)))
            self._outer = frozenset()
            self._depth += 1
            try:
                self._block(made.body)
            except _Return as returned:
                return returned.value
            finally:
                self._names, self._outer = before
                self._depth -= 1
            return None

        return function

    def _assign(self, target: ast.expr, value: Any) -> None:
        match target:
            case ast.Name(id=identifier):
                maps = self._names.maps[1:] if identifier in self._outer else self._names.maps
                owner = next((each for each in maps if identifier in each), maps[0])
                (owner if identifier in self._outer else maps[0])[identifier] = value
            case ast.Subscript(value=owner, slice=key):
                self._value(owner)[self._value(key)] = value
            case ast.Tuple(elts=targets):
                for each, item in zip(targets, value, strict=True):
                    self._assign(each, item)

    def _loop(self, loop: ast.For) -> None:
        for item in self._value(loop.iter):
            self._step()
            self._assign(loop.target, item)
            try:
                self._block(loop.body)
            except _Leave as leave:
                if leave.is_break:
                    break

    def _difference(self, test: ast.expr) -> str:
        """What was asserted, and what there was."""
        said = ast.unparse(test)
        inside = test.operand if isinstance(test, ast.UnaryOp) else test
        match inside:
            case ast.Compare(ops=[ast.In() | ast.NotIn()], comparators=[looked_at]) if isinstance(
                inside.left, ast.Constant
            ):
                pass
            case ast.Compare(ops=[_, _], comparators=[looked_at, _]):
                pass
            case ast.Compare(left=looked_at):
                pass
            case ast.Call(args=[looked_at, *_]):
                pass
            case _:
                looked_at = inside
        found = repr(self._value(looked_at))
        return f"{said[:200]}, and it is {found[:80]}{'…' if len(found) > 80 else ''}"

    # --- expressions --------------------------------------------------------------------

    def _value(self, node: ast.expr) -> Any:
        self._step()
        match node:
            case ast.Constant(value=value):
                return value
            case ast.Name(id=identifier):
                return self._name(identifier)
            case ast.Attribute(value=owner, attr=attr):
                return getattr(self._value(owner), attr)
            case ast.Subscript(value=owner, slice=key):
                return self._value(owner)[self._value(key)]
            case ast.List(elts=items):
                return [self._value(item) for item in items]
            case ast.Dict(keys=keys, values=values):
                return {
                    _hashable(self._value(key)): self._value(value)
                    for key, value in zip(keys, values, strict=True)
                    if key is not None
                }
            case ast.Call():
                return self._call(node)
            case ast.Lambda(args=args, body=body):
                return self._function([each.arg for each in args.args], body)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return not self._value(operand)
            case ast.UnaryOp(operand=operand):
                return -self._value(operand)
            case ast.BinOp(left=left, op=op, right=right):
                return self._bounded(_BINARY[type(op)](self._value(left), self._value(right)))
            case ast.IfExp(test=test, body=body, orelse=orelse):
                return self._value(body if self._value(test) else orelse)
            case ast.BoolOp(op=op, values=[left, right]):
                found = self._value(left)
                return self._value(right) if bool(found) == isinstance(op, ast.And) else found
            case ast.Compare(left=left, ops=ops, comparators=comparators):
                return self._compare(self._value(left), ops, comparators)
        raise AssertionError(ast.dump(node))

    def _name(self, identifier: str) -> Any:
        if identifier in self._names:
            return self._names[identifier]
        if identifier == "re":
            return re
        if identifier in self._library.loaded:
            return self._defined(self._library.loaded[identifier], ChainMap())
        if identifier not in self._helpers:
            raise NameError(identifier)  # the script left it without a value
        return self._helpers[identifier]

    def _compare(self, left: Any, ops: list[ast.cmpop], others: list[ast.expr]) -> Any:
        found: Any = True
        for op, other in zip(ops, others, strict=True):
            right = self._value(other)
            found = _COMPARE[type(op)](left, right)
            if not found:
                break
            left = right
        return found

    def _function(self, parameters: list[str], body: ast.expr) -> Callable[..., Any]:
        def function(*given: Any) -> Any:
            before = self._names
            self._names = before.new_child(dict(zip(parameters, given, strict=True)))
            try:
                return self._value(body)
            finally:
                self._names = before

        return function

    def _call(self, node: ast.Call) -> Any:
        function = self._value(node.func)
        given = [self._value(each) for each in node.args]
        named = {each.arg: self._value(each.value) for each in node.keywords if each.arg}
        helper = node.func.id if isinstance(node.func, ast.Name) else ""
        last = node.func.attr if isinstance(node.func, ast.Attribute) else helper
        if helper in _GROWING:
            size = 1
            for each in given:
                size *= max(1, _size(each))
            if size > 10 * LARGEST:
                raise self._undecided("a text that is too long")
        if last != "compile":
            self._check_patterns(given)
        if last in {"valid", "validates"} and not _is_cheap_schema(given[-1]):
            raise self._undecided("a schema whose patterns may take long")
        return self._bounded(function(*given, **named))

    def _check_patterns(self, given: list[Any]) -> None:
        patterns = [each for each in given if isinstance(each, re.Pattern)]
        for pattern in patterns:
            for each in given:
                if each is not pattern and not is_cheap(pattern, str(each)):
                    raise self._undecided("a pattern that may take long")

    def _bounded(self, made: Any) -> Any:
        if _size(made) > LARGEST:
            raise self._undecided("a value that is too large")
        return made


def _hashable(key: Any) -> Any:
    return key if isinstance(key, str | int | float) else str(key)


def _size(value: Any) -> int:
    data = getattr(value, "data", value)
    return len(data) if isinstance(data, str | list | dict) else 1


def _is_cheap_schema(schema: Any) -> bool:
    waiting = [getattr(schema, "data", schema)]
    while waiting:
        top = waiting.pop()
        top = getattr(top, "data", top)
        if isinstance(top, dict):
            patterns = [top.get("pattern"), *(top.get("patternProperties") or {})]
            for pattern in patterns:
                try:
                    if isinstance(pattern, str) and not is_cheap(re.compile(pattern), "x" * 300):
                        return False
                except (re.error, RecursionError, OverflowError):
                    return False
            waiting.extend(top.values())
        elif isinstance(top, list):
            waiting.extend(top)
    return True
