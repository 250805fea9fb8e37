"""What a script says, as data: a small language of values, checks and statements.

All of it is made by `translate`. Nothing here is source text of any language: names are
those of the script, functions and checks come from fixed tables, so that hostile text can
only ever be a value. The meaning of each is JavaScript's and chai's (4.4, with the additions
of chai-postman 2.0), which is what Postman's sandbox runs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal as Choice

Place = tuple[int, int]
"""Line and column of a statement in its script, both from 1; columns count UTF-8 bytes."""
NOWHERE: Place = (0, 0)
"""The place of what a script takes from a library."""

# --- expressions ----------------------------------------------------------------------------

Scope = Choice["environment", "collection", "globals", "variables"]
"""Where a variable of Postman lives; `variables` are those of a run, which see all others."""

Part = Choice["json", "text", "status", "reason", "time", "size", "headers", "cookies", "all"]
"""A part of an answer; `all` is the answer itself."""

RequestPart = Choice["method", "url", "path", "query", "headers", "body", "name"]
"""A part of the request that was sent; `name` is that of its item."""


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
    """A part of an answer."""

    part: Part
    of: str = ""
    """The name that holds it, where the script asked for it; else it is the item's own."""


@dataclass(frozen=True, slots=True)
class Request:
    """A part of the request whose answer the script is about."""

    part: RequestPart


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
class Invoke:
    """A call of a function that the script defines, or one that it loads; see `Define`."""

    function: str
    arguments: tuple[Expression, ...]
    is_loaded: bool = False


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
    | Request
    | Get
    | Variable
    | Operation
    | Call
    | Invoke
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
class RemoveItem:
    """`delete value[key]`."""

    target: Expression
    key: Expression


@dataclass(frozen=True, slots=True)
class Define:
    """A function of the script."""

    name: str
    parameters: tuple[str, ...]
    body: tuple[Statement, ...]
    outer: tuple[str, ...] = ()
    """Names around it that it gives other values."""
    answered: bool = False
    """Whether it takes an error and the answer to a request, see `Send`."""


@dataclass(frozen=True, slots=True)
class Return:
    """The end of a function."""

    value: Expression | None


@dataclass(frozen=True, slots=True)
class Do:
    """A call of a function for what it does."""

    call: Expression


@dataclass(frozen=True, slots=True)
class Send:
    """A request that the script sends itself; the function gets what it is answered, later."""

    request: Expression
    answered: str
    variables: tuple[str, ...] = ()
    """Variables of Postman that the function may set."""


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
    is_harmless: bool = False
    """Whether all that follows it is the same without it."""


Statement = (
    Assertion
    | Verdict
    | NamedTest
    | Let
    | SetVariable
    | UnsetVariable
    | SetItem
    | Push
    | RemoveItem
    | Define
    | Return
    | Do
    | Send
    | AddSchema
    | If
    | ForEach
    | ForRange
    | Try
    | Leave
    | Untranslated
)


def is_whole(expression: Expression) -> bool:
    """Whether an expression is an answer as a whole, which is no value."""
    return isinstance(expression, Answer) and expression.part == "all"
