"""Python with Chilkat."""

from __future__ import annotations

import keyword
from collections.abc import Iterator, Mapping

from ..build import build
from ..language import Language, Subject
from ..model import (
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
)
from ..names import Dialect
from ..printing import Printer, quoted

_DIALECT = Dialect(reserved=frozenset({"chilkat", "sys", "print", "str", *keyword.kwlist}))


class _Python(Printer):
    def comment(self, line: str) -> str:
        return f"# {line}"

    def joins_next(self, statement: Statement) -> bool:
        return isinstance(statement, Create) and statement.object.type != "Http"

    def create(self, statement: Create) -> Iterator[str]:
        yield f"{statement.object.name} = chilkat.Ck{statement.object.type}()"

    def put(self, statement: Put) -> str:
        value = self.expression(statement.value)
        return f"{statement.object.name}.put_{statement.name}({value})"

    def do(self, call: str) -> str:
        return call

    def assign(self, variable: Variable | Object, value: Expression) -> str:
        return f"{variable.name} = {self.expression(value)}"

    def increment(self, name: str) -> str:
        return f"{name} = {name} + 1"

    def print(self, statement: Print) -> str:
        label = quoted(statement.label)
        if statement.value is None:
            return f"print({label})"
        value = self.expression(statement.value)
        if not statement.label:
            return f"print({value})"
        return f"print({label} + str({value}))"

    def dispose(self, disposed: Object) -> Iterator[str]:  # noqa: ARG002
        yield from ()

    def leave(self) -> str:
        return "sys.exit()"

    def if_head(self, statement: If) -> str:
        value, limit = self.expression(statement.value), self.expression(statement.limit)
        return f"if ({value} {statement.operator} {limit}):"

    def while_head(self, statement: While) -> str:
        return f"while {statement.index.name} < {statement.count.name} :"

    def expression(self, value: Expression) -> str:
        match value:
            case Text(text):
                return quoted(text, spelling="\\U{:08x}")
            case Whole(number):
                return str(number)
            case Truth(truth):
                return str(truth)
            case Variable(name) | Object(name):
                return name
            case Property(target, name, "string"):
                return f"{target.name}.{name[0].lower()}{name[1:]}()"
            case Property(target, name):
                return f"{target.name}.get_{name}()"
            case Method(target, name, arguments, returns):
                spelled = name[0].lower() + name[1:] if returns == "string" else name
                return f"{target.name}.{spelled}({','.join(map(self.expression, arguments))})"


def _show(subject: Subject) -> Mapping[str, object]:
    statements = build(subject.exchange, _DIALECT, as_published=subject.as_published)
    return {"lines": _Python(as_published=subject.as_published).lines(statements)}


LANGUAGE = Language("chilkat-python", "Python (Chilkat)", "python", _show, rank=32)
