"""A client and its folder on disk: what is there, and what a run would change."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from . import __version__
from .diagnostics import Diagnostic
from .memo import NO_MEMO, Memo
from .options import Options
from .output.files import Changes, compare, read_tree
from .output.leaks import Leak, find_leaks
from .output.lock import EMPTY, LOCK_NAME, Lock, parse
from .output.write import Overtaken, recover, write_tree
from .pipeline import Result, Source, run


def read_lock(folder: Path, memo: Memo = NO_MEMO) -> tuple[Lock, tuple[Diagnostic, ...]]:
    """The lock of a client's folder, and what is odd in it; an empty one where there is none."""
    try:
        data = (folder / LOCK_NAME).read_bytes()
    except OSError:
        return EMPTY, ()
    return memo.call(parse, data)


def compare_with_disk(
    source: Source, folder: Path, options: Options, memo: Memo = NO_MEMO
) -> tuple[Changes, Result]:
    """What a collection gives, and how the folder differs from it."""
    tree = read_tree(folder)
    lock, odd = read_lock(folder, memo)
    result = run(source, lock, options, memo)
    return (
        compare(result.files, tree, lock),
        replace(result, diagnostics=(*odd, *result.diagnostics)),
    )


@dataclass(frozen=True, slots=True)
class Release:
    """Another release of postgen, which wrote a client."""

    version: str
    is_alike: bool
    """Whether this one writes the same, but for what the lock says of itself."""


def other_release(folder: Path, changes: Changes, result: Result) -> Release | None:
    """The release that wrote the client in a folder, where it is not this one."""
    lock, _ = read_lock(folder)
    if lock.version in {"", __version__}:
        return None
    written, _ = parse(result.files[LOCK_NAME])
    is_alike = (
        changes.update == (LOCK_NAME,)
        and not (changes.create or changes.delete)
        and replace(lock, version="", input="") == replace(written, version="", input="")
    )
    return Release(lock.version, is_alike)


def find_leaks_on_disk(folder: Path) -> tuple[Leak, ...]:
    """What looks like a secret in those files of a folder that postgen wrote.

    Where all stands as it was written there is no need to look: nothing is written that
    looks like one.
    """
    tree = read_tree(folder)
    ours = read_lock(folder)[0].files
    return tuple(find_leaks({path: tree.files[path] for path in ours if path in tree.files}))


def update(
    source: Source, folder: Path, options: Options, *, force: bool, memo: Memo = NO_MEMO
) -> tuple[Changes, Result]:
    """Make a client's folder hold what its collection gives; what that changed.

    Where another run was faster, all is done again: there is a new lock, with its names.
    """
    recover(folder)
    changes, result = compare_with_disk(source, folder, options, memo)
    try:
        write_tree(folder, result.files, changes, force=force)
    except Overtaken:
        changes, result = compare_with_disk(source, folder, options, memo)
        write_tree(folder, result.files, changes, force=force)
    return changes, result
