"""What an item is, whatever its position: identities, and the names that go with them.

An operation is METHOD + path template, then folder path, then title. Names given once are
pinned in the lock by identity, so that reordering, new neighbours and changed titles move
nothing.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from ..diagnostics import Diagnostic, Level, place
from ..postman.collection import Located
from .addresses import path_template
from .naming import digest, snake, tell_apart, title_words, without_articles, without_noun, words

DEEPEST_FOLDER = 3
"""Folders that are resources, one in another; the items of deeper ones belong to the last."""

Names = Mapping[tuple[str, str], str]
"""Names of the lock by kind and identity."""

_CLIENT_METHODS = frozenset({"aclose", "authenticate", "close", "raw", "stream"})
_PARAMETER = re.compile(r"\{[^{}]*\}")
_ADDRESS_TITLE = re.compile(r"\s*(https?://|/|\{\{|[A-Z]{3,7}\s+[/{h])")
_SCHEME = re.compile(r"^[a-z]+://")
_MOST_PATH_WORDS = 4

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True, order=True)
class Identity:
    """What makes an operation the same one in the next export."""

    method: str
    path: str
    """The template with all parameters as `{}`: renaming one changes nothing."""
    folders: tuple[str, ...]
    title: str
    server: str = ""
    """As written in its address, where another item is the same but for that."""

    def in_order(self) -> tuple[str, str, tuple[str, ...], str, str]:
        """What identities are sorted by: quicker than to compare them two by two."""
        return self.method, self.path, self.folders, self.title, self.server

    def text(self) -> str:
        """The identity as the lock has it."""
        said = [self.method, self.path, list(self.folders), self.title]
        return _text([*said, self.server] if self.server else said)


def identity_of(located: Located) -> Identity:
    """The identity of an item."""
    item = located.item
    path = _PARAMETER.sub("{}", path_template(item.request.url)[0])
    return Identity(item.request.method, path, located.folder_path, item.name)


def by_server(
    items: Mapping[Identity, Sequence[Located]],
    address_of: Callable[[str], str],
    main: str,
    names: Names,
) -> dict[Identity, list[Located]]:
    """The items by identity, those apart that are sent to another server than the others.

    `address_of` a server is the same for two that are one. The items of the `main` server
    keep their identity, else those of the first server; and what the lock knows by its
    server stays that.
    """
    locked = {text for kind, text in names if kind == "operation"}
    found: dict[Identity, list[Located]] = {}
    for identity, group in items.items():
        places: dict[str, list[Located]] = {}
        for one in group:
            places.setdefault(address_of(one.item.request.url.server), []).append(one)
        if len(places) == 1:
            found.update((identity, those) for those in places.values())
            continue
        told = {
            address: replace(identity, server=min(one.item.request.url.server for one in those))
            for address, those in places.items()
        }
        new = [address for address in told if told[address].text() not in locked] or [*told]
        told[min(new, key=lambda address: (address != address_of(main), address))] = identity
        found.update({told[address]: those for address, those in places.items()})
    return found


_encoder = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def _text(value: object) -> str:
    return _encoder.encode(value)


def name_resources(
    paths: Iterable[tuple[str, ...]],
    names: Names,
    renamed: Mapping[tuple[str, ...], str],
    operations: Mapping[Identity, str],
) -> dict[tuple[str, ...], tuple[str, ...]]:
    """The path of names for each path of folder titles, cut at the deepest resource.

    `renamed` holds names for folders that the lock knows by another title, `operations`
    the pinned names of operations, which no new folder beside them takes.
    """
    beside: dict[tuple[str, ...], set[str]] = {}
    for identity, pinned_name in operations.items():
        beside.setdefault(identity.folders[:DEEPEST_FOLDER], set()).add(pinned_name)
    given: dict[tuple[str, ...], tuple[str, ...]] = {(): ()}
    wanted = {
        path[:depth] for path in paths for depth in range(1, min(len(path), DEEPEST_FOLDER) + 1)
    }
    for parent in sorted({path[:-1] for path in wanted}, key=lambda path: (len(path), path)):
        siblings = sorted(path for path in wanted if path[:-1] == parent)
        pinned: dict[tuple[str, ...], str] = {}
        for path in siblings:
            name = names.get(("resource", resource_text(path))) or renamed.get(path)
            if name is not None and name not in pinned.values():
                pinned[path] = name
        candidates = {path: _resource_candidates(path) for path in siblings}
        taken = frozenset(beside.get(parent, ())) - set(pinned.values())
        if not parent:
            taken |= _CLIENT_METHODS
        for path, name in tell_apart(candidates, pinned, taken).items():
            given[path] = (*given[parent], name)
    return given


def resource_text(path: Sequence[str]) -> str:
    """The identity of a resource as the lock has it."""
    return _text(list(path))


def _resource_candidates(path: tuple[str, ...]) -> tuple[str, ...]:
    title = title_words(path[-1])
    name = snake(without_articles(title)) if title else f"folder_{digest(path[-1])}"
    return name, snake(words(path[-1])), f"{name}_resource", f"{name}_{digest(path[-1])}"


def name_operations(
    parameters: Mapping[Identity, Sequence[str]],
    resource: tuple[str, ...],
    pinned: Mapping[Identity, str],
    taken: frozenset[str],
) -> dict[Identity, str]:
    """The names of the operations of one resource.

    `parameters` are those of the path of each operation, `taken` the names of the
    resource's children.
    """
    noun = tuple(resource[-1].split("_")) if resource else ()
    kept = {identity: pinned[identity] for identity in parameters if identity in pinned}
    reserved = taken if resource else taken | _CLIENT_METHODS
    times = Counter(kept.values())
    candidates = {
        identity: _operation_candidates(identity, names, noun)
        for identity, names in parameters.items()
        # What is sure of its name needs no others.
        if times[kept.get(identity, "")] != 1 or kept[identity] in reserved
    }
    return tell_apart(candidates, kept, reserved)


def _operation_candidates(
    identity: Identity, parameters: Sequence[str], noun: tuple[str, ...]
) -> Iterator[str]:
    """Names from the short and idiomatic one to the one that only this operation has."""
    static = tuple(w for part in _PARAMETER.split(identity.path) for w in words(part))
    verb = words(identity.method) or ("call",)
    from_path = (*verb, *(static[-_MOST_PATH_WORDS:] or ("root",)))
    title = () if _ADDRESS_TITLE.match(identity.title) else title_words(identity.title)
    if not title:
        title = from_path
    full = without_articles(title)
    short = without_noun(title, noun) if noun else full
    extra = tuple(word for word in static[-_MOST_PATH_WORDS:] if word not in full)
    by = tuple(word for name in parameters for word in ("by", *words(name)))
    whole = (*verb, *static, *by)
    told = [short, full, (*full, *by), (*full, *extra, *by), (*full, "with", *verb, *by), whole]
    if identity.server:
        # The item that it is the same as has the plain name.
        at = ("at", *words(_SCHEME.sub("", identity.server)))
        told = [(*parts, *at) for parts in told]
    given: set[str] = set()
    for parts in told:
        name = snake(parts)
        if name not in given:
            given.add(name)
            yield name
    yield f"{snake(told[1])}_{digest(identity.text())}"


def match_pins(
    identities: Iterable[Identity], names: Names
) -> tuple[dict[Identity, str], dict[tuple[str, ...], str], tuple[Diagnostic, ...]]:
    """The pinned names of operations, and of folders that have a new title.

    An identity that the lock does not have takes the entry of the one that is gone and
    agrees in METHOD, path and folders, else in METHOD and path, where each is the only
    such one.
    """
    locked = {
        identity: name
        for (kind, text), name in names.items()
        if kind == "operation" and (identity := _parse(text)) is not None
    }
    known = set(identities)
    pinned = {identity: name for identity, name in locked.items() if identity in known}
    gone = [identity for identity in locked if identity not in known]
    new = [identity for identity in known if identity not in locked]
    moved: dict[Identity, Identity] = {}
    keys: tuple[Callable[[Identity], Hashable], ...] = (
        lambda i: (i.method, i.path, i.folders, i.server),
        lambda i: (i.method, i.path, i.folders),
        lambda i: (i.method, i.path, i.title),
        lambda i: (i.method, i.path),
    )
    for key in keys:
        pairs = _pairs(new, gone, key)
        moved.update(pairs)
        new = [identity for identity in new if identity not in moved]
        gone = [identity for identity in gone if identity not in moved.values()]
    diagnostics = []
    here = {(identity.folders[:DEEPEST_FOLDER], name) for identity, name in pinned.items()}
    for identity, before in sorted(moved.items()):
        # Where it comes to, the name may be another's.
        if (identity.folders[:DEEPEST_FOLDER], locked[before]) not in here:
            pinned[identity] = locked[before]
        if identity.title != before.title:
            diagnostics.append(_renamed(identity, before, locked[before]))
    return pinned, _renamed_folders(known, locked, moved, names), tuple(diagnostics)


def _parse(text: str) -> Identity | None:
    try:
        method, path, folders, title, *server = json.loads(text)
        folders = tuple(map(str, folders))
    except (TypeError, ValueError):
        return None
    return Identity(str(method), str(path), folders, str(title), *map(str, server[:1]))


def _pairs(
    new: Sequence[Identity], gone: Sequence[Identity], key: Callable[[Identity], Hashable]
) -> dict[Identity, Identity]:
    here, there = Counter(map(key, new)), Counter(map(key, gone))
    by_key = {key(identity): identity for identity in gone}
    return {
        identity: by_key[key(identity)]
        for identity in new
        if here[key(identity)] == 1 and there[key(identity)] == 1
    }


def _renamed(identity: Identity, before: Identity, name: str) -> Diagnostic:
    return Diagnostic(
        Level.NOTICE,
        "renamed-item",
        place(*identity.folders, identity.title),
        f"was {before.title!r}; it stays {name!r} in the client (--rename lets it follow)",
    )


def _renamed_folders(
    known: Iterable[Identity],
    locked: Mapping[Identity, str],
    moved: Mapping[Identity, Identity],
    names: Names,
) -> dict[tuple[str, ...], str]:
    """Names of folders whose items all come from one folder that is gone."""
    present: set[tuple[str, ...]] = set()
    votes: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
    for identity in known:
        folders = identity.folders
        before = moved.get(identity, identity if identity in locked else None)
        for depth in range(1, len(folders) + 1):
            present.add(folders[:depth])
            if before is not None and len(before.folders) == len(folders):
                votes.setdefault(folders[:depth], set()).add(before.folders[:depth])
    renamed = {}
    for path, origins in sorted(votes.items()):
        if len(origins) != 1 or origins & present:
            continue
        name = names.get(("resource", resource_text(*origins)))
        if name is not None:
            renamed[path] = name
    return renamed
