"""Where in a collection the operations of a client come from."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from ..api.identity import DEEPEST_FOLDER
from ..api.model import Api
from ..diagnostics import place
from ..python.identifiers import class_members
from .model import Change


def places_of(api: Api) -> dict[str, str]:
    """The place of each operation in the collection, by its id in the client."""
    return {
        ".".join(map(class_members, (*one.resource, one.name))): place(*one.source)
        for one in api.operations()
    }


def located(
    changes: Iterable[Change], before: Mapping[str, str], after: Mapping[str, str]
) -> tuple[Change, ...]:
    """The changes with the places of the operations that they concern."""
    return tuple(
        replace(change, places=tuple(_places(change.operations, before, after)))
        for change in changes
    )


def _places(
    ids: Sequence[str], before: Mapping[str, str], after: Mapping[str, str]
) -> Iterable[str]:
    for id_ in ids:
        found = after.get(id_) or before.get(id_)
        if found:
            yield found


def places_in_lock(names: Mapping[tuple[str, str], str]) -> dict[str, str]:
    """The same from the names of a lock, for a client whose collection is not at hand."""
    found: dict[str, str] = {}
    resources = {
        tuple(titles): name
        for (kind, identity), name in names.items()
        if kind == "resource" and (titles := _titles(identity)) is not None
    }
    for (kind, identity), name in names.items():
        if kind != "operation" or (said := _read(identity)) is None:
            continue
        _, _, folders, title = said
        depths = range(1, min(len(folders), DEEPEST_FOLDER) + 1)
        path = [resources.get(tuple(folders[:depth]), "") for depth in depths]
        found[".".join(map(class_members, (*path, name)))] = place(*folders, title)
    return found


def folder_titles(names: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    """The titles of the folders by the paths of their resources, from (kind, identity, name).

    Where several folders are one resource it has no title of its own.
    """
    resources = {
        tuple(titles): name
        for kind, identity, name in names
        if kind == "resource" and (titles := _titles(identity)) is not None
    }
    found: dict[str, set[str]] = {}
    for folders in resources:
        names_of = [resources.get(folders[:depth], "") for depth in range(1, len(folders) + 1)]
        path = ".".join(map(class_members, names_of))
        found.setdefault(path, set()).add(" ".join(folders[-1].split()))
    return {path: titles.pop() for path, titles in found.items() if len(titles) == 1}


def _titles(identity: str) -> list[str] | None:
    try:
        said = json.loads(identity)
    except ValueError:
        return None
    return [str(one) for one in said] if isinstance(said, list) else None


def _read(identity: str) -> tuple[str, str, list[str], str] | None:
    try:
        method, path, folders, title, *_ = json.loads(identity)
        return str(method), str(path), [str(one) for one in folders], str(title)
    except (TypeError, ValueError):
        return None
