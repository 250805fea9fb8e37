"""What the printers of statements share: the order of lines, and text made safe."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence

from .model import (
    Announce,
    Assign,
    Blank,
    Comment,
    Create,
    Declare,
    Dispose,
    Do,
    Expression,
    If,
    Increment,
    Object,
    Print,
    Put,
    Return,
    Statement,
    Variable,
    While,
)

INDENT = "    "
HIDDEN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
"""Characters that end a line, or hide or turn what a reader sees."""


def visible(text: str, keep: str = "") -> str:
    """Text with hidden characters as escapes, but for those to keep."""
    return HIDDEN.sub(lambda m: m[0] if m[0] in keep else ascii(m[0])[1:-1], text)


def escaped(text: str, signs: str, spelling: str = "\\u{:04x}") -> str:
    """Text for a literal: `signs` after a backslash, hidden characters by their number."""
    named = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
    for sign in ("\\", *signs):
        text = text.replace(sign, f"\\{sign}")
    return HIDDEN.sub(lambda m: named.get(m[0]) or spelling.format(ord(m[0])), text)


def quoted(text: str, signs: str = "", spelling: str = "\\u{:04x}") -> str:
    """Text in double quotes, with more signs after a backslash where a language needs them."""
    return '"' + escaped(text, '"' + signs, spelling) + '"'


class Printer(ABC):
    """Prints statements in one language; what a language says nothing for takes no line."""

    def __init__(self, *, as_published: bool) -> None:
        self.as_published = as_published
        self.level = 0

    def lines(self, statements: Sequence[Statement]) -> list[str]:
        """The lines of statements, without blank ones at the end."""
        found: list[str] = []
        is_silent = False
        for statement in statements:
            if isinstance(statement, Blank) and is_silent:
                continue
            printed = list(self._statement(statement))
            is_silent = not printed or self.joins_next(statement)
            found.extend(printed)
        while found and not found[-1]:
            found.pop()
        return found

    def joins_next(self, statement: Statement) -> bool:  # noqa: ARG002  (for languages to use)
        """Whether no blank line is to follow a statement."""
        return False

    def _statement(self, statement: Statement) -> Iterator[str]:
        match statement:
            case Blank():
                yield ""
            case Comment(lines):
                for line in lines:
                    yield self.comment(visible(line, keep="\t")).rstrip()
            case Create():
                yield from self.create(statement)
            case Declare(variable):
                yield from self.declare(variable)
            case Announce(announced):
                yield from self.announce(announced)
            case Put():
                yield self.put(statement)
            case Do(method):
                yield self.do(self.expression(method))
            case Assign(variable, value):
                yield self.assign(variable, value)
            case Increment(variable):
                yield self.increment(variable.name)
            case Print():
                yield self.print(statement)
            case Dispose(disposed):
                yield from self.dispose(disposed)
            case Return():
                yield self.leave()
            case If():
                yield from self._block(self.if_head(statement), statement.body, self.if_tail)
            case While():
                yield from self._block(self.while_head(statement), statement.body, self.while_tail)

    def _block(self, head: str, body: Sequence[Statement], tail: str) -> Iterator[str]:
        yield head
        self.level += 1
        for line in self.lines(body):
            yield f"{INDENT}{line}" if line else ""
        self.level -= 1
        if tail:
            yield tail

    if_tail = ""
    while_tail = ""

    @abstractmethod
    def comment(self, line: str) -> str:
        """A line of a comment."""

    @abstractmethod
    def create(self, statement: Create) -> Iterator[str]:
        """A new object."""

    def declare(self, variable: Variable | Object) -> Iterator[str]:  # noqa: ARG002
        """A declaration, in languages that have any."""
        yield from ()

    def announce(self, announced: Object) -> Iterator[str]:
        """What class an object will be."""
        yield self.comment(f"{announced.name} is a Ck{announced.type}")

    @abstractmethod
    def put(self, statement: Put) -> str:
        """A property, set."""

    @abstractmethod
    def do(self, call: str) -> str:
        """A call whose result is not used."""

    @abstractmethod
    def assign(self, variable: Variable | Object, value: Expression) -> str:
        """A variable, set."""

    @abstractmethod
    def increment(self, name: str) -> str:
        """One more."""

    @abstractmethod
    def print(self, statement: Print) -> str:
        """A line of output."""

    @abstractmethod
    def dispose(self, disposed: Object) -> Iterator[str]:
        """An object that is no longer needed."""

    @abstractmethod
    def leave(self) -> str:
        """The end of the program."""

    @abstractmethod
    def if_head(self, statement: If) -> str:
        """The line before what depends on a condition."""

    @abstractmethod
    def while_head(self, statement: While) -> str:
        """The line before what is repeated."""

    @abstractmethod
    def expression(self, value: Expression) -> str:
        """A value."""
