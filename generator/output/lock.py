"""`postgen.lock`: the names that were given and the files that were written, one line each.

The file is made for merging: sorted lines, and what a line is about stands still when its
value changes. Git may leave it with conflict markers; reading takes both sides.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

from ..diagnostics import Diagnostic, InputError, Level
from .paths import path_problem

LOCK_NAME = "postgen.lock"
FORMAT = 2
"""Rises when an older postgen would misread the file, which the release alone does not say."""
MERGED = "merged"
"""Instead of a digest: two branches wrote the file, and git made a third text of both.

What such a file holds cannot be told from an edit; it counts as ours, or every merge would
end in `--force`. Both sides of it are in the history.
"""

_HEAD = (
    "# Written by postgen: the names it gave and the digests of its files. Commit it.\n"
    "# In a merge conflict leave it as it is: the next run takes both sides.\n"
)
_DIGEST = re.compile(rf"[0-9a-f]{{16}}|{MERGED}")
_SHAPE = re.compile(r"[0-9a-f]{10}-[0-9a-f]{10}-[0-9a-f]+")
_WORD = re.compile(r"[^\s\x00-\x1f]{1,200}")
_FORMAT = re.compile(r"[0-9]{1,6}")
_KIND = re.compile(r"[a-z][a-z_-]*")
# Names become code: nothing but dotted identifiers comes out of a lock.
_NAME = re.compile(r"[^\W\d]\w*(\.[^\W\d]\w*)*")
_LINE_END = re.compile(r"[\r\n]")
_MARKER = re.compile(r"([<=>|])\1{6,}(?= |$)")

_Key = tuple[str, ...]
"""What an entry is about: its word, then kind and identity, or the path."""


@dataclass(frozen=True, slots=True)
class Lock:
    """What the last run settled; read from the output folder and written with the files."""

    version: str
    """The release of postgen that wrote it; empty where two branches disagree."""
    input: str
    """The digest of what it was made from; empty where two branches disagree."""
    names: Mapping[tuple[str, str], str]
    """(kind, identity) -> name."""
    files: Mapping[str, str]
    """Path -> digest of the file as it was written, or `MERGED`."""


LOST_LOCK = f"{LOCK_NAME} is missing: restore it from git"
"""What to do about a client without one."""
EMPTY = Lock("", "", {}, {})


def digest(content: str | bytes) -> str:
    """The digest of a file in a lock; line ends do not count, since git may change them."""
    data = content.encode() if isinstance(content, str) else content
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n")
    return hashlib.sha256(data).hexdigest()[:16]


def dump(lock: Lock) -> str:
    """The lock as the text of its file.

    Raises ValueError for what could not be read back.
    """
    entries: list[tuple[_Key, str]] = [(("format",), str(FORMAT))]
    if lock.version:
        entries.append((("postgen",), lock.version))
    if lock.input:
        entries.append((("input",), lock.input))
    entries += [
        (("shape", name) if kind == "shape" else ("name", kind, name), lock.names[kind, name])
        for kind, name in sorted(lock.names)
    ]
    entries += [(("file", path), lock.files[path]) for path in sorted(lock.files)]
    return _HEAD + "".join(f"{_print(key, value)}\n" for key, value in entries)


def _print(key: _Key, value: str) -> str:
    match key:
        case ("name", kind, identity):
            line = f"name {kind} {value} {_on_one_line(identity)}"
        case (word, path):
            line = f"{word} {value} {path}"
        case _:
            line = f"{key[0]} {value}"
    if "\n" in line or "\r" in line or _read(line) != (key, value):
        raise ValueError(f"cannot stand in {LOCK_NAME}: {line!r}")
    return line


def parse(text: str | bytes) -> tuple[Lock, tuple[Diagnostic, ...]]:
    """A lock from the text of its file, and what was odd in it.

    Conflict markers are settled by the union of both sides, and lines that make no sense
    are left out. Raises InputError for a lock of a newer format.
    """
    if isinstance(text, bytes):
        text = text.decode("utf-8", errors="replace")
    said: dict[_Key, set[str]] = {}
    unknown: list[int] = []
    for number, line in _lines(text):
        if (entry := _read(line)) is None:
            unknown.append(number)
        else:
            said.setdefault(entry[0], set()).add(entry[1])
    if (newest := max(map(int, said.get(("format",), "0")))) > FORMAT:
        raise InputError(
            f"was written by a newer postgen (format {newest}, this one knows {FORMAT}); update it",
            LOCK_NAME,
            "newer-lock",
        )
    diagnostics: list[Diagnostic] = []
    if unknown:
        more = f" and {len(unknown) - 1} more" if len(unknown) > 1 else ""
        message = f"line {unknown[0]}{more} not understood; left out"
        diagnostics.append(Diagnostic(Level.WARNING, "lock-line", LOCK_NAME, message))
    names: dict[tuple[str, str], str] = {}
    files: dict[str, str] = {}
    for key, values in sorted(said.items()):
        match key:
            case ("name", kind, identity):
                # Any rule does that both branches follow; this one needs no history.
                names[kind, identity] = min(values)
                if len(values) > 1:
                    diagnostics.append(_two_names(kind, identity, sorted(values)))
            case ("shape", name) if len(values) == 1:
                # Of two branches that changed it neither knows: it is found by its place.
                names["shape", name] = min(values)
            case ("file", path):
                files[path] = min(values) if len(values) == 1 else MERGED
    lock = Lock(_agreed(said, "postgen"), _agreed(said, "input"), names, files)
    return lock, tuple(diagnostics)


def written_files(lock: bytes, wanted: str) -> dict[str, str] | None:
    """The digests of the files that a run with the input `wanted` wrote, by path.

    None where the lock is another input's, or two branches': then `parse` can tell more.
    In a fifth of its time, since names do not matter here.
    """
    files: dict[str, str] = {}
    head = [("format", str(FORMAT)), ("input", wanted)]
    for line in lock.decode("utf-8", errors="replace").split("\n"):
        word, _, rest = line.removesuffix("\r").partition(" ")
        if word == "file":
            value, _, path = rest.partition(" ")
            if path in files or path_problem(path) is not None:
                return None
            files[path] = value
        elif (word, rest) in head:
            head.remove((word, rest))
        elif _MARKER.match(line):
            return None
    return None if head else files


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines that say something, numbered, without the common ancestors of conflicts.

    With git's `diff3` style these stand between `|||||||` and `=======`; they may hold the
    (longer) markers of older conflicts.
    """
    ancestor = 0
    for number, ended in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        line = ended.removesuffix("\r")
        if marker := _MARKER.match(line):
            length = len(marker[0])
            if not ancestor and marker[1] == "|":
                ancestor = length
            elif length == ancestor and marker[1] in "=>":
                ancestor = 0
        elif not ancestor and line.strip() and not line.startswith("#"):
            yield number, line


def _read(line: str) -> tuple[_Key, str] | None:
    """One entry: what it is about, and its value; None for what is no entry."""
    word, _, rest = line.partition(" ")
    match word:
        case "format" if _FORMAT.fullmatch(rest):
            return (word,), rest
        case "postgen" | "input" if _WORD.fullmatch(rest):
            return (word,), rest
        case "name":
            kind, _, rest = rest.partition(" ")
            name, _, identity = rest.partition(" ")
            if _KIND.fullmatch(kind) and _NAME.fullmatch(name) and identity:
                return (word, kind, _as_it_was(identity)), name
        case "shape":
            value, _, name = rest.partition(" ")
            if _SHAPE.fullmatch(value) and _NAME.fullmatch(name):
                return (word, name), value
        case "file":
            value, _, path = rest.partition(" ")
            if _DIGEST.fullmatch(value) and path_problem(path) is None:
                return (word, path), value
    return None


def _on_one_line(identity: str) -> str:
    """An identity as it is; as JSON where a line cannot hold it."""
    is_plain = not (_LINE_END.search(identity) or identity.startswith('"'))
    return identity if is_plain else json.dumps(identity)


def _as_it_was(written: str) -> str:
    if written.startswith('"'):
        with suppress(ValueError):
            return str(json.loads(written))
    return written


def _agreed(said: Mapping[_Key, set[str]], word: str) -> str:
    values = said.get((word,), set())
    return min(values) if len(values) == 1 else ""


def _two_names(kind: str, identity: str, names: list[str]) -> Diagnostic:
    message = f"the {kind} {identity} has the names {', '.join(names)}; {names[0]} is kept"
    return Diagnostic(Level.WARNING, "lock-two-names", LOCK_NAME, message)
