"""A client and its folder on disk: what is there, and what a run would change."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from .diagnostics import Diagnostic
from .options import Options
from .output.files import Changes, compare, read_tree
from .output.leaks import Leak, find_leaks
from .output.lock import EMPTY, LOCK_NAME, Lock, parse
from .output.write import Overtaken, recover, write_tree
from .pipeline import Result, Source, run


def read_lock(folder: Path) -> tuple[Lock, tuple[Diagnostic, ...]]:
    """The lock of a client's folder, and what is odd in it; an empty one where there is none."""
    try:
        return parse((folder / LOCK_NAME).read_bytes())
    except OSError:
        return EMPTY, ()


def compare_with_disk(source: Source, folder: Path, options: Options) -> tuple[Changes, Result]:
    """What a collection gives, and how the folder differs from it."""
    tree = read_tree(folder)
    lock, odd = read_lock(folder)
    result = run(source, lock, options)
    return (
        compare(result.files, tree, lock),
        replace(result, diagnostics=(*odd, *result.diagnostics)),
    )


def find_leaks_on_disk(folder: Path) -> tuple[Leak, ...]:
    """What looks like a secret in those files of a folder that postgen wrote.

    Where all stands as it was written there is no need to look: nothing is written that
    looks like one.
    """
    tree = read_tree(folder)
    ours = read_lock(folder)[0].files
    return tuple(find_leaks({path: tree.files[path] for path in ours if path in tree.files}))


def update(
    source: Source, folder: Path, options: Options, *, force: bool
) -> tuple[Changes, Result]:
    """Make a client's folder hold what its collection gives; what that changed.

    Where another run was faster, all is done again: there is a new lock, with its names.
    """
    recover(folder)
    changes, result = compare_with_disk(source, folder, options)
    try:
        write_tree(folder, result.files, changes, force=force)
    except Overtaken:
        changes, result = compare_with_disk(source, folder, options)
        write_tree(folder, result.files, changes, force=force)
    return changes, result
