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
    from .pipeline import Options, Source
    from .snippets.book import Entry

_STDIN = "-"
_MOST_WARNINGS = 20
_LONGEST_LINE = 1000


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
        except BrokenPipeError:
            # Whoever read our output has seen enough; Python shall not say so at its exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
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
    from .project import compare_with_disk  # noqa: PLC0415

    for config, options in _clients(**arguments):
        source, folder = _source(config, options)
        with _naming(config):
            recover(folder)
            changes, result = compare_with_disk(source, folder, options)
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
    from .project import compare_with_disk, is_unchanged  # noqa: PLC0415

    differs = False
    for config, options in _clients(**arguments):
        data = _read(config)
        if is_unchanged(data, config.output, options):
            continue
        source, folder = _source(config, options, data)
        with _naming(config):
            changes, _ = compare_with_disk(source, folder, options)
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
@click.option("--explain", metavar="TYPE.FIELD", help="Show which samples a type comes from.")
@_one_line
def inspect(collection: str, explain: str | None) -> None:
    """Show the operations of COLLECTION, counts, and everything odd about it."""
    from .api.explain import explain as explained  # noqa: PLC0415
    from .python.build import build_package  # noqa: PLC0415

    api, diagnostics = _describe(collection)
    if explain is not None:
        for line in explained(api, explain):
            click.echo(printable(line, _LONGEST_LINE))
        return
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


@main.command()
@click.argument("collection")
@click.option("-l", "--language", required=True, help="A language; a wrong one lists them all.")
@click.option("--item", metavar="PATH", help='One item, such as "Folder/Name"; else all.')
@click.option("--as-published", is_flag=True, help="Like the original pages, faults included.")
@_one_line
def snippets(collection: str, language: str, item: str | None, as_published: bool) -> None:
    """Print the code for the items of COLLECTION in another LANGUAGE, or the curl command."""
    from .snippets.book import find  # noqa: PLC0415
    from .snippets.languages import languages  # noqa: PLC0415
    from .snippets.render import Renderer  # noqa: PLC0415

    known = {one.name: one for one in languages()}
    if language not in known:
        raise click.UsageError(f"--language: one of {', '.join(known)}")
    _, book = _book(collection, as_published=as_published)
    wanted = book if item is None else find(book, item)
    if item is not None and not wanted:
        _fail(collection, f'no item "{printable(item)}"; inspect shows what there is')
    if as_published:
        click.echo("postgen: values are shown as they stand, secrets too", err=True)
    for text in Renderer().render_all(known[language], wanted):
        click.echo(text, nl=False)


@main.command()
@click.argument("collection")
@click.option("-o", "--output", type=_FOLDER, required=True, help="The folder of the site.")
@click.option("--force", is_flag=True, help="Overwrite files that are edited or not ours.")
@_one_line
def pages(collection: str, output: Path, force: bool) -> None:
    """Write a site that shows the items of COLLECTION in every language."""
    from .output.files import compare, read_tree  # noqa: PLC0415
    from .output.write import recover, write_tree  # noqa: PLC0415
    from .project import read_lock  # noqa: PLC0415
    from .snippets.site import build_site  # noqa: PLC0415

    source, book = _book(collection)
    files = build_site(source.collection, book)
    recover(output)
    changes = compare(files, read_tree(output), read_lock(output)[0])
    write_tree(output, files, changes, force=force)
    written = len(changes.create) + len(changes.update)
    click.echo(
        f"{_shown(output)}: {_counted(len(book), 'item')}; {_counted(written, 'file')} written, "
        f"{len(changes.delete)} deleted, {len(changes.unchanged)} unchanged"
    )


# --- what the commands share ------------------------------------------------------------


def _book(collection: str, *, as_published: bool = False) -> tuple[Source, tuple[Entry, ...]]:
    """The items of a collection; as published they stand as in the file, secrets too."""
    from dataclasses import replace  # noqa: PLC0415

    from .pipeline import Options, client_name, describe  # noqa: PLC0415
    from .postman.read import read_collection  # noqa: PLC0415
    from .project import read_lock  # noqa: PLC0415
    from .snippets.book import entries  # noqa: PLC0415

    config = _given(collection)
    options = Options(corrections=config.corrections)
    source, folder = _source(config, options)
    original, _ = read_collection(source.data)
    if as_published:
        source = replace(source, collection=original)
    return source, entries(
        source.data,
        source.collection,
        original,
        lambda: (describe(source, read_lock(folder)[0], options)[0], client_name(source, options)),
        as_published=as_published,
    )


def _clients(
    collection: str | None, output: Path | None, name: str | None, **flags: Any
) -> Iterable[tuple[ClientConfig, Options]]:
    """The clients asked for: the one on the command line, else those in the config."""
    from dataclasses import replace  # noqa: PLC0415

    from .pipeline import Options  # noqa: PLC0415

    if name is not None and not _is_package_name(name):
        raise click.UsageError(f"--name: {printable(name)!r} is no name for a package")
    if collection is not None:
        configs = [_given(collection)]
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
                corrections=merged.corrections,
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


def _describe(collection: str) -> tuple[Api, tuple[Diagnostic, ...]]:
    from .output.lock import EMPTY  # noqa: PLC0415
    from .pipeline import Options, describe  # noqa: PLC0415

    config = _given(collection)
    options = Options(corrections=config.corrections)
    source, _ = _source(config, options)
    return describe(source, EMPTY, options)


def _given(collection: str) -> ClientConfig:
    return load(Path.cwd()).of(None if collection == _STDIN else Path(collection))


def _warn(config: ClientConfig, diagnostics: Iterable[Diagnostic]) -> None:
    """Warnings on stderr, the first of them; notices are for `inspect`."""
    found = [one for one in diagnostics if one.level is Level.WARNING]
    for one in found[:_MOST_WARNINGS]:
        click.echo(f"postgen: {printable(_file(config))}: {one}", err=True)
    if len(found) > _MOST_WARNINGS:
        more = len(found) - _MOST_WARNINGS
        click.echo(f"postgen: {printable(_file(config))}: {more} more; see inspect", err=True)
