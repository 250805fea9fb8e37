"""The variables that a GraphQL document declares, and the types it gives them.

Only the heads of operations are read, `query Find($id: ID!, $first: Int = 20)`, with a
tolerance for what Postman users put between them (GraphQL specification, October 2021,
sections 2.3, 2.10 and 2.11).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..inference.merge import merge, without_null
from ..inference.types import (
    BOOLEAN,
    INTEGER,
    NULL,
    NUMBER,
    STRING,
    UNKNOWN,
    Array,
    Field,
    Map,
    Record,
    String,
    Type,
    Union,
    Unknown,
    record,
)

_LONGEST_TYPE = 20
"""In tokens: a list of lists of lists has ten."""

# Strings, comments and variables of Postman as a whole, so that nothing in them counts.
_TOKEN = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*+"""|"(?:[^"\\\n]|\\.)*+"|\#[^\n]*|\{\{[^{}\n]*\}\}'
    r"|\$?[A-Za-z_]\w*|[^\s,]",
    re.DOTALL,
)
_OPERATIONS = frozenset({"query", "mutation", "subscription"})
_BEFORE_NAMES = _OPERATIONS | {"fragment", "on"}
_OPENING, _CLOSING = frozenset("([{"), frozenset(")]}")
_SCALARS: Mapping[str, Type] = {
    "Boolean": BOOLEAN,
    "Float": NUMBER,
    "ID": Union((STRING, INTEGER)),  # Section 3.5.5: either is taken for one.
    "Int": INTEGER,
    "String": STRING,
}


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable of an operation."""

    type: Type
    """Unknown where it is one of the server's own."""
    nullable: bool
    has_default: bool

    @property
    def required(self) -> bool:
        """Whether a request without it is refused."""
        return not self.nullable and not self.has_default


def declared_variables(document: str, operation_name: str | None) -> dict[str, Variable]:
    """The variables of the operation that is sent, by name.

    None where the document has several operations and none of them is named.
    """
    tokens = [found[0] for found in _TOKEN.finditer(document) if not found[0].startswith("#")]
    operations = list(_operations(tokens))
    if operation_name:
        return dict(operations).get(operation_name, {})
    return operations[0][1] if len(operations) == 1 else {}


def with_declared(
    type_: Type, sent: Iterable[Mapping[str, object]], declared: Mapping[str, Variable]
) -> Type:
    """The type of the variables as the document and what is sent together have it.

    The document says what there is and what must be given; what is sent shows the types that
    are the server's own, and the format of a text.
    """
    keys = dict.fromkeys(key for one in sent for key in one)
    if not declared or (isinstance(type_, Map) and not keys.keys() <= declared.keys()):
        return type_
    seen = dict.fromkeys(keys, type_.values if isinstance(type_, Map) else UNKNOWN)
    if isinstance(type_, Record):
        seen = {field.name: field.type for field in type_.in_order()}
    fields = []
    for name, variable in declared.items():
        found = _completed(variable.type, seen.get(name, UNKNOWN))
        is_null = variable.nullable and found != UNKNOWN
        fields.append(Field(name, merge(found, NULL) if is_null else found, variable.required))
    more = [name for name in seen if name not in declared]
    return record([*fields, *(Field(name, seen[name], required=False) for name in more)])


def _completed(declared: Type, seen: Type) -> Type:
    shown = without_null(seen)
    match declared:
        case Unknown():
            return shown
        case String() if isinstance(shown, String):
            return shown
        case Array(items=items):
            return Array(_completed(items, shown.items if isinstance(shown, Array) else UNKNOWN))
        case Union(members=members):
            return Union(tuple(_completed(member, shown) for member in members))
        case _:
            return declared


def _operations(tokens: Sequence[str]) -> Iterator[tuple[str, dict[str, Variable]]]:
    """The operations of a document that have a head: their names and variables."""
    depth = 0
    for at, token in enumerate(tokens):
        if token in _OPENING:
            depth += 1
        elif token in _CLOSING:
            depth -= 1
        elif depth == 0 and token in _OPERATIONS and not (at and tokens[at - 1] in _BEFORE_NAMES):
            is_named = at + 1 < len(tokens) and tokens[at + 1].isidentifier()
            start = at + 2 if is_named else at + 1
            has_variables = start < len(tokens) and tokens[start] == "("
            variables = dict(_variables(tokens, start + 1)) if has_variables else {}
            yield tokens[at + 1] if is_named else "", variables


def _variables(tokens: Sequence[str], start: int) -> Iterator[tuple[str, Variable]]:
    """The variables that are declared from here to the closing parenthesis."""
    depth = 0
    for at in range(start, len(tokens)):
        token = tokens[at]
        if token in _OPENING:
            depth += 1
        elif token in _CLOSING:
            depth -= 1
            if depth < 0:
                return
        elif depth == 0 and token.startswith("$") and tokens[at + 1 : at + 2] == [":"]:
            yield token[1:], _variable(tokens[at + 2 : at + 2 + _LONGEST_TYPE])


def _variable(tokens: Sequence[str]) -> Variable:
    """What stands behind the colon of a variable: `[ID!]! = []`."""
    rest = iter([*tokens, *[""] * _LONGEST_TYPE])
    lists, part = 0, next(rest)
    while part == "[":
        lists, part = lists + 1, next(rest)
    type_ = _SCALARS.get(part, UNKNOWN)
    for _ in range(lists + 1):
        part = next(rest)
        nullable = part != "!"
        if not nullable:
            part = next(rest)
        if part != "]":
            break
        type_ = Array(merge(type_, NULL) if nullable and type_ != UNKNOWN else type_)
    return Variable(type_, nullable, has_default=part == "=")
