"""The command line: the only module that prints or exits.

The stages are imported where they are used, so that `--help` stays instant.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from . import __version__
from .config import ClientConfig, load
from .diagnostics import Diagnostic, InputError, Level, printable

if TYPE_CHECKING:
    from .api.model import Api
    from .output.files import Changes
    from .output.lock import Lock
    from .pipeline import Options, Result, Source

_STDIN = "-"
_MOST_WARNINGS = 20


class _Failure(click.ClickException):
    """One line on stderr, exit code 2."""

    exit_code = 2

    def show(self, file: Any = None) -> None:  # noqa: ARG002  (click's signature)
        click.echo(f"postgen: {self.message}", err=True)


def _fail(file: str, message: str) -> NoReturn:
    raise _Failure(f"{printable(file)}: {message}")


def _one_line(command: Callable[..., None]) -> Callable[..., None]:
    """Whatever goes wrong ends in one line, unless POSTGEN_TRACEBACK is set."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> None:
        try:
            command(*args, **kwargs)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except InputError as error:
            raise _Failure(str(error)) from error
        except Exception as error:
            if os.environ.get("POSTGEN_TRACEBACK"):
                raise
            said = printable(f"{type(error).__name__}: {error}", 200)
            raise _Failure(
                f"{_subject(kwargs)}: internal error ({said}); "
                "please report it with what POSTGEN_TRACEBACK=1 shows"
            ) from error

    return run


def _subject(arguments: Mapping[str, Any]) -> str:
    return printable(str(arguments.get("collection") or "postgen.toml"))


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="postgen")
def main() -> None:
    """Compile Postman collections into typed Python clients with tests."""


_FOLDER = click.Path(path_type=Path)
_CLIENT_OPTIONS = (
    click.argument("collection", required=False),
    click.option("-o", "--output", type=_FOLDER, help="Where the client's folder goes."),
    click.option("--name", metavar="PKG", help="Name of the package; else from the title."),
    click.option("--no-async", is_flag=True, help="Leave the asynchronous client out."),
    click.option("--no-tests", is_flag=True, help="Leave the tests out."),
    click.option("--templates", type=_FOLDER, help="Templates that take the place of ours."),
    click.option("--rename", is_flag=True, help="Let names follow changed titles."),
)


def _client_options(command: Callable[..., None]) -> Callable[..., None]:
    """The arguments that generate and check share."""
    for option in reversed(_CLIENT_OPTIONS):
        command = option(command)
    return command


@main.command()
@_client_options
@click.option("--force", is_flag=True, help="Overwrite files that are edited or not ours.")
@_one_line
def generate(force: bool, **arguments: Any) -> None:
    """Write the client of COLLECTION (a file, or - for stdin), or all that are configured."""
    from .output.write import recover, write_tree  # noqa: PLC0415

    for config, options in _clients(**arguments):
        source, folder = _source(config, options)
        with _naming(config):
            recover(folder)
            changes, result = _compare(source, folder, options)
            write_tree(folder, result.files, changes, force=force)
        _warn(config, result.diagnostics)
        count = sum(1 for _ in result.api.operations())
        written = len(changes.create) + len(changes.update)
        click.echo(
            f"{_shown(folder)}: {_counted(count, 'operation')}, "
            f"{_counted(len(result.api.models), 'model')}; {_counted(written, 'file')} written, "
            f"{len(changes.delete)} deleted, {len(changes.unchanged)} unchanged"
        )


@main.command()
@_client_options
@_one_line
def check(**arguments: Any) -> None:
    """Compare the client on disk with what COLLECTION gives; exit 1 where they differ."""
    differs = False
    for config, options in _clients(**arguments):
        data = _read(config)
        if _is_unchanged(data, config.output, options):
            continue
        source, folder = _source(config, options, data)
        with _naming(config):
            changes, _ = _compare(source, folder, options)
        for verb, paths in (
            ("missing", changes.create),
            ("differs", changes.update),
            ("stale", changes.delete),
        ):
            for path in paths:
                click.echo(f"{verb}: {printable(_shown(folder / path))}")
        differs |= changes.any
    if differs:
        sys.exit(1)


@main.command()
@click.argument("collection")
@_one_line
def schema(collection: str) -> None:
    """Print the JSON Schemas that the examples of COLLECTION give."""
    from .api.schema import api_schema  # noqa: PLC0415

    api, _ = _describe(collection)
    click.echo(json.dumps(api_schema(api), indent=2, ensure_ascii=False))


@main.command()
@click.argument("collection")
@_one_line
def inspect(collection: str) -> None:
    """Show the operations of COLLECTION, counts, and everything odd about it."""
    from .python.build import build_package  # noqa: PLC0415

    api, diagnostics = _describe(collection)
    package = build_package(api, "client")
    width = max((len(row.request) for row in package.rows), default=0)
    for row in package.rows:
        call, answers = row.call.strip("`"), row.answers.replace("`", "")
        click.echo(f"{row.request:<{min(width, 60)}}  {call} -> {answers}")
    operations = list(api.operations())
    examples = sum(sample.example is not None for one in operations for sample in one.samples)
    click.echo(
        f"\n{_counted(len(operations), 'operation')}, {_counted(len(api.models), 'model')}, "
        f"{_counted(examples, 'saved example')}, {_counted(len(diagnostics), 'diagnostic')}"
    )
    for diagnostic in diagnostics:
        click.echo(f"{diagnostic.level}: {diagnostic} [{diagnostic.code}]")


# --- what the commands share ------------------------------------------------------------


def _clients(
    collection: str | None, output: Path | None, name: str | None, **flags: Any
) -> Iterable[tuple[ClientConfig, Options]]:
    """The clients asked for: the one on the command line, else those in the config."""
    from dataclasses import replace  # noqa: PLC0415

    from .pipeline import Options  # noqa: PLC0415

    if name is not None and not _is_package_name(name):
        raise click.UsageError(f"--name: {printable(name)!r} is no name for a package")
    if collection is not None:
        path = None if collection == _STDIN else Path(collection)
        configs = [ClientConfig(collection=path)]
    else:
        configs = list(load(Path.cwd()).clients)
        if not configs:
            raise click.UsageError("give a COLLECTION, or name clients in postgen.toml")
    for config in configs:
        merged = replace(
            config,
            output=output or config.output,
            name=name or config.name,
            make_async=config.make_async and not flags["no_async"],
            make_tests=config.make_tests and not flags["no_tests"],
            templates=flags["templates"] or config.templates,
        )
        yield (
            merged,
            Options(
                name=merged.name,
                make_async=merged.make_async,
                make_tests=merged.make_tests,
                follow_titles=flags["rename"],
                templates=merged.templates,
            ),
        )


def _is_package_name(name: str) -> bool:
    from .python.identifiers import package_name  # noqa: PLC0415

    return name.isidentifier() and name.isascii() and package_name(name) == name


@contextmanager
def _naming(config: ClientConfig) -> Iterator[None]:
    """Errors inside name the collection's file."""
    try:
        yield
    except InputError as error:
        _fail(_file(config), str(error))


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _shown(path: Path) -> str:
    """A path as short as the place it is looked at from allows."""
    with suppress(ValueError):
        return str(path.absolute().relative_to(Path.cwd()))
    return str(path)


def _file(config: ClientConfig) -> str:
    return _STDIN if config.collection is None else str(config.collection)


def _read(config: ClientConfig) -> bytes:
    """The bytes of a collection."""
    path = config.collection
    if path is None:
        return sys.stdin.buffer.read()
    if path.is_dir():
        _fail(str(path), "is a folder; a collection in folders (v3) is not supported yet")
    try:
        return path.read_bytes()
    except OSError as error:
        _fail(str(path), f"cannot be read: {error.strerror}")


def _source(
    config: ClientConfig, options: Options, data: bytes | None = None
) -> tuple[Source, Path]:
    from .pipeline import client_name, read  # noqa: PLC0415

    with _naming(config):
        source = read(_read(config) if data is None else data)
    return source, config.output / client_name(source, options)


def _lock(folder: Path) -> Lock:
    from .output.lock import EMPTY, LOCK_NAME, parse  # noqa: PLC0415

    try:
        return parse((folder / LOCK_NAME).read_bytes())[0]
    except OSError:
        return EMPTY


def _compare(source: Source, folder: Path, options: Options) -> tuple[Changes, Result]:
    from .output.files import compare, read_tree  # noqa: PLC0415
    from .pipeline import run  # noqa: PLC0415

    lock = _lock(folder)
    tree = read_tree(folder)
    result = run(source, lock, options)
    return compare(result.files, tree, lock), result


def _is_unchanged(data: bytes, output: Path, options: Options) -> bool:
    """Whether a client in the output folder was made from just this, and stands as it was."""
    from .output.lock import LOCK_NAME, digest  # noqa: PLC0415
    from .pipeline import fingerprint  # noqa: PLC0415

    wanted = fingerprint(data, options)
    folders = [output / options.name] if options.name else sorted(output.glob("*/"))
    for folder in folders:
        lock = _lock(folder)
        if lock.input != wanted or not (folder / LOCK_NAME).is_file():
            continue
        try:
            return all(
                digest((folder / path).read_bytes()) == known for path, known in lock.files.items()
            )
        except OSError:
            return False
    return False


def _describe(collection: str) -> tuple[Api, tuple[Diagnostic, ...]]:
    from .output.lock import EMPTY  # noqa: PLC0415
    from .pipeline import Options, describe  # noqa: PLC0415

    config = ClientConfig(collection=None if collection == _STDIN else Path(collection))
    source, _ = _source(config, Options())
    return describe(source, EMPTY, Options())


def _warn(config: ClientConfig, diagnostics: Iterable[Diagnostic]) -> None:
    """Warnings on stderr, the first of them; notices are for `inspect`."""
    found = [one for one in diagnostics if one.level is Level.WARNING]
    for one in found[:_MOST_WARNINGS]:
        click.echo(f"postgen: {printable(_file(config))}: {one}", err=True)
    if len(found) > _MOST_WARNINGS:
        more = len(found) - _MOST_WARNINGS
        click.echo(f"postgen: {printable(_file(config))}: {more} more; see inspect", err=True)
