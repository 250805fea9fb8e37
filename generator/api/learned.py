"""What live runs were answered, as examples beside those of the collection.

`postgen learn` writes them to a file next to the collection; every run reads it, so that
types get truer with use while the collection stays as it was exported.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ..diagnostics import Diagnostic, InputError, Level, place
from ..inference.typed import typed
from ..postman import document, lenient_json
from ..postman.collection import Collection, Example, Folder, Item, KeyValue, Located, walk
from .identity import Identity, identity_of
from .outcomes import read_answer, status_of

FORMAT = 1
MOST_SHAPES = 50
"""Answers of different shape that are kept of one operation and status."""
_HEAD = (
    "Written by postgen learn: what a real server answered, as examples beside those of the"
    " collection. Commit it; entries may be deleted."
)


@dataclass(frozen=True, slots=True, order=True)
class Learned:
    """An answer that a live run got."""

    item: Identity
    status: int
    body: str
    """JSON in one canonical form, so that equal answers are equal texts."""


def parse(data: bytes) -> tuple[Learned, ...]:
    """What the file says. Raises InputError where it is none of ours."""
    said, _ = document.parse(document.decode(data))
    match said:
        case {"format": int(version), "examples": list(examples)} if version == FORMAT:
            return tuple(sorted({_entry(number, one) for number, one in enumerate(examples, 1)}))
        case {"format": int(version)} if version > FORMAT:
            raise InputError(f"was written by a newer postgen (format {version}); update it")
    raise InputError('has no "format" and "examples"; was it written by postgen learn?')


def _entry(number: int, node: object) -> Learned:
    match node:
        case {
            "item": [str(method), str(path), list(folders), str(title)],
            "status": int(status),
            "body": body,
        } if 100 <= status <= 599 and all(isinstance(folder, str) for folder in folders):
            return Learned(Identity(method, path, tuple(folders), title), status, canonical(body))
    raise InputError(
        'needs "item" (method, path, folders, title), "status" and "body"', f"example {number}"
    )


def dump(entries: Iterable[Learned]) -> str:
    """The text of the file, sorted, so that branches merge."""
    examples = [
        {
            "item": [one.item.method, one.item.path, list(one.item.folders), one.item.title],
            "status": one.status,
            "body": json.loads(one.body),
        }
        for one in sorted(set(entries))
    ]
    said = {"about": _HEAD, "format": FORMAT, "examples": examples}
    return json.dumps(said, indent=1, ensure_ascii=False) + "\n"


def canonical(value: object) -> str:
    """JSON on one line; the order of the keys stays, since it is that of the fields."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def with_learned(
    collection: Collection, entries: Sequence[Learned]
) -> tuple[Collection, tuple[Diagnostic, ...]]:
    """The collection with the examples that were learned, each at the first item it is of."""
    waiting: dict[Identity, list[Learned]] = {}
    for entry in entries:
        waiting.setdefault(entry.item, []).append(entry)

    def add(
        nodes: tuple[Folder | Item, ...], folders: tuple[Folder, ...]
    ) -> tuple[Folder | Item, ...]:
        added: list[Folder | Item] = []
        for node in nodes:
            if isinstance(node, Folder):
                added.append(replace(node, children=add(node.children, (*folders, node))))
                continue
            own = waiting.pop(identity_of(Located(node, folders, None)), [])
            examples = tuple(_example(entry) for entry in own)
            added.append(replace(node, examples=(*node.examples, *examples)) if own else node)
        return tuple(added)

    grown = replace(collection, children=add(collection.children, ())) if waiting else collection
    return grown, tuple(
        Diagnostic(
            Level.WARNING,
            "learned-unknown",
            place(*identity.folders, identity.title),
            f"examples were learned for {identity.method} {identity.path}, which the collection"
            " has no more; they are left out",
        )
        for identity in sorted(waiting)
    )


def _example(entry: Learned) -> Example:
    return Example(
        f"learned {entry.status}",
        entry.status,
        headers=(KeyValue("Content-Type", "application/json"),),
        body=entry.body,
        language="json",
    )


def news(
    collection: Collection, known: Sequence[Learned], found: Iterable[Learned]
) -> tuple[Learned, ...]:
    """Those of `found` whose shape no example has yet, saved or learned."""
    shapes = {(one.item, one.status, _shape(one.body)) for one in known}
    for located in walk(collection):
        identity, examples = identity_of(located), located.item.examples
        shapes |= {
            (identity, status_of(example, examples), _shape(canonical(value)))
            for example in examples
            for kind, value in [read_answer(example)]
            if kind == "json" and not _has_variables(value)
        }
    counts = Counter((item, status) for item, status, _ in shapes)
    new = []
    for one in sorted(set(found)):
        shape = (one.item, one.status, _shape(one.body))
        if shape not in shapes and counts[shape[:2]] < MOST_SHAPES:
            shapes.add(shape)
            counts[shape[:2]] += 1
            new.append(one)
    return tuple(new)


def _shape(body: str) -> str:
    return json.dumps(typed(json.loads(body)), sort_keys=True)


def _has_variables(value: object) -> bool:
    match value:
        case lenient_json.VariableValue():
            return True
        case list():
            return any(map(_has_variables, value))
        case dict():
            return any(map(_has_variables, value.values()))
    return False
