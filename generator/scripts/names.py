"""The names of a script: what each stands for where it is used."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from .model import Pattern

ALIASES = {
    "_": "lodash",
    "chai.expect": "pm.expect",
    "expect": "pm.expect",
    "chai.assert": "assert",
    "globalThis.pm": "pm",
}
"""What things that scripts did not declare are known as here."""


class UnknownError(Exception):
    """What has no translation; its text says what, as a phrase."""


@dataclass(slots=True)
class Binding:
    """What a name stands for: a value, an alias of something known, or nothing known."""

    name: str = ""
    """The name in the translation."""
    alias: str = ""
    """`pm.response`, `lodash`: what it is another name of."""
    unknown: str = ""
    """Why its value is not known."""
    block: Block | None = None
    """Where it was declared."""
    pattern: Pattern | None = None
    """The regular expression that it is."""


@dataclass(slots=True)
class Block:
    """A block of a script with the names declared in it."""

    outer: Block | None = None
    is_function: bool = False
    names: dict[str, Binding] = field(default_factory=dict)

    def encloses(self, inner: Block) -> bool:
        """Whether a block is this one or inside it."""
        block: Block | None = inner
        while block is not None:
            if block is self:
                return True
            block = block.outer
        return False


class Names:
    """The names in use at one place of a script; blocks are opened and closed."""

    def __init__(self) -> None:
        self.block = Block(is_function=True)

    def open(self, *, is_function: bool = False) -> None:
        """Go into a block."""
        self.block = Block(self.block, is_function)

    def close(self) -> None:
        """Leave the block."""
        self.block = self.block.outer or self.block

    def find(self, name: str) -> Binding | None:
        """What a name stands for here; None where it was not declared."""
        return next((b.names[name] for b in self._blocks() if name in b.names), None)

    def value(self, name: str) -> str:
        """The translated name of a value. Raises UnknownError where it is none."""
        found = self.find(name)
        if found is None:
            raise UnknownError(f"`{name}` is not known")
        if found.unknown:
            raise UnknownError(found.unknown)
        if found.alias or not found.name:
            raise UnknownError(f"`{name}` is no value")
        if found.block is not None and not found.block.encloses(self.block):
            raise UnknownError(f"`{name}` was declared in another block")
        return found.name

    def declare(self, name: str, *, in_function: bool = False, alias: str = "") -> Binding:
        """A new name; `var` declares in its function and not in its block."""
        block = self.block
        while in_function and not block.is_function and block.outer is not None:
            block = block.outer
        if name in block.names and not alias:
            found = block.names[name]
            found.unknown = found.alias = ""
            found.pattern = None
            found.name = found.name or self._distinct(name, block)
            found.block = self.block if in_function else block
            return found
        made = Binding(
            name="" if alias else self._distinct(name, block), alias=alias, block=self.block
        )
        block.names[name] = made
        return made

    def assign(self, name: str) -> Binding:
        """A name that gets a value; one that was never declared belongs to the whole script."""
        found = self.find(name)
        if found is not None:
            found.unknown = found.alias = ""
            found.pattern = None
            found.name = found.name or name
            return found
        root = self.block
        while root.outer is not None:
            root = root.outer
        root.names[name] = Binding(name=self._distinct(name, root))
        return root.names[name]

    def forget(self, name: str, cause: str) -> None:
        """A name whose value is not known from here on."""
        found = self.find(name)
        if found is None:
            self.block.names[name] = Binding(unknown=cause, block=self.block)
        else:
            found.unknown = cause

    @contextmanager
    def repeated(self) -> Iterator[None]:
        """Statements that are repeated: what one of them loses was not known before it either.

        Raises UnknownError where one of them loses a name of the blocks around.
        """
        before = [
            (name, binding)
            for block in self._blocks()
            for name, binding in block.names.items()
            if not binding.unknown
        ]
        yield
        for name, binding in before:
            if binding.unknown:
                raise UnknownError(f"`{name}`, {binding.unknown}")

    def _blocks(self) -> Iterator[Block]:
        block: Block | None = self.block
        while block is not None:
            yield block
            block = block.outer

    def _distinct(self, name: str, block: Block) -> str:
        """A name that hides none of the surrounding blocks."""
        taken = set()
        outer = block.outer
        while outer is not None:
            taken |= {binding.name for binding in outer.names.values()}
            outer = outer.outer
        found, number = name, 2
        while found in taken:
            found, number = f"{name}_{number}", number + 1
        return found
