"""Two versions of a client and what changed between them, whichever they are made from.

Both sides are compiled with the same names: those of the lock, then those that the old side
gave. So a renamed title or a new neighbour is no removal, as it is none for `generate`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from .api.model import Api
from .changes.compare import compare
from .changes.model import Change
from .changes.places import folder_titles, located, places_in_lock, places_of
from .changes.reading import CLIENT, is_code, leads_on, read
from .changes.said import with_collection
from .changes.surface import Surface
from .diagnostics import Diagnostic, InputError
from .memo import NO_MEMO, Memo
from .options import Options
from .output.files import read_tree
from .output.lock import EMPTY, LOCK_NAME, LOST_LOCK, Lock, parse
from .pipeline import Code, Source, client_name, write_code
from .project import read_lock


@dataclass(frozen=True, slots=True)
class Side:
    """One version of a client."""

    name: str
    """The package."""
    surface: Surface
    places: Mapping[str, str]
    """Of the operations in the collection, by id."""
    api: Api | None = None
    """What the collection describes; None for a client that was read from its folder."""


@dataclass(frozen=True, slots=True)
class Update:
    """What changed between two versions of a client."""

    before: Side
    after: Side
    changes: tuple[Change, ...]
    diagnostics: tuple[Diagnostic, ...] = ()
    """About the newer collection."""

    @property
    def name(self) -> str:
        """The package."""
        return self.after.name


def is_client(folder: Path) -> bool:
    """Whether a folder holds a client that postgen wrote."""
    return (folder / CLIENT).is_file() and (folder / LOCK_NAME).is_file()


def read_client(folder: Path) -> Side:
    """The client in a folder, as it stands there; InputError where there is none."""
    if (folder / CLIENT).is_file() and not (folder / LOCK_NAME).is_file():
        raise InputError(LOST_LOCK, str(folder), "lost-lock")
    if not is_client(folder):
        raise InputError("there is no client here: generate it, or name another side", str(folder))
    lock, _ = read_lock(folder)
    texts = texts_of(read_tree(folder).files)
    surface = replace(read(texts), titles=_titles_in(lock))
    return Side(folder.resolve().name, surface, places_in_lock(lock.names))


def texts_of(files: Mapping[str, bytes]) -> dict[str, str]:
    """The files of a client that its callers see."""
    return {
        path: content.decode("utf-8", "replace").replace("\r\n", "\n")
        for path, content in files.items()
        if is_code(path)
    }


def seen_of(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Those files of a client that say what it is for its callers: its code, and its lock."""
    return {path: files[path] for path in files if is_code(path) or path == LOCK_NAME}


def rewritten(
    before: Mapping[str, bytes],
    after: Mapping[str, bytes],
    *,
    is_brief: bool = False,
    memo: Memo = NO_MEMO,
) -> tuple[Change, ...]:
    """What changed for callers when a client was written over one; nothing if that is broken.

    `is_brief`: the same kinds of changes, as many of each, in less than half the time. Where
    the client and what leads to its resources stand as they were, resources that do too are
    not read; so what is said of those who use a model is not complete.
    """
    old, new = texts_of(before), texts_of(after)
    titles = _titles(before, memo), _titles(after, memo)
    is_same = old == new and titles[0] == titles[1]
    if is_same and not memo.keeps:
        return ()
    changed = {path for path in {*old, *new} if old.get(path) != new.get(path)}
    is_brief = is_brief and not any(leads_on(path, new.get(path, "")) for path in changed)
    same = new.keys() - changed if is_brief else ()
    # Both sides have most files in common.
    memo = memo if memo.keeps else Memo()
    try:
        # Also where nothing changed: the next run will want to know what this one wrote.
        now = read(new, memo, same)
        if is_same:
            return ()
        sides = read(old, memo, same), now
    except InputError:
        return ()
    was, now = (replace(side, titles=named) for side, named in zip(sides, titles, strict=True))
    return compare(was, now)


def _titles(files: Mapping[str, bytes], memo: Memo) -> dict[str, str]:
    """The titles of a client's folders, from its lock."""
    data = files.get(LOCK_NAME, b"")
    return _titles_in(memo.call(parse, data)[0])


def _titles_in(lock: Lock) -> dict[str, str]:
    return folder_titles((kind, identity, name) for (kind, identity), name in lock.names.items())


def between(before: Side, after: Side, diagnostics: tuple[Diagnostic, ...] = ()) -> Update:
    """What changed from one side to the other."""
    changes = compare(before.surface, after.surface)
    if before.name != after.name:
        text = f"`import {before.name}` is `import {after.name}` now"
        renamed = Change("package-renamed", after.name, text, before.name, after.name)
        changes = (renamed, *changes)
    return Update(before, after, located(changes, before.places, after.places), diagnostics)


def between_collections(
    old: Source,
    new: Source,
    lock: Lock,
    current: Lock,
    old_options: Options,
    options: Options,
) -> Update:
    """What changed between two versions of a collection, each with its options.

    `lock` has the names of the old version, `current` those that the new one has already.
    A title that gives another package changes its import and the names of environment
    variables: both sides are compiled under the old name, and the change told once.
    """
    name = client_name(old, old_options)
    before = write_code(old, lock, replace(old_options, name=name, follow_titles=False))
    given = {(kind, identity): name for kind, identity, name in before.api.names}
    names = replace(EMPTY, names={**given, **current.names})
    after = write_code(new, names, replace(options, name=name))
    newer = client_name(new, options)
    return between(_side(before, name), _side(after, newer), after.diagnostics)


def between_client(before: Side, new: Source, lock: Lock, options: Options) -> Update:
    """What a collection would change in a client that is there, with the names of its lock."""
    code = write_code(new, lock, replace(options, name=before.name))
    return between(before, _side(code, before.name), code.diagnostics)


def illustrated(update: Update) -> tuple[Change, ...]:
    """The changes with the lines of the collections that stand behind them."""
    return with_collection(update.changes, update.before.api, update.after.api)


def _side(code: Code, name: str) -> Side:
    surface = replace(read(code.texts), titles=folder_titles(code.api.names))
    return Side(name, surface, places_of(code.api), code.api)
