"""What a difference between two clients is: a value that says what it does to callers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from .wording import done_by


class Severity(StrEnum):
    """What a change does to code that calls the client; the worst first."""

    BREAKING = "breaking"
    """A type checker, or an import, fails."""
    BEHAVIOUR = "behaviour"
    """No type says it: the same call sends something else, or is answered otherwise."""
    COMPATIBLE = "compatible"
    """There is more than before; code that was right is right."""
    COSMETIC = "cosmetic"
    """Texts and order."""


_KINDS = {
    Severity.BREAKING: (
        *("package-renamed", "export-removed", "resource-removed", "resource-class-renamed"),
        *("operation-removed", "operation-moved", "argument-removed", "argument-renamed"),
        *("argument-added-required", "argument-required", "argument-narrowed"),
        *("argument-keyword-only", "arguments-reordered", "result-widened", "result-removed"),
        *("model-removed", "model-renamed", "model-moved", "field-removed", "field-widened"),
        *("key-removed", "key-narrowed", "key-required"),
        *("setting-removed", "setting-renamed", "error-removed", "error-body-widened"),
    ),
    Severity.BEHAVIOUR: (
        *("request-changed", "address-changed", "server-changed", "auth-changed"),
        *(
            "auth-scheme-changed",
            "variable-changed",
            "default-added",
            "default-changed",
            "arguments-swapped",
            "argument-sent-elsewhere",
        ),
        *("header-changed", "content-type-changed", "body-changed", "document-changed"),
        "pages-changed",
        *("answer-changed", "field-read-elsewhere", "operation-changed"),
    ),
    Severity.COMPATIBLE: (
        *("export-added", "resource-added", "operation-added", "argument-added"),
        *("argument-optional", "argument-widened", "argument-positional", "result-narrowed"),
        *("status-added", "model-added", "field-added", "field-narrowed", "key-added"),
        *("key-widened", "key-optional", "setting-added", "error-added", "error-body-narrowed"),
        "certainty-changed",
    ),
    Severity.COSMETIC: (
        *("folder-retitled", "text-changed"),
        *("order-changed", "spelling-changed", "code-changed"),
    ),
}
KINDS = {kind: severity for severity, kinds in _KINDS.items() for kind in kinds}
"""Every kind of change, and what it does to callers."""
_RANKS = {severity: number for number, severity in enumerate(Severity)}
_ORDER = {kind: number for number, kind in enumerate(KINDS)}


@dataclass(frozen=True, slots=True)
class Change:
    """One difference, made by the comparison and printed by the reports."""

    kind: str
    """One of `KINDS`."""
    where: str
    """In the client: `links.update`, `links.update(token)`, `Link.status`, `Client(token)`."""
    text: str
    """What it means for a caller, in words with Python in backquotes."""
    before: str = ""
    """The Python of it, and what became of it; empty where there is none."""
    after: str = ""
    resource: str = ""
    """Where it belongs: the path of a resource; empty for the client itself."""
    operations: tuple[str, ...] = ()
    """The ids of the operations that it concerns."""
    also: tuple[str, ...] = ()
    """What else is no more, or no longer the same, through the same cause."""
    key: tuple[str, str] = ("", "")
    """On the wire: what carries it (query, json, headers ...), and its name there."""
    key_before: tuple[str, str] = ("", "")
    """What carried it before, where that was something else."""
    places: tuple[str, ...] = ()
    """In the collection: `Links / Update`; filled in where the collection is known."""
    said_before: tuple[str, ...] = ()
    """Lines of the collection behind it, and what became of them; for reports that show them."""
    said_after: tuple[str, ...] = ()
    done: str = ""
    """What the operations do with it, where that is to be told: `sent`, `returned` or `raised`."""

    @property
    def severity(self) -> Severity:
        """What it does to callers."""
        return KINDS[self.kind]

    @property
    def effect(self) -> str:
        """What it means for a caller, as one sentence with Python in backquotes."""
        return (
            f"{self.text}; {done_by(self.done, sorted(self.operations))}"
            if self.done
            else self.text
        )


_BUMPS = {
    Severity.BREAKING: "major",
    Severity.BEHAVIOUR: "major",
    Severity.COMPATIBLE: "minor",
    Severity.COSMETIC: "patch",
}


def suggested_bump(changes: Iterable[Change]) -> str:
    """The part of the client's version that should rise: major, minor, patch or none.

    Code that type-checks and asks the server for something else is broken all the same.
    """
    found = {change.severity for change in changes}
    return next((bump for severity, bump in _BUMPS.items() if severity in found), "none")


def rank(change: Change) -> tuple[int, str, str, int]:
    """A key to sort by: the worst first, then by place."""
    return _RANKS[change.severity], change.resource, change.where, _ORDER[change.kind]


def is_worse(change: Change, than: Change) -> bool:
    """Whether a change does more to callers than another."""
    return _RANKS[change.severity] < _RANKS[than.severity]


def count(changes: Iterable[Change]) -> dict[Severity, int]:
    """How many changes there are of each severity."""
    counted = dict.fromkeys(Severity, 0)
    for change in changes:
        counted[change.severity] += 1
    return counted
