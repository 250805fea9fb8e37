"""What the tests of scripts are made of, apart from what makes it: that takes a while to load."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from ..api.model import Operation, Sample
from ..diagnostics import Diagnostic
from ..postman.collection import Located

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ScriptFunction:
    """A script as a function."""

    name: str
    docstring: str
    body: str
    """Lines of Python, not indented; of a function that is loaded the function itself."""


@dataclass(frozen=True, slots=True)
class ScriptModule:
    """The scripts of the items of a resource, or of the folders and the collection."""

    imports: tuple[str, ...]
    functions: tuple[ScriptFunction, ...]


@dataclass(slots=True)
class Scripts:
    """All scripts: their modules by suite, the one of folders, and `scripts.json`."""

    modules: dict[str, ScriptModule] = field(default_factory=dict)
    shared: ScriptModule | None = None
    loaded: ScriptModule | None = None
    """The functions that scripts load from variables."""
    index: str = ""
    """The JSON of `scripts.json`; empty where no script says anything."""
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class ScriptedItem:
    """An item as the tests know it."""

    file: str
    """The name of its operation's file of examples."""
    number: int
    """Which of the file's requests it is."""
    suite: str
    operation: Operation
    located: Located
    examples: Sequence[tuple[int, Sample, Json]]
    """Its saved examples: their places in the file, and their answers there."""
