"""Tcl with Chilkat."""

from __future__ import annotations

import re
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
    Text,
    Truth,
    Variable,
    While,
    Whole,
)
from ..names import Dialect
from ..printing import Printer, quoted


class _Tcl(Printer):
    if_tail = while_tail = "}"

    def comment(self, line: str) -> str:
        if self.level:
            # Braces count in a comment that stands in braces.
            line = line.translate(_ROUND)
        # A backslash at the end would continue the comment on the next line.
        return f"# {line}" + ("." if line.endswith("\\") else "")

    def create(self, statement: Create) -> Iterator[str]:
        yield f"set {statement.object.name} [new_Ck{statement.object.type}]"

    def put(self, statement: Put) -> str:
        target = statement.object
        value = self.expression(statement.value)
        return f"Ck{target.type}_put_{statement.name} ${target.name} {value}"

    def do(self, call: str) -> str:
        return call[1:-1]

    def assign(self, variable: Variable | Object, value: Expression) -> str:
        return f"set {variable.name} {self.expression(value)}"

    def increment(self, name: str) -> str:
        return f"set {name} [expr ${name} + 1]"

    def print(self, statement: Print) -> str:
        if statement.value is None:
            return f"puts {self.expression(Text(statement.label))}"
        value = self.expression(statement.value)
        return f'puts "{statement.label}{value}"' if statement.label else f"puts {value}"

    def dispose(self, disposed: Object) -> Iterator[str]:
        yield f"delete_Ck{disposed.type} ${disposed.name}"

    def leave(self) -> str:
        return "exit"

    def if_head(self, statement: If) -> str:
        value, limit = self.expression(statement.value), self.expression(statement.limit)
        return f"if {{{value} {statement.operator} {limit}}} then {{"

    def while_head(self, statement: While) -> str:
        return f"while {{${statement.index.name} < ${statement.count.name}}} {{"

    def expression(self, value: Expression) -> str:
        match value:
            case Text(text):
                return self._text(text)
            case Whole(number):
                return str(number)
            case Truth(truth):
                return str(int(truth))
            case Variable(name) | Object(name):
                return f"${name}"
            case Property(target, name, "string"):
                return f"[Ck{target.type}_{name[0].lower()}{name[1:]} ${target.name}]"
            case Property(target, name):
                return f"[Ck{target.type}_get_{name} ${target.name}]"
            case Method(target, name, arguments, returns):
                spelled = name[0].lower() + name[1:] if returns == "string" else name
                words = " ".join([f"${target.name}", *map(self.expression, arguments)])
                return f"[Ck{target.type}_{spelled} {words}]"

    def _text(self, text: str) -> str:
        # Braces count where the text stands in a body, but for those after a backslash.
        braces = "" if _is_balanced(text) else "{}"
        safe = quoted(text, f"$[{braces}")
        # The published pages escape no bracket; of these none runs but what is no command.
        return _INDEX.sub("[", safe) if self.as_published else safe


_INDEX = re.compile(r"\\\[(?=(?:[0-9]+|i)\])")
_ROUND = str.maketrans("{}", "()")


def _is_balanced(text: str) -> bool:
    depth = 0
    for sign in text:
        depth += (sign == "{") - (sign == "}")
        if depth < 0:
            return False
    return depth == 0


def _show(subject: Subject) -> Mapping[str, object]:
    statements = build(subject.exchange, Dialect(), as_published=subject.as_published)
    return {"lines": _Tcl(as_published=subject.as_published).lines(statements)}


LANGUAGE = Language("chilkat-tcl", "Tcl", "tcl", _show, rank=30)
