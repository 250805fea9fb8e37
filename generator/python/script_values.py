"""Values and checks of a script as Python expressions, in the form of syntax trees.

A tree cannot be broken out of: texts of a collection are only ever constants in it, and
names are made by `Naming`. What is printed from it and what `script_play` evaluates is one
and the same.
"""

from __future__ import annotations

import ast
import keyword
from collections.abc import Mapping, Sequence

from ..api.naming import snake, words
from ..scripts.model import (
    Answer,
    Call,
    Expression,
    Function,
    Get,
    Invoke,
    ListOf,
    Literal,
    Name,
    Operation,
    Pattern,
    RecordOf,
    Request,
    Undefined,
    Variable,
)
from .script_trees import HELPERS, attribute, call, constant, name

_BOOLEANS = frozenset(
    {
        *("has_own", "holds", "contains", "starts_with", "ends_with", "some", "every", "tests"),
        *("truth", "is_nan", "is_integer", "is_array", "is_text", "is_number", "is_boolean"),
        *("is_null", "is_undefined", "is_nil", "is_empty", "deep_equal", "has_path", "has_key"),
        *("valid", "valid_in_any_format", "tv4_validates", "is_set", "has_header"),
        *("has_cookie", "has_query"),
    }
)
"""Functions that give a plain truth value and no `Value`."""

_OPERATORS: dict[str, ast.operator] = {
    "+": ast.Add(),
    "-": ast.Sub(),
    "*": ast.Mult(),
    "/": ast.Div(),
    "%": ast.Mod(),
}
_ORDERS: dict[str, ast.cmpop] = {"<": ast.Lt(), "<=": ast.LtE(), ">": ast.Gt(), ">=": ast.GtE()}
_TRUTHS = frozenset({"!", "in", "===", "!==", "==", "!=", *_ORDERS})
"""Operators that give a plain truth value."""
_RE_FLAGS = {"i": "IGNORECASE", "m": "MULTILINE", "s": "DOTALL"}

_TAKEN = ("script", "answer", "re", "range", "list")
_OF_ANSWERS = frozenset(
    {"header", "has_header", "header_entry", "cookie", "has_cookie", "cookie_entry"}
)
_OF_REQUESTS = {
    "request_header": "header",
    "query_value": "query_value",
    "has_query": "has_query",
}

LONGEST_CHAIN = 4
"""Properties of properties that read well as subscripts; more are a path."""


class Values:
    """Makes the expressions of one script; collects the helpers that they use."""

    def __init__(self, loaded: Mapping[str, str]) -> None:
        self.loaded = loaded
        """The functions that scripts load, as they are called in Python."""
        self.loads: set[str] = set()
        """Those of them that are called."""
        self.helpers: set[str] = set()
        self.uses_patterns = False
        self.uses_answer = False
        self._names: dict[str, str] = {}

    def helper(self, function: str) -> ast.expr:
        """A function of `tests/postman`."""
        self.helpers.add(function)
        return name(function)

    def variable(self, written: str) -> str:
        """The identifier of a name of the script: `jsonData` is json_data."""
        if written not in self._names:
            base = snake(words(written)) or "it"
            if not base.isidentifier():
                base = f"the_{base}"
            if not base.isidentifier():
                base = "it"
            taken = {*self._names.values(), *HELPERS, *self.loaded.values(), *_TAKEN}
            found, number = base, 2
            while found in taken or keyword.iskeyword(found):
                found, number = (
                    (f"{base}_", 2) if found == base else (f"{base}_{number}", number + 1)
                )
            self._names[written] = found
        return self._names[written]

    def answer(self, *parts: str, of: str = "") -> ast.expr:
        """A property of the answer, or of the one that a name holds."""
        if of:
            return attribute(name(self.variable(of)), *parts)
        self.uses_answer = True
        return attribute(name("answer"), *parts)

    # --- expressions --------------------------------------------------------------------

    def value(self, expression: Expression) -> ast.expr:
        """An expression where operators must mean JavaScript's: a `Value`."""
        made = self.read(expression)
        if self._is_value(expression):
            return made
        if expression == Undefined():
            return made
        return call(self.helper("Value"), made)

    def condition(self, expression: Expression) -> ast.expr:
        """An expression of which only the truth counts."""
        match expression:
            case Call(function=function) if function in _BOOLEANS:
                return self.read(expression)
            case Operation(operator=operator) if operator in _TRUTHS:
                return self.read(expression)
            case Operation(operator="&&" | "||", operands=(left, right)):
                both = ast.And() if expression.operator == "&&" else ast.Or()
                return ast.BoolOp(both, [self.condition(left), self.condition(right)])
            case _:
                return self.value(expression)

    def _is_value(self, expression: Expression) -> bool:
        match expression:
            case Name() | Get() | Answer() | Request() | Variable() | Undefined() | Invoke():
                return True
            case Call(function=function):
                return function not in _BOOLEANS
            case Operation(operator=operator, operands=operands):
                if operator in _OPERATORS or operator in {"typeof", "+"}:
                    return True
                return operator == "-" and len(operands) == 1
            case _:
                return False

    def read(self, expression: Expression) -> ast.expr:
        """An expression, plain where it is a literal."""
        match expression:
            case Literal(value=value):
                return constant(value)
            case Undefined():
                return self.helper("UNDEFINED")
            case ListOf(items=items):
                return ast.List([self.read(item) for item in items], ast.Load())
            case RecordOf(entries=entries):
                return ast.Dict(
                    [self.read(key) for key, _ in entries],
                    [self.read(item) for _, item in entries],
                )
            case Pattern():
                return self._pattern(expression)
            case Name(name=written):
                return name(self.variable(written))
            case Answer(part=part, of=owner):
                return self.answer(part, of=owner)
            case Request(part=asked):
                return attribute(name("script"), "request", asked)
            case Get(value=value, key=Literal(value="length")):
                return attribute(self.value(value), "length")
            case Get(key=Literal()) if (path := _path(expression)) is not None:
                start, steps = path
                return call(attribute(self.value(start), "at"), *map(constant, steps))
            case Get(value=owned, key=at):
                return ast.Subscript(self.value(owned), self.read(at), ast.Load())
            case Variable(scope=scope, key=key):
                variables = attribute(name("script"), scope)
                return ast.Subscript(variables, self.read(key), ast.Load())
            case Operation(operator=operator, operands=operands):
                return self._operation(operator, operands)
            case Call(function=function, arguments=arguments):
                return self._call(function, arguments)
            case Invoke():
                return self.invoke(expression)
            case Function(parameters=parameters, result=result):
                taken = [ast.arg(self.variable(each)) for each in parameters[:1]]
                taken = taken or [ast.arg("_")]
                arguments_ = ast.arguments([], taken, None, [], [], None, [])
                return ast.Lambda(arguments_, self.read(result))

    def _pattern(self, pattern: Pattern) -> ast.expr:
        self.uses_patterns = True
        flags = attribute(name("re"), "ASCII")
        for sign in sorted(set(pattern.flags) & set(_RE_FLAGS)):
            flags = ast.BinOp(flags, ast.BitOr(), attribute(name("re"), _RE_FLAGS[sign]))
        return call(attribute(name("re"), "compile"), constant(pattern.source), flags)

    def _call(self, function: str, arguments: Sequence[Expression]) -> ast.expr:
        if function in _OF_ANSWERS and isinstance(answer := arguments[0], Answer):
            return call(self.answer(function, of=answer.of), *map(self.read, arguments[1:]))
        given = [self.read(argument) for argument in arguments]
        if function in _OF_REQUESTS:
            return call(attribute(name("script"), "request", _OF_REQUESTS[function]), *given)
        match function:
            case "is_set":
                (variable,) = arguments
                if isinstance(variable, Variable):
                    owner = attribute(name("script"), variable.scope, "has")
                    return call(owner, self.read(variable.key))
            case "fill":
                return call(attribute(name("script"), "fill"), *given)
            case "schemas_missing":
                return attribute(name("script"), "schemas", "missing")
            case "tv4_validates":
                return call(attribute(name("script"), "schemas", "validates"), *given)
            case "valid_in_any_format":
                return call(self.helper("valid"), *given, any_format=True)
            case "length_of":
                return call(self.helper("length"), *given)
            case "keys_of":
                return given[0]
            case "replace" | "match":
                pattern = arguments[1]
                is_global = isinstance(pattern, Pattern) and "g" in pattern.flags
                return call(self.helper(function), *given, every=is_global)
        return call(self.helper(function), *given)

    def invoke(self, made: Invoke) -> ast.expr:
        """A call of a function of the script, or of one that it loads."""
        given = [self.value(argument) for argument in made.arguments]
        if made.is_loaded:
            self.loads.add(made.function)
            return call(name(self.loaded[made.function]), name("script"), *given)
        return call(name(self.variable(f"{made.function}()")), *given)

    def _operation(self, operator: str, operands: Sequence[Expression]) -> ast.expr:
        match operator, operands:
            case "?:", (condition, then, otherwise):
                return ast.IfExp(self.condition(condition), self.value(then), self.value(otherwise))
            case "!", (operand,):
                return ast.UnaryOp(ast.Not(), self.condition(operand))
            case "-", (operand,):
                return ast.UnaryOp(ast.USub(), self.value(operand))
            case "+", (operand,):
                return call(self.helper("to_number"), self.read(operand))
            case "typeof", (operand,):
                return call(self.helper("typeof"), self.read(operand))
            case "&&", (left, right):
                return ast.BoolOp(ast.And(), [self.value(left), self.value(right)])
            case "||", (left, right):
                return ast.BoolOp(ast.Or(), [self.value(left), self.value(right)])
            case "??", (left, right):
                is_there = call(self.helper("exists"), self.read(left))
                return ast.IfExp(is_there, self.value(left), self.value(right))
            case "in", (key, owner):
                return call(self.helper("has_key"), self.read(owner), self.read(key))
            case (("===" | "!==" | "==" | "!="), (left, right)):
                return self._equality(operator, left, right)
            case _, (left, right) if operator in _ORDERS:
                return ast.Compare(self.value(left), [_ORDERS[operator]], [self.read(right)])
            case _, (left, right):
                is_plain = is_scalar(left) and self._is_value(right) and operator == "+"
                first = self.read(left) if is_plain else self.value(left)
                return ast.BinOp(first, _OPERATORS[operator], self.read(right))
        raise AssertionError(operator)

    def _equality(self, operator: str, left: Expression, right: Expression) -> ast.expr:
        is_not = operator.startswith("!")
        is_known = left == Answer("status") or len(operator) == 3
        if is_known and is_scalar(right):
            return ast.Compare(
                self.value(left), [ast.NotEq() if is_not else ast.Eq()], [self.read(right)]
            )
        function = "same" if len(operator) == 3 else "loosely"
        made = call(self.helper(function), self.read(left), self.read(right))
        return ast.UnaryOp(ast.Not(), made) if is_not else made


def _path(expression: Expression) -> tuple[Expression, list[str | int | float]] | None:
    """Where a chain of many properties starts, and its steps; None for a short one."""
    steps: list[str | int | float] = []
    while isinstance(expression, Get) and isinstance(expression.key, Literal):
        step = expression.key.value
        if step is None or isinstance(step, bool) or step == "length":
            break
        steps.append(step)
        expression = expression.value
    return (expression, steps[::-1]) if len(steps) >= LONGEST_CHAIN else None


def is_scalar(expression: Expression) -> bool:
    """Whether `==` on it means the same as JavaScript's strict equality, and reads well."""
    if not isinstance(expression, Literal):
        return False
    return isinstance(expression.value, str | int | float) and not isinstance(
        expression.value, bool
    )
