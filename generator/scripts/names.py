"""The names of a script: what each stands for where it is used."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from tree_sitter import Node

from . import syntax
from .model import NOWHERE, Pattern, Place

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
    routine: Routine | None = None
    """The function of the script that it is."""


@dataclass(slots=True)
class Frame:
    """What a function does to the names around it."""

    read: list[Binding] = field(default_factory=list)
    given: list[Binding] = field(default_factory=list)
    """Names that it gives other values."""
    made: set[str] = field(default_factory=set)
    """The names in it."""


@dataclass(slots=True)
class Routine:
    """A function that a script has: its syntax, and what became of it."""

    node: Node
    block: Block
    """Where it was declared."""
    name: str
    """Its name in the translation."""
    is_loaded: bool = False
    """Whether it is one of a library."""
    mark: str = ""
    """What stands in its place until the script has been read."""
    is_called: bool = False
    is_read: bool = False
    """Whether its translation was tried."""
    cause: str = ""
    """Why it has none."""
    frame: Frame = field(default_factory=Frame)
    inside: tuple[Node, ...] = ()
    """The functions whose statements are written out around it, where it is called later."""


@dataclass(slots=True)
class Block:
    """A block of a script with the names declared in it."""

    outer: Block | None = None
    is_function: bool = False
    frame: Frame | None = None
    """The function that it is the body of, where that is translated as one of its own."""
    beside: Block | None = None
    """Where its statements are written out, if that is not where it stands."""
    names: dict[str, Binding] = field(default_factory=dict)

    @property
    def home(self) -> Frame | None:
        """The function in which the block is; None outside of all."""
        block: Block | None = self
        while block is not None:
            if block.frame is not None:
                return block.frame
            block = block.outer
        return None

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
        self._root = self.block = Block(is_function=True)
        self.is_repeated = False
        """Whether the statements here are those of a loop."""
        self.are_distinct = False
        """Whether no two names of the script may be one: functions that run later use them."""
        self._outside = Frame()

    def open(self, *, is_function: bool = False) -> None:
        """Go into a block."""
        self.block = Block(self.block, is_function)

    @contextmanager
    def within(self, around: Block, frame: Frame | None = None) -> Iterator[None]:
        """Go into a function that was declared in a block, wherever it is called.

        Without a frame its statements are written out where it is called.
        """
        here, is_repeated = self.block, self.is_repeated
        beside = here if frame is None else None
        self.block = Block(around, is_function=True, frame=frame, beside=beside)
        self.is_repeated = is_repeated and frame is None
        try:
            yield
        finally:
            self.block, self.is_repeated = here, is_repeated

    def place(self, node: Node) -> Place:
        """Where a node stands in the script; nowhere, if it is in a library."""
        block = self.block
        while block.outer is not None:
            block = block.outer
        return syntax.place(node) if block is self._root else NOWHERE

    def distinct(self, name: str) -> str:
        """A name that nothing in the function here has."""
        were_distinct, self.are_distinct = self.are_distinct, True
        try:
            return self._distinct(name, self.block)
        finally:
            self.are_distinct = were_distinct

    def routine(self, name: str | None) -> Routine | None:
        """The function of the script that a name stands for here."""
        found = None if name is None else self.find(name)
        if found is None or found.routine is None:
            return None
        if found.unknown:
            raise UnknownError(found.unknown)
        return found.routine

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
        if (frame := self._crossed(found)) is not None:
            frame.read.append(found)
        return found.name

    def _crossed(self, found: Binding) -> Frame | None:
        """The function here, where a name belongs to what is around that function."""
        here = self.block.home
        home = None if found.block is None else found.block.home
        return here if here is not home else None

    def declare(self, name: str, *, in_function: bool = False, alias: str = "") -> Binding:
        """A new name; `var` declares in its function and not in its block."""
        block = self.block
        while in_function and not block.is_function and block.outer is not None:
            block = block.outer
        if name in block.names and not alias:
            found = block.names[name]
            found.unknown = found.alias = ""
            found.pattern = found.routine = None
            found.name = found.name or self._distinct(name, block)
            found.block = self.block if in_function else block
            return found
        made = Binding(
            name="" if alias else self._distinct(name, block), alias=alias, block=self.block
        )
        block.names[name] = made
        return made

    def parameter(self, name: str) -> Binding:
        """A new name that only one expression has."""
        made = Binding(name=self._distinct(name, self.block, is_kept=False), block=self.block)
        self.block.names[name] = made
        return made

    def assign(self, name: str) -> Binding:
        """A name that gets a value; one that was never declared belongs to the whole script."""
        found = self.find(name)
        if found is not None:
            if (frame := self._crossed(found)) is not None:
                if found.unknown or not found.name:
                    raise UnknownError(f"a function that gives `{name}` another meaning")
                frame.given.append(found)
            found.unknown = found.alias = ""
            found.pattern = found.routine = None
            found.name = found.name or name
            return found
        root = self.block
        while root.outer is not None and root.frame is None:
            root = root.outer
        root.names[name] = Binding(name=self._distinct(name, root), block=root)
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
        was_repeated, self.is_repeated = self.is_repeated, True
        try:
            yield
        finally:
            self.is_repeated = was_repeated
        for name, binding in before:
            if binding.unknown:
                raise UnknownError(f"`{name}`, {binding.unknown}")

    def _blocks(self) -> Iterator[Block]:
        block: Block | None = self.block
        while block is not None:
            yield block
            block = block.outer

    def _distinct(self, name: str, block: Block, *, is_kept: bool = True) -> str:
        """A name that hides none of the surrounding blocks."""
        made = (block.home or self._outside).made
        taken = set(made) if self.are_distinct and is_kept else set()
        waiting = [block.outer, block.beside]
        while waiting:
            outer = waiting.pop()
            if outer is not None:
                taken |= {binding.name for binding in outer.names.values()}
                waiting += [outer.outer, outer.beside]
        found, number = name, 2
        while found in taken:
            found, number = f"{name}_{number}", number + 1
        if is_kept:
            made.add(found)
        return found
