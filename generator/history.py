"""Files as they were in a revision of their git repository."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

from .diagnostics import InputError, printable

_LONGEST_RUN = 60.0
"""Seconds; git answers in milliseconds unless something is wrong with the repository."""


def commit_of(folder: Path, revision: str) -> str:
    """The commit that a revision names in the repository around a folder.

    Raises InputError where there is no repository, or no such revision in it.
    """
    if _git(folder, "rev-parse", "--git-dir") is None:
        raise InputError("is in no git repository: there is nothing to compare with")
    wanted = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    found = _git(folder, *wanted)
    if found is None:
        raise InputError(f"{printable(revision, 80)!r} is no revision of its repository")
    return found.decode("ascii").strip()


def read_at(path: Path, commit: str) -> bytes | None:
    """A file as it was in a commit; None where it was not there."""
    return _git(path.parent, "cat-file", "blob", f"{commit}:./{path.name}")


def read_folder_at(
    folder: Path, commit: str, is_wanted: Callable[[str], bool], most_bytes: int
) -> dict[str, bytes] | None:
    """The wanted files of a folder as they were in a commit, by path; None where it was not there.

    Raises InputError where they are larger than `most_bytes` together.
    """
    tree = f"{commit}:./{folder.name}"
    # Without --full-tree git takes the paths in the tree for such from its top.
    listed = _git(folder.parent, "ls-tree", "-r", "-z", "-l", "--full-tree", tree)
    if listed is None:
        return None
    blobs: dict[str, bytes] = {}
    size = 0
    for entry in filter(None, listed.split(b"\0")):
        said, _, name = entry.partition(b"\t")
        mode, _, blob, length = said.split()
        path = os.fsdecode(name)
        # Neither links nor submodules.
        if mode.startswith(b"100") and is_wanted(path):
            blobs[path] = blob
            size += int(length)
    if size > most_bytes:
        raise InputError("the folder holds more than any collection does", code="too-large")
    wanted = b"".join(blob + b"\n" for blob in blobs.values())
    found = _git(folder.parent, "cat-file", "--batch", given=wanted)
    return dict(zip(blobs, _contents(found or b""), strict=True))


def _contents(batch: bytes) -> Iterator[bytes]:
    """The files in what `git cat-file --batch` prints: a line with the size before each."""
    start = 0
    while (end := batch.find(b"\n", start)) >= 0:
        size = int(batch[start:end].split()[-1])
        yield batch[end + 1 : end + 1 + size]
        start = end + size + 2


def _git(folder: Path, *arguments: str, given: bytes = b"") -> bytes | None:
    """What git prints; None where it says no. `given` is its input."""
    program = shutil.which("git")
    if program is None:
        raise InputError("--against needs git, which is not installed")
    if not folder.is_dir():
        return None
    try:
        done = subprocess.run(  # noqa: S603  (a fixed program; what varies is no option)
            [program, *arguments],
            cwd=folder,
            env={**os.environ, "LC_ALL": "C"},
            input=given,
            capture_output=True,
            timeout=_LONGEST_RUN,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired, ValueError) as error:
        raise InputError(f"git does not answer: {error}") from error
    return done.stdout if done.returncode == 0 else None
