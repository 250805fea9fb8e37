"""A script as a whole, made by `translate`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .model import (
    Assertion,
    Define,
    ForEach,
    ForRange,
    If,
    NamedTest,
    Statement,
    Try,
    Untranslated,
    Verdict,
)


@dataclass(frozen=True, slots=True)
class Program:
    """A script."""

    statements: tuple[Statement, ...] = ()
    loaded: tuple[Define, ...] = ()
    """The functions that it takes from a library in a variable, by name."""

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
        case NamedTest(body=body) | ForEach(body=body) | ForRange(body=body) | Define(body=body):
            return body
        case If(then=then, otherwise=otherwise):
            return (*then, *otherwise)
        case Try(body=body, otherwise=otherwise):
            return (*body, *otherwise)
        case _:
            return ()
