"""PureBasic with Chilkat."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from ..build import build
from ..language import Language, Subject
from ..model import (
    Assign,
    Create,
    Expression,
    If,
    Method,
    Object,
    Print,
    Property,
    Put,
    Statement,
    Text,
    Truth,
    Variable,
    While,
    Whole,
    walk,
)
from ..names import Dialect
from ..printing import HIDDEN, Printer

_KEYWORDS = """
    CallDebugger Compiler Debug DebugLevel Declare DeclareC DeclareModule Default DisableASM
    EnableASM EndIf EndProcedure EndSelect FakeReturn Global Gosub Goto IncludeFile Interface Macro
    NewList NewMap Procedure ProcedureReturn Protected Prototype Read Repeat Restore Runtime Select
    Shared Static Structure Swap Threaded UseModule Wend With Chr Str
    """
_DIALECT = Dialect(is_typed=True, ignores_case=True, reserved=frozenset(_KEYWORDS.split()))
_NO_LITERAL = re.compile(rf'("|{HIDDEN.pattern})')


class _PureBasic(Printer):
    if_tail = "EndIf"
    while_tail = "Wend"

    def __init__(self, *, as_published: bool) -> None:
        super().__init__(as_published=as_published)
        self._typed = {"success"}

    def comment(self, line: str) -> str:
        return f"; {line}"

    def create(self, statement: Create) -> Iterator[str]:
        name = statement.object.name
        yield f"{name}.i = Ck{statement.object.type}::ckCreate()"
        self._typed.add(self._fold(name))
        yield f"If {name}.i = 0"
        yield '    Debug "Failed to create object."'
        for one in statement.alive:
            yield f"    Ck{one.type}::ckDispose({one.name})"
        yield "    ProcedureReturn"
        yield "EndIf"

    def declare(self, variable: Variable | Object) -> Iterator[str]:
        self._typed.add(self._fold(variable.name))
        yield f"{variable.name}{_suffix(variable)}"

    def announce(self, announced: Object) -> Iterator[str]:  # noqa: ARG002
        yield from ()

    def put(self, statement: Put) -> str:
        target, value = statement.object, self.expression(statement.value)
        return f"Ck{target.type}::setCk{statement.name}({target.name}, {value})"

    def do(self, call: str) -> str:
        return call

    def assign(self, variable: Variable | Object, value: Expression) -> str:
        is_new = self._fold(variable.name) not in self._typed
        self._typed.add(self._fold(variable.name))
        suffix = _suffix(variable) if is_new else ""
        return f"{variable.name}{suffix} = {self.expression(value)}"

    def increment(self, name: str) -> str:
        return f"{name} = {name} + 1"

    def print(self, statement: Print) -> str:
        label = _text(statement.label)
        if statement.value is None:
            return f"Debug {label}"
        value = self.expression(statement.value)
        if not statement.label:
            return f"Debug {value}"
        is_text = getattr(statement.value, "type", "") == "string"
        return f"Debug {label} + {value if is_text else f'Str({value})'}"

    def dispose(self, disposed: Object) -> Iterator[str]:
        yield f"Ck{disposed.type}::ckDispose({disposed.name})"

    def leave(self) -> str:
        return "ProcedureReturn"

    def if_head(self, statement: If) -> str:
        operator = "=" if statement.operator == "==" else statement.operator
        value, limit = self.expression(statement.value), self.expression(statement.limit)
        return f"If {value} {operator} {limit}"

    def while_head(self, statement: While) -> str:
        return f"While {statement.index.name} < {statement.count.name}"

    def expression(self, value: Expression) -> str:
        match value:
            case Text(text):
                return _text(text)
            case Whole(number):
                return str(number)
            case Truth(truth):
                return str(int(truth))
            case Variable(name) | Object(name):
                return name
            case Property(target, name):
                return f"Ck{target.type}::ck{name}({target.name})"
            case Method(target, name, arguments):
                words = ",".join([target.name, *map(self.expression, arguments)])
                return f"Ck{target.type}::ck{name}({words})"

    def _fold(self, name: str) -> str:
        return name if self.as_published else name.lower()


def _suffix(variable: Variable | Object) -> str:
    is_text = isinstance(variable, Variable) and variable.type == "string"
    return ".s" if is_text else ".i"


def _text(text: str) -> str:
    """A literal; what can't stand in one is added by its number."""
    parts = []
    for part in _NO_LITERAL.split(text):
        if part:
            is_code = _NO_LITERAL.fullmatch(part) is not None
            parts.append(f"Chr({ord(part)})" if is_code else f'"{part}"')
    return " + ".join(parts) or '""'


def _includes(statements: Sequence[Statement]) -> list[str]:
    """The files of the classes in use, in the order of the pages that this follows."""
    found: dict[str, None] = {}
    for one in walk(tuple(statements)):
        if isinstance(one, Create):
            found[one.object.type] = None
        elif isinstance(one, Assign) and isinstance(one.variable, Object):
            found[one.variable.type] = None
    if "JsonArray" in found:
        found["JsonObject"] = None
    json = [name for name in found if name.startswith("Json")]
    known = ["StringBuilder", "Http", "HttpResponse"]
    others = [name for name in found if name not in {*json, *known}]
    order = [*json[:1], *known, *others, *json[1:]]
    return [f"Ck{name}" for name in order if name in found]


def _show(subject: Subject) -> Mapping[str, object]:
    statements = build(subject.exchange, _DIALECT, as_published=subject.as_published)
    lines = _PureBasic(as_published=subject.as_published).lines(statements)
    return {"includes": _includes(statements), "lines": lines}


LANGUAGE = Language("chilkat-purebasic", "PureBasic", "purebasic", _show, rank=31)
