"""What a script says, as data: a small language of values, checks and statements.

All of it is made by `translate`. Nothing here is source text of any language: names are
those of the script, functions and checks come from fixed tables, so that hostile text can
only ever be a value. The meaning of each is JavaScript's and chai's (4.4, with the additions
of chai-postman 2.0), which is what Postman's sandbox runs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal as Choice

Place = tuple[int, int]
"""Line and column of a statement in its script, both from 1; columns count UTF-8 bytes."""

# --- expressions ----------------------------------------------------------------------------

Scope = Choice["environment", "collection", "globals", "variables"]
"""Where a variable of Postman lives; `variables` are those of a run, which see all others."""

Part = Choice["json", "text", "status", "reason", "time", "size", "content_type", "headers", "all"]
"""A part of the answer; `all` is the answer itself."""


@dataclass(frozen=True, slots=True)
class Literal:
    """A text, number, truth value or null."""

    value: str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Undefined:
    """JavaScript's `undefined`."""


@dataclass(frozen=True, slots=True)
class ListOf:
    """An array."""

    items: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class RecordOf:
    """An object."""

    entries: tuple[tuple[Expression, Expression], ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A regular expression, in the words of Python's `re` (with `re.ASCII`)."""

    source: str
    flags: str = ""
    """JavaScript's: g, i, m, s."""


@dataclass(frozen=True, slots=True)
class Name:
    """A variable of the script; the translation made all names of one script distinct."""

    name: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A part of the answer that the script is about."""

    part: Part


@dataclass(frozen=True, slots=True)
class Get:
    """A property or an element: `value[key]`."""

    value: Expression
    key: Expression


@dataclass(frozen=True, slots=True)
class Variable:
    """The value of a variable of Postman."""

    scope: Scope
    key: Expression


@dataclass(frozen=True, slots=True)
class Operation:
    """An operator of JavaScript on one, two or three (`?:`) values."""

    operator: str
    operands: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Call:
    """A function of the table in `functions.py`, its subject first."""

    function: str
    arguments: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Function:
    """A function without side effects, as `filter` and `map` take it."""

    parameters: tuple[str, ...]
    result: Expression


Expression = (
    Literal
    | Undefined
    | ListOf
    | RecordOf
    | Pattern
    | Name
    | Answer
    | Get
    | Variable
    | Operation
    | Call
    | Function
)

# --- assertions -----------------------------------------------------------------------------

Flag = Choice["deep", "nested", "own", "ordered", "any", "include"]


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that is asserted of a subject: `is an array`, `has the keys a and b`."""

    kind: str
    """From the table in `chains.py`: equal, eql, type, include, property, status ..."""
    subject: Expression
    arguments: tuple[Expression, ...] = ()
    negated: bool = False
    flags: frozenset[Flag] = frozenset()


@dataclass(frozen=True, slots=True)
class Assertion:
    """A statement that asserts: `pm.expect(x).to.be.an("array").that.is.not.empty`."""

    checks: tuple[Check, ...]
    """All must hold, in this order; none where a chain asserts nothing, as `.to.have.body`."""
    place: Place


@dataclass(frozen=True, slots=True)
class Verdict:
    """The old form: `tests["status is 200"] = responseCode.code === 200`."""

    name: Expression
    value: Expression
    place: Place


# --- statements -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NamedTest:
    """`pm.test(name, function)`: what it holds fails on its own."""

    name: Expression
    body: tuple[Statement, ...]
    place: Place
    skipped: bool = False


@dataclass(frozen=True, slots=True)
class Let:
    """A value is given a name, or a new value."""

    name: str
    value: Expression


@dataclass(frozen=True, slots=True)
class SetVariable:
    """A variable of Postman gets a value."""

    scope: Scope
    key: Expression
    value: Expression
    as_text: bool = False
    """The old functions keep everything as text."""


@dataclass(frozen=True, slots=True)
class UnsetVariable:
    """A variable of Postman is removed; all of its scope where no key is given."""

    scope: Scope
    key: Expression | None


@dataclass(frozen=True, slots=True)
class SetItem:
    """A property or an element gets a value."""

    target: Expression
    key: Expression
    value: Expression


@dataclass(frozen=True, slots=True)
class Push:
    """A value is added to an array."""

    target: Expression
    value: Expression


@dataclass(frozen=True, slots=True)
class AddSchema:
    """A JSON Schema is made known to the old validator (tv4) under an address."""

    address: Expression
    schema: Expression


@dataclass(frozen=True, slots=True)
class If:
    """A choice."""

    condition: Expression
    then: tuple[Statement, ...]
    otherwise: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class ForEach:
    """A loop over an array; `index` is the name of the position where it is used."""

    name: str
    index: str | None
    values: Expression
    body: tuple[Statement, ...]
    how: Choice["of", "method", "lodash"] = "of"
    """`for (… of …)`, which takes texts too; `forEach`; lodash's, which takes anything."""


@dataclass(frozen=True, slots=True)
class ForRange:
    """A loop over the whole numbers from `start` to below `stop`."""

    name: str
    start: Expression
    stop: Expression
    body: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Try:
    """Statements, and what is done where one of them fails."""

    body: tuple[Statement, ...]
    otherwise: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Leave:
    """The end of a loop, or of this turn of it."""

    what: Choice["break", "continue"]


@dataclass(frozen=True, slots=True)
class Untranslated:
    """A statement that has no translation; what it says is kept as text."""

    source: str
    cause: str
    """What was not understood, as a phrase."""
    place: Place
    assertions: int
    """How many statements in it assert something."""
    variables: tuple[str, ...] = ()
    """Variables of Postman that it may have set."""


Statement = (
    Assertion
    | Verdict
    | NamedTest
    | Let
    | SetVariable
    | UnsetVariable
    | SetItem
    | Push
    | AddSchema
    | If
    | ForEach
    | ForRange
    | Try
    | Leave
    | Untranslated
)


@dataclass(frozen=True, slots=True)
class Program:
    """A script."""

    statements: tuple[Statement, ...] = ()

    def walk(self) -> Iterator[Statement]:
        """All statements in order, with those inside others."""
        stack = list(reversed(self.statements))
        while stack:
            statement = stack.pop()
            yield statement
            stack.extend(reversed(inner(statement)))

    @property
    def assertions(self) -> tuple[Assertion | Verdict, ...]:
        """All that is asserted, tests and guards taken apart."""
        return tuple(s for s in self.walk() if isinstance(s, Assertion | Verdict))

    @property
    def untranslated(self) -> tuple[Untranslated, ...]:
        """All that has no translation."""
        return tuple(s for s in self.walk() if isinstance(s, Untranslated))


def inner(statement: Statement) -> tuple[Statement, ...]:
    """The statements directly inside one."""
    match statement:
        case NamedTest(body=body) | ForEach(body=body) | ForRange(body=body):
            return body
        case If(then=then, otherwise=otherwise):
            return (*then, *otherwise)
        case Try(body=body, otherwise=otherwise):
            return (*body, *otherwise)
        case _:
            return ()
