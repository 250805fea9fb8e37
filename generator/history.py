"""Files as they were in a revision of their git repository."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import tarfile
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


def extract(path: Path, commit: str, into: Path) -> bool:
    """Writes a folder as it was in a commit below another; whether it was there."""
    packed = _git(path.parent, "archive", "--format=tar", commit, f"./{path.name}")
    if packed is None:
        return False
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        archive.extractall(into, filter="data")
    return True


def _git(folder: Path, *arguments: str) -> bytes | None:
    """What git prints; None where it says no."""
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
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_LONGEST_RUN,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired, ValueError) as error:
        raise InputError(f"git does not answer: {error}") from error
    return done.stdout if done.returncode == 0 else None
