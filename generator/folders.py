"""A v3 collection, which is a folder of files, as one byte string.

All commands take the bytes of a collection; those of a folder are a JSON text with its files
by path, in their order. Whatever decides the client is in it, so that its digest says whether
anything changed.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from stat import S_ISREG

from .diagnostics import InputError, printable
from .postman.recognise import FOLDER_KIND
from .postman.v3 import DEEPEST_FOLDERS, DEFINITION, EXAMPLE, REQUEST, RESOURCES

_MOST_FILES = 50_000
MOST_BYTES = 200_000_000
_SHOWN = 5
_MOST_ENTRIES = 200_000
"""Names that are looked at, whatever they are."""


def read_folder(folder: Path) -> bytes:
    """The files of a v3 collection. Raises InputError where the folder is none, or too much.

    Hidden folders are passed over, and links: what they lead to may be anybody's.
    """
    files: dict[str, bytes] = {}
    skipped: list[tuple[str, str]] = []
    size = 0
    for path, entry in _entries(folder):
        reason = _reason_against(entry)
        if reason is not None:
            skipped.append((path, reason))
            continue
        size += entry.stat(follow_symlinks=False).st_size
        if len(files) >= _MOST_FILES or size > MOST_BYTES:
            raise InputError("the folder holds more than any collection does", code="too-large")
        files[path] = _read(entry.path)
    return as_bytes(folder.resolve().name, files, skipped)


def as_bytes(
    name: str, files: Mapping[str, bytes], skipped: Iterable[tuple[str, str]] = ()
) -> bytes:
    """The bytes of a collection whose folder has this name and these files, by path.

    `skipped` are paths that were not read, each with the reason. Raises InputError where it
    is no collection.
    """
    texts: dict[str, str] = {}
    reasons = list(skipped)
    for path, data in files.items():
        try:
            texts[path] = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            reasons.append((path, "it is no UTF-8"))
    if instead := _mistaken(name, texts):
        raise InputError(instead, code="not-a-collection")
    made = {"$kind": FOLDER_KIND, "name": name, "files": texts, "skipped": sorted(reasons)}
    # Escaped, since names of files may hold bytes that are no text.
    return json.dumps(made, sort_keys=True).encode("ascii")


def is_of_interest(path: str) -> bool:
    """Whether the file at a path of a folder says something about the collection in it."""
    *folders, name = path.split("/")
    if any(one.startswith(".") and one != RESOURCES for one in folders):
        return False
    if folders and folders[-1] == RESOURCES and DEFINITION.fullmatch(name):
        return True
    return REQUEST.fullmatch(name) is not None or EXAMPLE.fullmatch(name) is not None


def _entries(folder: Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """The files that say something about a collection, by path; and links in their place."""
    count = 0
    stack = [("", str(folder))]
    while stack:
        prefix, place = stack.pop()
        if prefix.count("/") > DEEPEST_FOLDERS:
            raise InputError(
                f"nested deeper than {DEEPEST_FOLDERS} folders; no collection is", code="too-deep"
            )
        for entry in sorted(_scan(place), key=lambda one: one.name):
            count += 1
            if count > _MOST_ENTRIES:
                raise InputError("the folder holds more than any collection does", code="too-large")
            path = prefix + entry.name
            if entry.is_dir(follow_symlinks=False):
                if not entry.name.startswith(".") or entry.name == RESOURCES:
                    stack.append((f"{path}/", entry.path))
            elif (entry.is_symlink() and entry.is_dir()) or is_of_interest(path):
                yield path, entry


def _scan(place: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(place) as entries:
            return list(entries)
    except OSError as error:
        raise InputError(f"{printable(place)}: cannot be read: {error.strerror}") from error


def _reason_against(entry: os.DirEntry[str]) -> str | None:
    if entry.is_symlink():
        return "it is a link, and links are not followed"
    try:
        is_file = S_ISREG(entry.stat(follow_symlinks=False).st_mode)
    except OSError:
        is_file = False
    return None if is_file else "it is no file"


def _read(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise InputError(f"{printable(path)}: cannot be read: {error.strerror}") from error


def _mistaken(name: str, files: Mapping[str, str]) -> str | None:
    """What to say of a folder that is no collection."""
    requests = [path for path in files if REQUEST.fullmatch(path.rpartition("/")[2])]
    if not requests:
        return (
            f"the folder {printable(name)!r} holds no file that ends in .request.yaml, "
            "so it is no v3 collection"
        )
    # A workspace has its collections in `postman/collections`.
    prefix = "" if name == "collections" else "collections/"
    above = any("/" not in path.removeprefix(prefix) for path in requests)
    if above or any(path.startswith(f"{RESOURCES}/") for path in files):
        return None
    if all(path.startswith(prefix) for path in requests):
        inside = sorted({path.removeprefix(prefix).partition("/")[0] for path in requests})
        shown = ", ".join(repr(printable(one)) for one in inside[:_SHOWN])
        return f"the folder holds collections and is none itself: give one of {shown}"
    return None
