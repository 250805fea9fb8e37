"""The output as a value, and how it differs from what is on disk. Nothing here writes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from ..diagnostics import InputError
from .lock import LOCK_NAME, MERGED, Lock, digest
from .paths import CACHE, check_paths, parents

FileSet = Mapping[str, bytes]
"""Everything that belongs into the output folder: path -> content. Made by `file_set`."""


@dataclass(frozen=True, slots=True)
class Tree:
    """What is in the output folder, as `read_tree` found it."""

    files: Mapping[str, bytes] = field(default_factory=dict)
    """Ordinary files: path -> content. Contents are read when asked for."""
    others: frozenset[str] = frozenset()
    """What is neither a file nor a folder: symbolic links, sockets, devices."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What writing would do to a folder. All paths, sorted.

    `create`, `update` and `delete` are the work; `edited` and `foreign` name those of them
    that need the user's word, because the content on disk is not ours.
    """

    create: tuple[str, ...] = ()
    """Not on disk."""
    update: tuple[str, ...] = ()
    """On disk with another content."""
    delete: tuple[str, ...] = ()
    """Written by an earlier run and no longer given."""
    unchanged: tuple[str, ...] = ()
    """As they should be, but perhaps for their line ends."""
    edited: tuple[str, ...] = ()
    """Written by us and changed by somebody since."""
    foreign: tuple[str, ...] = ()
    """Not written by us, and in the place of something we write."""

    @property
    def any(self) -> bool:
        """Whether the folder is not what it should be."""
        return bool(self.create or self.update or self.delete)

    @property
    def has_lost_lock(self) -> bool:
        """Whether a client stands here without the lock that says so, and has its names."""
        return LOCK_NAME in self.create and bool(self.unchanged and self.foreign)


def file_set(files: Mapping[str, str | bytes]) -> FileSet:
    """Files sorted by path, texts in UTF-8.

    Raises ValueError for paths that must not be written (see `paths`).
    """
    check_paths(files)
    encoded = {
        path: content.encode() if isinstance(content, str) else content
        for path, content in sorted(files.items())
    }
    return MappingProxyType(encoded)


def compare(files: FileSet, on_disk: Tree, lock: Lock) -> Changes:
    """What has to change for the folder to hold `files`; `lock` is the one found in it."""
    check_paths(files)
    create, update, delete, unchanged = set[str](), set[str](), set[str](), set[str]()
    edited: set[str] = set()
    foreign: set[str] = set()
    for path, content in files.items():
        if path in on_disk.others:
            update.add(path)
            (edited if path in lock.files else foreign).add(path)
        elif path not in on_disk.files:
            create.add(path)
        elif _same(content, on_disk.files[path]):
            unchanged.add(path)
        else:
            update.add(path)
            if path == LOCK_NAME:
                continue  # ours by its name; it cannot hold its own digest
            if path not in lock.files:
                foreign.add(path)
            elif not _is_ours(on_disk.files[path], lock.files[path]):
                edited.add(path)
    for path, written in lock.files.items():
        if path not in files and path in on_disk.files:
            delete.add(path)
            if not _is_ours(on_disk.files[path], written):
                edited.add(path)
    in_the_way = _in_the_way(files, on_disk) - delete
    sets = (create, update, delete | in_the_way, unchanged, edited, foreign | in_the_way)
    return Changes(*(tuple(sorted(paths)) for paths in sets))


def _same(content: bytes, on_disk: bytes) -> bool:
    """Whether a file is up to date; a checkout with CRLF is, unless the CR is content."""
    if content == on_disk:
        return True
    return b"\r" not in content and on_disk.replace(b"\r\n", b"\n") == content


def _is_ours(on_disk: bytes, written: str) -> bool:
    return written in (MERGED, digest(on_disk)) or has_conflict(on_disk)


def has_conflict(content: bytes) -> bool:
    """Whether a text holds a conflict as git leaves it: three markers, in order."""
    wanted = [b">>>>>>>", b"=======", b"<<<<<<<"]
    if any(marker not in content for marker in wanted):
        return False
    for line in content.split(b"\n"):
        if line.startswith(wanted[-1]) and line[7:8] in (b"", b" ", b"\r"):
            wanted.pop()
            if not wanted:
                return True
    return False


def _in_the_way(files: FileSet, on_disk: Tree) -> set[str]:
    """What is on disk where we need a folder, or below a folder where we need a file."""
    folders = {folder for path in files for folder in parents(path)}
    return {
        path
        for path in (*on_disk.files, *on_disk.others)
        if path in folders or any(folder in files for folder in parents(path))
    }


class _FilesOnDisk(Mapping[str, bytes]):
    """The ordinary files of a folder; each is read when it is asked for."""

    def __init__(self, folder: Path, paths: list[str]) -> None:
        self._folder = folder
        self._paths = dict.fromkeys(sorted(paths))

    def __getitem__(self, path: str) -> bytes:
        if path not in self._paths:
            raise KeyError(path)
        try:
            # For thousands of files a Path is slow.
            with open(f"{self._folder}{os.sep}{path}", "rb") as file:  # noqa: PTH123
                return file.read()
        except OSError as error:
            raise cannot("read", self._folder / path, error) from error

    def __contains__(self, path: object) -> bool:
        return path in self._paths

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)


def read_tree(folder: Path) -> Tree:
    """What is in a folder; nothing, where there is no folder.

    Symbolic links are not followed. Folders that begin with a dot and Python's caches are
    left out: nothing of ours is ever in there. Raises InputError where `folder` is
    something else than a folder, or cannot be read.
    """
    if not require_folder(folder):
        return Tree()
    files: list[str] = []
    others: list[str] = []
    try:
        for path, entry in walk(folder, lambda name: name != CACHE and not name.startswith(".")):
            if entry.is_file(follow_symlinks=False):
                files.append(path)
            elif not entry.is_dir(follow_symlinks=False):
                others.append(path)
    except OSError as error:
        raise cannot("read", folder, error) from error
    return Tree(_FilesOnDisk(folder, files), frozenset(others))


def require_folder(folder: Path) -> bool:
    """Whether the output folder exists; InputError where a link or a file is in its place."""
    try:
        if folder.is_symlink():
            message = "is a symbolic link, and nothing is written through one; name its target"
            raise InputError(message, str(folder), "output-is-link")
        if folder.is_dir():
            return True
        if folder.exists():
            raise InputError("is a file where a folder is wanted", str(folder), "output-is-file")
    except OSError as error:
        raise cannot("read", folder, error) from error
    return False


def walk(folder: Path, descend: Callable[[str], bool]) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Everything below a folder with its path, folders before what is in them.

    Links are not followed, and only those folders are entered whose name passes `descend`.
    """
    waiting = [("", str(folder))]
    while waiting:
        prefix, place = waiting.pop()
        with os.scandir(place) as entries:
            listing = sorted(entries, key=lambda entry: entry.name)
        for entry in listing:
            path = prefix + entry.name
            yield path, entry
            if entry.is_dir(follow_symlinks=False) and descend(entry.name):
                waiting.append((f"{path}/", entry.path))


def cannot(verb: str, path: Path, error: OSError) -> InputError:
    """What the system refused, as one line for the user."""
    reason = error.strerror or str(error) or type(error).__name__
    return InputError(f"cannot {verb}: {reason}", str(path), f"cannot-{verb}")
