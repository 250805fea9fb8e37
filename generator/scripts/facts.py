"""What the assertions of a script say of the JSON of an answer, path by path.

For who needs types where there is no example: an assertion is evidence of what an answer
holds, though only of the answer that its author had in mind.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal as Choice

from .model import (
    Answer,
    Assertion,
    Call,
    Check,
    Expression,
    ForEach,
    Get,
    If,
    Let,
    ListOf,
    Literal,
    Name,
    NamedTest,
    Operation,
    RecordOf,
    Statement,
    Try,
    Verdict,
)
from .program import Program


@dataclass(frozen=True, slots=True)
class Element:
    """A step into any element of an array."""


ELEMENT = Element()

Step = str | Element
Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]

Kind = Choice["type", "equals", "present", "schema"]


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that a script says of a place in the JSON of an answer."""

    path: tuple[Step, ...]
    """From the root: `("data", ELEMENT, "id")`."""
    kind: Kind
    value: Json = None
    """`type`: string, number, boolean, object, array or null. `equals`: the JSON value.
    `schema`: the JSON Schema. `present`: nothing, the place exists."""


@dataclass(frozen=True, slots=True)
class Facts:
    """All that the assertions of a script say."""

    statuses: tuple[int, ...] = ()
    """The statuses that are asserted: of which answers the facts speak. None: any success."""
    facts: tuple[Fact, ...] = ()


_TYPES = {"string", "number", "boolean", "object", "array", "null"}
_OF_ANSWERS = {"json_body", "schema", "schema_in_any_format"}
_NUMERIC = {"above", "least", "below", "most", "within", "close"}
_TYPE_TESTS = {
    "is_array": "array",
    "is_text": "string",
    "is_number": "number",
    "is_boolean": "boolean",
    "is_integer": "number",
}
_ANSWER_STATUSES = {
    "answer_ok": 200,
    "answer_accepted": 202,
    "answer_withoutContent": 204,
    "answer_badRequest": 400,
    "answer_unauthorized": 401,
    "answer_forbidden": 403,
    "answer_notFound": 404,
}

_Paths = Mapping[str, tuple[Step, ...]]


def facts_of(program: Program) -> Facts:
    """What the translated assertions of a script say; what is negated says nothing."""
    reader = _Reader()
    # By what they say: a JSON value may be no key.
    found = tuple({repr(fact): fact for fact in reader.block(program.statements, {})}.values())
    return (
        Facts(tuple(dict.fromkeys(reader.statuses)), found) if found or reader.statuses else Facts()
    )


def plain(expression: Expression) -> tuple[Json] | None:
    """The JSON value of a literal, in a tuple; None where it is none."""
    match expression:
        case Literal(value=value):
            return (value,)
        case ListOf(items=items):
            values = [plain(item) for item in items]
            return None if None in values else ([value[0] for value in values if value],)
        case RecordOf(entries=entries):
            made: dict[str, Json] = {}
            for key, item in entries:
                found = plain(item)
                if not isinstance(key, Literal) or found is None:
                    return None
                made[str(key.value)] = found[0]
            return (made,)
        case _:
            return None


class _Reader:
    def __init__(self) -> None:
        self.statuses: list[int] = []
        self._values: dict[str, tuple[Json]] = {}
        """What the names stand for that are given a literal, such as a schema."""

    def block(self, statements: tuple[Statement, ...], known: _Paths) -> Iterator[Fact]:
        paths = dict(known)
        for statement in statements:
            match statement:
                case Let(name=name, value=value):
                    literal = plain(value)
                    if literal is None:
                        self._values.pop(name, None)
                    else:
                        self._values[name] = literal
                    path = _path(value, paths)
                    if path is None:
                        paths.pop(name, None)
                    else:
                        paths[name] = path
                case NamedTest(body=body, skipped=False):
                    yield from self.block(body, paths)
                case If(then=then, otherwise=otherwise):
                    yield from self.block(then, paths)
                    yield from self.block(otherwise, paths)
                case Try(body=body):
                    yield from self.block(body, paths)
                case ForEach(name=name, values=values, body=body):
                    path = _path(values, paths)
                    if path is None:
                        inside = {key: at for key, at in paths.items() if key != name}
                    else:
                        yield Fact(path, "type", "array")
                        inside = {**paths, name: (*path, ELEMENT)}
                    yield from self.block(body, inside)
                case Assertion(checks=checks):
                    for check in checks:
                        yield from self._check(check, paths)
                case Verdict(value=value):
                    yield from self._truth(value, paths)
                case _:
                    pass

    def _check(self, check: Check, paths: _Paths) -> Iterator[Fact]:
        if check.negated:
            return
        values = [self._plain(argument) for argument in check.arguments]
        literal = values[0] if values else None
        self._status(check, literal)
        path = _path(check.subject, paths)
        if check.kind in _OF_ANSWERS and check.subject == Answer("all"):
            path = ()
        if path is None:
            if check.kind in {"true", "ok"}:
                yield from self._truth(check.subject, paths)
            return
        match check.kind:
            case "type" if literal and literal[0] in _TYPES:
                yield Fact(path, "type", literal[0])
            case "equal" | "eql" if literal:
                yield Fact(path, "equals", literal[0])
            case "true" | "false" | "null":
                yield Fact(path, "equals", {"true": True, "false": False, "null": None}[check.kind])
            case "one_of" if literal and isinstance(literal[0], list):
                yield from (Fact(path, "equals", value) for value in literal[0])
            case "match" | "string":
                yield Fact(path, "type", "string")
            case kind if kind in _NUMERIC:
                yield Fact(path, "type", "number")
            case "exist":
                yield Fact(path, "present")
            case "schema" | "schema_in_any_format" if literal:
                yield Fact(path, "schema", literal[0])
            case "members":
                yield Fact(path, "type", "array")
            case "keys" if "any" not in check.flags:
                yield from (Fact((*path, str(v[0])), "present") for v in values if v)
            case "property" | "own_property" | "json_body" if literal:
                steps = _steps(literal[0], check.kind == "json_body" or "nested" in check.flags)
                if steps:
                    yield Fact((*path, *steps), "present")
                    if len(values) > 1 and values[1]:
                        yield Fact((*path, *steps), "equals", values[1][0])

    def _plain(self, value: Expression) -> tuple[Json] | None:
        return self._values.get(value.name) if isinstance(value, Name) else plain(value)

    def _status(self, check: Check, literal: tuple[Json] | None) -> None:
        if check.kind in _ANSWER_STATUSES:
            self.statuses.append(_ANSWER_STATUSES[check.kind])
        is_status = check.kind in {"status", "status_code"} or (
            check.kind in {"equal", "eql"} and check.subject == Answer("status")
        )
        if is_status and literal and type(literal[0]) is int:
            self.statuses.append(literal[0])
        elif check.kind == "one_of" and check.subject == Answer("status") and literal:
            values = literal[0] if isinstance(literal[0], list) else []
            self.statuses.extend(value for value in values if type(value) is int)

    def _truth(self, value: Expression, paths: _Paths) -> Iterator[Fact]:
        """What follows from an expression that is true."""
        match value:
            case Operation(operator="&&", operands=operands):
                for operand in operands:
                    yield from self._truth(operand, paths)
            case Operation(operator="===" | "==", operands=(left, right)):
                literal = plain(right)
                if left == Answer("status") and literal and type(literal[0]) is int:
                    self.statuses.append(literal[0])
                path = _path(left, paths)
                if path is not None and literal:
                    yield Fact(path, "equals", literal[0])
            case Operation(operator="in", operands=(Literal(value=str(key)), right)):
                path = _path(right, paths)
                if path is not None:
                    yield Fact((*path, key), "present")
            case Call(function="has_own", arguments=(subject, Literal(value=str(key)))):
                path = _path(subject, paths)
                if path is not None:
                    yield Fact((*path, key), "present")
            case Call(function="tv4_validates", arguments=(subject, schema, *_)):
                path, literal = _path(subject, paths), self._plain(schema)
                if path is not None and literal:
                    yield Fact(path, "schema", literal[0])
            case Call(function=function, arguments=(subject, *_)) if function in _TYPE_TESTS:
                path = _path(subject, paths)
                if path is not None:
                    yield Fact(path, "type", _TYPE_TESTS[function])
            case _:
                pass


def _steps(written: Json, is_path: bool) -> tuple[Step, ...]:
    """The steps of a key, or of a path such as `data[0].id`."""
    if not isinstance(written, str) or not written:
        return ()
    if not is_path:
        return (written,)
    steps = [step for step in written.replace("[", ".[").split(".") if step]
    return tuple(ELEMENT if s.startswith("[") or s.isdigit() else s for s in steps)


def _path(value: Expression, paths: _Paths) -> tuple[Step, ...] | None:
    """Where in the JSON of the answer a value stands; None where it is no part of it."""
    match value:
        case Answer(part="json", of=""):
            return ()
        case Name(name=name):
            return paths.get(name)
        case Get(value=outer, key=Literal(value=key)) if key != "length":
            path = _path(outer, paths)
            if path is None:
                return None
            return (*path, key if isinstance(key, str) else ELEMENT)
        case Call(function="given" | "first" | "last", arguments=(outer, *_)):
            if value.function == "given":
                return None
            path = _path(outer, paths)
            return None if path is None else (*path, ELEMENT)
        case _:
            return None
