"""The configuration of a project: the clients it has, from `postgen.toml` or pyproject.toml.

    [tool.postgen.clients.belvo]      # in postgen.toml: [clients.belvo]
    collection = "collections/belvo.postman_collection.json"
    output = "generated"

Paths are relative to the file they stand in. The command line overrides single fields with
`dataclasses.replace`.
"""

from __future__ import annotations

import difflib
import keyword
import os
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .diagnostics import InputError, printable

OWN_FILE = "postgen.toml"
SHARED_FILE = "pyproject.toml"
DEFAULT_OUTPUT = "generated"


@dataclass(frozen=True, slots=True)
class ClientConfig:
    """What one client is made from, and how."""

    collection: Path | None = None
    """A file or a folder; None on the command line's own, where it is read from stdin."""
    name: str | None = None
    """The name of the package; None takes it from the collection's title."""
    output: Path = Path(DEFAULT_OUTPUT)
    """The folder in which the package's folder is made."""
    environment: tuple[Path, ...] = ()
    """Files with values of variables; later ones win."""
    make_async: bool = True
    make_tests: bool = True
    templates: Path | None = None
    """A template pack instead of the one that comes with postgen."""


@dataclass(frozen=True, slots=True)
class Config:
    """A configuration file."""

    clients: tuple[ClientConfig, ...] = ()
    """Sorted by name."""
    path: Path | None = None
    """The file; None where none was found."""


def load(start: Path) -> Config:
    """The configuration that holds for a folder, from it or the nearest one above.

    In one folder `postgen.toml` is taken before pyproject.toml. The search ends at the root
    of the repository: a file above it is somebody else's. Raises InputError for one that
    makes no sense.
    """
    try:
        return _search(start.resolve())
    except OSError as error:
        where = os.fsdecode(error.filename or start)
        raise InputError(f"cannot read: {error.strerror}", where, "bad-config") from error


def _search(folder: Path) -> Config:
    for place in (folder, *folder.parents):
        own, shared = place / OWN_FILE, place / SHARED_FILE
        if (text := _read(own)) is not None:
            return _config(own, _parse(own, text), "")
        # A broken pyproject.toml that never mentions us is not our business.
        if (text := _read(shared)) is not None and "postgen" in text:
            tool = _parse(shared, text).get("tool")
            table = tool.get("postgen") if isinstance(tool, dict) else None
            if table is not None:
                return _config(shared, table, "tool.postgen.")
        if (place / ".git").exists():
            break
    return Config()


def _read(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return None
    except UnicodeDecodeError as error:
        raise InputError("is not UTF-8", str(path), "bad-config") from error


def _parse(path: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise InputError(f"is not TOML: {error}", str(path), "bad-config") from error


def _config(path: Path, table: object, prefix: str) -> Config:
    where = _Place(path, prefix.rstrip("."))
    clients = where.table(table, ("clients",)).get("clients", {})
    if not isinstance(clients, dict):
        raise where.wrong("clients", "tables, [clients.NAME]", clients)
    return Config(
        clients=tuple(
            _client(_Place(path, f"{prefix}clients.{name}"), name, clients[name])
            for name in sorted(clients)
        ),
        path=path,
    )


def _client(where: _Place, name: str, value: object) -> ClientConfig:
    keys = ("collection", "output", "environment", "async", "tests", "templates")
    table = where.table(value, keys)
    if not name.isidentifier() or keyword.iskeyword(name):
        raise where.error(f"`{printable(name)}` is no name for a Python package")
    if "collection" not in table:
        raise where.error("`collection` is missing")
    return ClientConfig(
        collection=where.path(table, "collection"),
        name=name,
        output=where.path(table, "output") or where.file.parent / DEFAULT_OUTPUT,
        environment=where.paths(table, "environment"),
        make_async=where.flag(table, "async"),
        make_tests=where.flag(table, "tests"),
        templates=where.path(table, "templates"),
    )


@dataclass(frozen=True, slots=True)
class _Place:
    """A table of the file: reads its keys, and says what is wrong with them."""

    file: Path
    name: str

    def error(self, message: str) -> InputError:
        where = f"{self.file}: [{self.name}]" if self.name else str(self.file)
        return InputError(message, where, "bad-config")

    def wrong(self, key: str, wanted: str, value: object) -> InputError:
        return self.error(f"`{key}` must be {wanted}, not {_kind(value)}")

    def table(self, value: object, keys: Iterable[str]) -> Mapping[str, object]:
        """The value as a table that has no other keys than these."""
        if not isinstance(value, dict):
            raise self.error(f"must be a table, not {_kind(value)}")
        known = list(keys)
        for key in value:
            if key not in known:
                near = difflib.get_close_matches(key, known, 1, 0.5)
                hint = f"did you mean `{near[0]}`?" if near else f"known: {', '.join(known)}"
                raise self.error(f"unknown key `{printable(key, 80)}`; {hint}")
        return value

    def flag(self, table: Mapping[str, object], key: str) -> bool:
        value = table.get(key, True)
        if not isinstance(value, bool):
            raise self.wrong(key, "true or false", value)
        return value

    def path(self, table: Mapping[str, object], key: str) -> Path | None:
        if key not in table:
            return None
        return self._joined(key, table[key], "a path")

    def paths(self, table: Mapping[str, object], key: str) -> tuple[Path, ...]:
        value = table.get(key, [])
        if not isinstance(value, list):
            raise self.wrong(key, "a list of paths", value)
        return tuple(self._joined(key, each, "a list of paths") for each in value)

    def _joined(self, key: str, value: object, wanted: str) -> Path:
        if not isinstance(value, str):
            raise self.wrong(key, wanted, value)
        if not value or "\0" in value:
            raise self.error(f"`{key}` is no path")
        return self.file.parent / value


def _kind(value: object) -> str:
    match value:
        case bool():
            return "true or false"
        case str():
            return "a text"
        case int() | float():
            return "a number"
        case list():
            return "a list"
        case dict():
            return "a table"
    return "a date or time"
