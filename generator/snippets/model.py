"""What a program does, statement by statement, in no language's words.

Made by `build`, printed by the languages. Objects are Chilkat's: a type named `Http` is the
class that Tcl calls `CkHttp`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ValueType = Literal["string", "int", "bool", "object"]


@dataclass(frozen=True, slots=True)
class Text:
    """A text."""

    text: str


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number."""

    number: int


@dataclass(frozen=True, slots=True)
class Truth:
    """True or false; 1 or 0 in languages without the two."""

    value: bool


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable that holds a plain value."""

    name: str
    type: ValueType


@dataclass(frozen=True, slots=True)
class Object:
    """A variable that holds an object."""

    name: str
    type: str
    """The class, without the prefix that a language gives it: `JsonObject`."""


Value = Text | Whole | Truth | Variable | Object


@dataclass(frozen=True, slots=True)
class Method:
    """A method of an object, called."""

    object: Object
    name: str
    arguments: tuple[Value, ...] = ()
    returns: ValueType | None = None


@dataclass(frozen=True, slots=True)
class Property:
    """A property of an object, read."""

    object: Object
    name: str
    type: ValueType


Expression = Value | Method | Property


@dataclass(frozen=True, slots=True)
class Blank:
    """An empty line."""


@dataclass(frozen=True, slots=True)
class Comment:
    """Lines of a comment; text of the collection may be among them."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Create:
    """A new object."""

    object: Object
    alive: tuple[Object, ...] = ()
    """What must be disposed of where it cannot be made."""


@dataclass(frozen=True, slots=True)
class Declare:
    """A variable, said before its first value; languages without types need none of it."""

    variable: Variable | Object


@dataclass(frozen=True, slots=True)
class Announce:
    """The class of an object that a call is about to give."""

    object: Object


@dataclass(frozen=True, slots=True)
class Put:
    """A property, set."""

    object: Object
    name: str
    value: Value


@dataclass(frozen=True, slots=True)
class Do:
    """A method, called for its effect."""

    method: Method


@dataclass(frozen=True, slots=True)
class Assign:
    """A variable, set."""

    variable: Variable | Object
    value: Expression


@dataclass(frozen=True, slots=True)
class Increment:
    """One more."""

    variable: Variable


@dataclass(frozen=True, slots=True)
class Print:
    """A line of output: a label, then a value."""

    label: str = ""
    value: Expression | None = None


@dataclass(frozen=True, slots=True)
class Dispose:
    """An object that is no longer needed."""

    object: Object


@dataclass(frozen=True, slots=True)
class Return:
    """The end of the program."""


@dataclass(frozen=True, slots=True)
class If:
    """Statements that run where a value is false (`operator` "=="), or at least a number."""

    value: Variable | Property
    operator: Literal["==", ">="]
    limit: Whole | Truth
    body: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class While:
    """A loop that runs as long as `index` is less than `count`."""

    index: Variable
    count: Variable
    body: tuple[Statement, ...]


Statement = (
    Announce
    | Assign
    | Blank
    | Comment
    | Create
    | Declare
    | Dispose
    | Do
    | If
    | Increment
    | Print
    | Put
    | Return
    | While
)


def walk(statements: tuple[Statement, ...]) -> list[Statement]:
    """All statements in the order they stand in, those in bodies after their head."""
    found: list[Statement] = []
    for statement in statements:
        found.append(statement)
        if isinstance(statement, If | While):
            found.extend(walk(statement.body))
    return found
