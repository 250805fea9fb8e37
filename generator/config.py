"""The configuration of a project: the clients it has, from `postgen.toml` or pyproject.toml.

    [tool.postgen.clients.belvo]      # in postgen.toml: [clients.belvo]
    collection = "collections/belvo.postman_collection.json"
    output = "generated"

    [tool.postgen.clients.belvo.fields."Link.status"]     # see docs/corrections.md
    enum = ["valid", "invalid"]

Paths are relative to the file they stand in. The command line overrides single fields with
`dataclasses.replace`.
"""

from __future__ import annotations

import keyword
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .diagnostics import InputError, printable

OWN_FILE = "postgen.toml"
SHARED_FILE = "pyproject.toml"
DEFAULT_OUTPUT = "generated"

TYPES = (
    *("any", "string", "integer", "number", "boolean", "object"),
    *("date", "date-time", "time", "uuid", "email", "uri", "ipv4", "ipv6", "byte"),
)
"""What a correction may say of a type."""
_CLIENT_KEYS = (
    *("collection", "output", "environment", "async", "tests", "templates"),
    *("operations", "fields", "parameters"),
)
_VALUE_KEYS = ("name", "type", "required", "nullable", "enum", "ignore")
_FIELD_KEYS = (*_VALUE_KEYS, "map")
_IDENTIFIER = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class OperationCorrection:
    """What a user knows better about an operation."""

    operation: str
    """Its id without corrections: `links.update`."""
    name: str | None = None
    ignore: bool = False
    required: tuple[str, ...] = ()
    """Keys of its body or parameters that no request may lack."""


@dataclass(frozen=True, slots=True)
class ValueCorrection:
    """What a user knows better about a field of a model, or an argument of an operation."""

    place: str
    """`Link.status`, or `links.update:api-version`."""
    name: str | None = None
    type: str | None = None
    """A type of JSON Schema or a format of strings; `[]` behind it makes it a list."""
    required: bool | None = None
    nullable: bool | None = None
    enum: tuple[str | int, ...] = ()
    map: bool = False
    """An object whose keys are data."""
    ignore: bool = False


@dataclass(frozen=True, slots=True)
class Corrections:
    """All that a user knows better, each part sorted by place."""

    operations: tuple[OperationCorrection, ...] = ()
    fields: tuple[ValueCorrection, ...] = ()
    parameters: tuple[ValueCorrection, ...] = ()


NO_CORRECTIONS = Corrections()


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
    corrections: Corrections = NO_CORRECTIONS


@dataclass(frozen=True, slots=True)
class Config:
    """A configuration file."""

    clients: tuple[ClientConfig, ...] = ()
    """Sorted by name."""
    path: Path | None = None
    """The file; None where none was found."""

    def made_from(self, collection: Path) -> tuple[ClientConfig, ...]:
        """The clients of a collection, by its file or folder."""
        wanted = collection.resolve()
        return tuple(
            client
            for client in self.clients
            if client.collection is not None and client.collection.resolve() == wanted
        )


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


def config_files(start: Path) -> list[Path]:
    """Where the configuration of a folder may stand, whether or not there is one."""
    folder = start.resolve()
    places = [folder, *folder.parents]
    root = next((n for n, place in enumerate(places) if (place / ".git").exists()), len(places))
    return [place / name for place in places[: root + 1] for name in (OWN_FILE, SHARED_FILE)]


def _read(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return None
    except UnicodeDecodeError as error:
        raise InputError("is not UTF-8", str(path), "bad-config") from error


def _parse(path: Path, text: str) -> dict[str, Any]:
    import tomllib  # noqa: PLC0415  (many a run has no configuration)

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
    table = where.table(value, _CLIENT_KEYS)
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
        corrections=Corrections(
            operations=tuple(_operation(*each) for each in where.tables(table, "operations")),
            fields=tuple(_value(*each, _FIELD_KEYS) for each in where.tables(table, "fields")),
            parameters=tuple(
                _value(*each, _VALUE_KEYS) for each in where.tables(table, "parameters")
            ),
        ),
    )


def _operation(where: _Place, key: str, value: object) -> OperationCorrection:
    table = where.table(value, ("name", "ignore", "required"))
    return OperationCorrection(
        operation=key,
        name=where.identifier(table, "name"),
        ignore=where.flag(table, "ignore", otherwise=False),
        required=tuple(map(str, where.values(table, "required", (str,), "a list of texts"))),
    )


def _value(where: _Place, key: str, value: object, keys: Sequence[str]) -> ValueCorrection:
    table = where.table(value, keys)
    said = table.get("type")
    if said is not None and (not isinstance(said, str) or said.removesuffix("[]") not in TYPES):
        raise where.error(f"`type` must be one of {', '.join(TYPES)}, with `[]` for a list")
    return ValueCorrection(
        place=key,
        name=where.identifier(table, "name"),
        type=said,
        required=where.flag(table, "required") if "required" in table else None,
        nullable=where.flag(table, "nullable") if "nullable" in table else None,
        enum=where.values(table, "enum", (str, int), "a list of texts or of integers"),
        map=where.flag(table, "map", otherwise=False),
        ignore=where.flag(table, "ignore", otherwise=False),
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
                import difflib  # noqa: PLC0415  (only for mistakes)

                near = difflib.get_close_matches(key, known, 1, 0.5)
                hint = f"did you mean `{near[0]}`?" if near else f"known: {', '.join(known)}"
                raise self.error(f"unknown key `{printable(key, 80)}`; {hint}")
        return value

    def tables(self, table: Mapping[str, object], key: str) -> Iterable[tuple[_Place, str, object]]:
        """The tables in a table, by name: where each is, its name, its value."""
        value = table.get(key, {})
        if not isinstance(value, dict):
            raise self.wrong(key, f'tables, [{self.name}.{key}."NAME"]', value)
        for name in sorted(value):
            yield _Place(self.file, f'{self.name}.{key}."{printable(name, 80)}"'), name, value[name]

    def identifier(self, table: Mapping[str, object], key: str) -> str | None:
        value = table.get(key)
        if value is None:
            return None
        if not isinstance(value, str) or not _IDENTIFIER.fullmatch(value):
            raise self.error(f"`{key}` must be a name in lower case, such as `list_all`")
        if keyword.iskeyword(value):
            raise self.error(f"`{key}` is a keyword of Python")
        return value

    def values(
        self, table: Mapping[str, object], key: str, kinds: tuple[type, ...], wanted: str
    ) -> tuple[Any, ...]:
        value = table.get(key, [])
        if not isinstance(value, list):
            raise self.wrong(key, wanted, value)
        if not any(all(type(each) is kind for each in value) for kind in kinds):
            raise self.error(f"`{key}` must be {wanted}")
        return tuple(dict.fromkeys(value))

    def flag(self, table: Mapping[str, object], key: str, *, otherwise: bool = True) -> bool:
        value = table.get(key, otherwise)
        if not isinstance(value, bool):
            raise self.wrong(key, "true or false", value)
        return value

    def path(self, table: Mapping[str, object], key: str) -> Path | None:
        if key not in table:
            return None
        return self._joined(key, table[key], "a path")

    def paths(self, table: Mapping[str, object], key: str) -> tuple[Path, ...]:
        value = table.get(key, [])
        values = [value] if isinstance(value, str) else value
        if not isinstance(values, list):
            raise self.wrong(key, "a path or a list of paths", value)
        return tuple(self._joined(key, each, "a list of paths") for each in values)

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
