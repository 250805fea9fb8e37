"""The path guard: which paths a generated file may have.

A path that passes names the same file on Linux, macOS and Windows, and lies inside the
folder it is joined to. What is refused is a bug in the caller, so it is a ValueError.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

LONGEST_PATH = 200
"""Characters; what is left of Windows' 260 for the folder in front of it."""
LONGEST_SEGMENT = 255
"""Bytes in UTF-8: the limit of nearly every file system."""
DOTFILES = frozenset({".gitattributes", ".gitignore"})
"""The only segments that may begin with a dot: others are caches and settings of tools."""
CACHE = "__pycache__"

# https://learn.microsoft.com/windows/win32/fileio/naming-a-file: also with an extension,
# so that aux.py is no file that Windows can make.
_DEVICE = re.compile(
    r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$) *(\..*)?", re.IGNORECASE
)
_FORBIDDEN = re.compile(r'[<>:"|?*\\]')


@lru_cache(maxsize=1 << 14)  # a run asks three times: for the files, the lock and the folder
def path_problem(path: str) -> str | None:
    """What is wrong with a path below the output folder, or None where nothing is."""
    if not path.isprintable():
        return "has a control character or half a surrogate pair"
    if not path.isascii() and not _is_normal(path):
        return "is not in Unicode's normal form NFC"
    if len(path) > LONGEST_PATH:
        return f"is longer than {LONGEST_PATH} characters"
    if path.startswith("/"):
        return "is not relative"
    if match := _FORBIDDEN.search(path):
        return f"has a {match[0]!r}, which not every system can write"
    for segment in path.split("/"):
        if problem := _segment_problem(segment):
            return problem
    return None


def _is_normal(path: str) -> bool:
    import unicodedata  # noqa: PLC0415  (most paths are ASCII, and `check` shall be instant)

    return unicodedata.is_normalized("NFC", path)


@lru_cache(maxsize=1024)  # of a thousand paths most share their folders
def _segment_problem(segment: str) -> str | None:
    if not segment:
        return "has an empty segment"
    if segment.startswith(".") and segment not in DOTFILES:
        return f"has the segment {segment!r}, which begins with a dot"
    if segment != segment.strip(" ") or segment.endswith("."):
        return f"has the segment {segment!r}, which begins or ends with a space or a dot"
    if segment.casefold() == CACHE:
        return "lies in Python's cache"
    if _DEVICE.fullmatch(segment):
        return f"has the segment {segment!r}, which is a device on Windows"
    if len(segment.encode()) > LONGEST_SEGMENT:
        return "has a segment that is too long"
    return None


def parents(path: str) -> Iterator[str]:
    """The folders a path lies in, outermost first: `a` and `a/b` of `a/b/c.py`."""
    at = path.find("/")
    while at >= 0:
        yield path[:at]
        at = path.find("/", at + 1)


def check_paths(paths: Iterable[str]) -> None:
    """Raise ValueError unless all the paths are well-formed and can stand side by side.

    Side by side means: none is the folder of another one, and no two files or folders
    differ only by case, which are one and the same on macOS and Windows.
    """
    written: dict[str, str] = {}
    files: set[str] = set()
    folders: set[str] = set()
    for path in paths:
        if problem := path_problem(path):
            raise ValueError(f"the path {path!r} {problem}")
        files.add(path)
        new = [path]
        if path.rpartition("/")[0] not in folders:  # of a thousand paths most share their folders
            folders.update(parents(path))
            new = [*parents(path), path]
        for part in new:
            other = written.setdefault(part.casefold(), part)
            if other != part:
                raise ValueError(f"the paths {other!r} and {part!r} differ only by case")
    for path in sorted(files & folders):
        raise ValueError(f"the path {path!r} is a file and a folder")
