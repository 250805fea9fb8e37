"""What the commands share: errors in one line, the clients asked for, reading a collection.

The stages are imported where they are used, so that `--help` stays instant.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from ..config import ClientConfig, load
from ..diagnostics import Diagnostic, InputError, Level, printable
from ..memo import NO_MEMO, Memo

if TYPE_CHECKING:
    from ..api.learned import Learned
    from ..api.model import Api
    from ..options import Options
    from ..pipeline import Source

FOLDER = click.Path(path_type=Path)
_STDIN = "-"
_MOST_WARNINGS = 20


class Failure(click.ClickException):
    """One line on stderr, exit code 2."""

    exit_code = 2

    def show(self, file: Any = None) -> None:  # noqa: ARG002  (click's signature)
        """Print the line."""
        click.echo(f"postgen: {self.message}", err=True)


def fail(file: str, message: str) -> NoReturn:
    """End with one line about a file."""
    raise Failure(f"{printable(file)}: {message}")


def one_line(command: Callable[..., None]) -> Callable[..., None]:
    """Whatever goes wrong ends in one line, unless POSTGEN_TRACEBACK is set."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> None:
        try:
            command(*args, **kwargs)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except InputError as error:
            raise Failure(str(error)) from error
        except BrokenPipeError:
            # Whoever read our output has seen enough; Python shall not say so at its exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        except Exception as error:
            raise internal(_subject(kwargs), error) from error

    return run


def internal(subject: str, error: Exception) -> Failure:
    """A fault of postgen's own as one line; raised again where POSTGEN_TRACEBACK is set."""
    if os.environ.get("POSTGEN_TRACEBACK"):
        raise error
    said = printable(f"{type(error).__name__}: {error}", 200)
    about = f"{printable(subject)}: " if subject else ""
    return Failure(
        f"{about}internal error ({said}); please report it with what POSTGEN_TRACEBACK=1 shows"
    )


def _subject(arguments: Mapping[str, Any]) -> str:
    return str(arguments.get("collection") or "")


# --- the clients asked for ---------------------------------------------------------------

_CLIENT_OPTIONS = (
    click.argument("collection", required=False),
    click.option("-o", "--output", type=FOLDER, help="Where the client's folder goes."),
    click.option("--name", metavar="PKG", help="Name of the package; else from the title."),
    click.option(
        "--environment",
        type=FOLDER,
        multiple=True,
        metavar="FILE",
        help="Values of variables: an environment or globals file; may be repeated.",
    ),
    click.option("--no-async", is_flag=True, help="Leave the asynchronous client out."),
    click.option("--no-tests", is_flag=True, help="Leave the tests out."),
    click.option("--templates", type=FOLDER, help="Templates that take the place of ours."),
    click.option("--rename", is_flag=True, help="Let names follow changed titles."),
)


def client_options(command: Callable[..., None]) -> Callable[..., None]:
    """The arguments that generate and check share."""
    for option in reversed(_CLIENT_OPTIONS):
        command = option(command)
    return command


def configured(
    collection: str | None, output: Path | None, name: str | None, **flags: Any
) -> list[ClientConfig]:
    """The clients asked for, as the config and the command line have them."""
    check_name(name)
    configs = asked_for(collection)
    if collection is not None and name is not None and len(configs) > 1:
        configs = [one for one in configs if one.name == name] or [_one_of(configs, collection)]
    return [
        replace(
            config,
            output=output or config.output,
            name=name or config.name,
            make_async=config.make_async and not flags["no_async"],
            make_tests=config.make_tests and not flags["no_tests"],
            templates=flags["templates"] or config.templates,
            environment=flags["environment"] or config.environment,
        )
        for config in configs
    ]


def asked_for(collection: str | None) -> list[ClientConfig]:
    """The clients that an argument stands for, as the config has them; without one, all.

    It is a collection, which may be that of configured clients, or the name of one.
    """
    config = load(Path.cwd())
    if collection is None:
        if not config.clients:
            raise click.UsageError("give a COLLECTION, or name clients in postgen.toml")
        return [_from_here(one) for one in config.clients]
    if collection == _STDIN:
        return [ClientConfig()]
    path = Path(collection)
    found = config.made_from(path)
    # Only what is no file: a folder may well have a client's name, such as its own.
    if not found and not path.is_file():
        found = tuple(one for one in config.clients if one.name == collection)
        if found:
            return [_from_here(one) for one in found]
    if "://" in collection and not path.exists():
        fail(collection, "is an address: download it, or pipe what is there to postgen … -")
    if not found and config.clients and not path.exists() and collection.isidentifier():
        known = ", ".join(str(one.name) for one in config.clients)
        fail(collection, f"is neither a file nor a configured client: {known}")
    return [replace(_from_here(one), collection=path) for one in found or (ClientConfig(),)]


def one_client(collection: str) -> ClientConfig:
    """The one client that an argument stands for."""
    return _one_of(asked_for(collection), collection)


def _one_of(configs: Sequence[ClientConfig], collection: str) -> ClientConfig:
    if len(configs) > 1:
        names = ", ".join(str(one.name) for one in configs)
        fail(collection, f"is the collection of several clients, name one instead: {names}")
    return configs[0]


def _from_here(config: ClientConfig) -> ClientConfig:
    """A client whose paths are as short as the command line's own, in all that is printed."""

    def near(path: Path | None) -> Path | None:
        return Path(shown(path)) if path is not None else None

    return replace(
        config,
        collection=near(config.collection),
        output=near(config.output) or config.output,
        environment=tuple(Path(shown(path)) for path in config.environment),
        templates=near(config.templates),
    )


def failure_of(error: Exception, config: ClientConfig) -> click.ClickException:
    """What went wrong with one client, as the line that says so."""
    if isinstance(error, InputError):
        return Failure(str(error))
    return error if isinstance(error, click.ClickException) else internal(named(config), error)


def options_of(config: ClientConfig, *, follow_titles: bool = False) -> Options:
    """What a run is told about a configured client, with what stands beside its collection."""
    from ..options import Options  # noqa: PLC0415

    return Options(
        name=config.name,
        make_async=config.make_async,
        make_tests=config.make_tests,
        follow_titles=follow_titles,
        templates=config.templates,
        corrections=config.corrections,
        learned=learned_of(config),
        environments=read_environments(config),
    )


def check_name(name: str | None) -> None:
    """Ends where the name asked for is none for a package."""
    if name is None:
        return
    from ..python.package_names import is_package_name  # noqa: PLC0415

    if not is_package_name(name):
        raise click.UsageError(f"--name: {printable(name)!r} is no name for a package")


# --- reading, and saying -----------------------------------------------------------------


def read_bytes(config: ClientConfig) -> bytes:
    """The bytes of a collection."""
    path = config.collection
    if path is None:
        return sys.stdin.buffer.read()
    if path.is_dir():
        from ..folders import read_folder  # noqa: PLC0415

        with naming(config):
            return read_folder(path)
    try:
        return path.read_bytes()
    except OSError as error:
        fail(str(path), f"cannot be read: {error.strerror}")


def read_environments(config: ClientConfig) -> tuple[bytes, ...]:
    """The bytes of a client's environment files; ends where one of them is none."""
    found = []
    for path in config.environment:
        # Here and not above: mostly there are none, and `check` shall be instant.
        from ..postman.environment import read_environment  # noqa: PLC0415

        try:
            data = path.read_bytes()
            read_environment(data)
        except OSError as error:
            fail(str(path), f"cannot be read: {error.strerror}")
        except InputError as error:
            fail(str(path), str(error))
        found.append(data)
    return tuple(found)


def read_source(
    config: ClientConfig, options: Options, data: bytes | None = None, memo: Memo = NO_MEMO
) -> tuple[Source, Path]:
    """The collection of a client, and the folder that the client goes to.

    `data` are its bytes, where they were read already.
    """
    from ..pipeline import client_name, read  # noqa: PLC0415

    with naming(config):
        source = read(read_bytes(config) if data is None else data, options.environments, memo)
    return source, config.output / client_name(source, options)


def learned_of(config: ClientConfig) -> tuple[Learned, ...]:
    """What `learn` wrote beside a collection."""
    if config.collection is None:
        return ()
    path = learned_path(config.collection)
    if not path.exists():
        return ()
    from ..api.learned import parse  # noqa: PLC0415

    try:
        return parse(path.read_bytes())
    except OSError as error:
        fail(str(path), f"cannot be read: {error.strerror}")
    except InputError as error:
        fail(str(path), str(error))


def learned_path(collection: Path) -> Path:
    """The file beside a collection: `belvo.json` has `belvo.learned.json`."""
    return collection.with_name(f"{collection.stem}.learned.json")


def describe_collection(
    collection: str, *, with_tests: bool = False
) -> tuple[Api, tuple[Diagnostic, ...]]:
    """What a collection describes, with its corrections and by the names of its client."""
    from ..pipeline import describe, describe_tests  # noqa: PLC0415
    from ..project import read_lock  # noqa: PLC0415

    config = one_client(collection)
    options = options_of(config)
    source, folder = read_source(config, options)
    lock = read_lock(folder)[0]
    api, diagnostics = describe(source, lock, options)
    if with_tests:
        diagnostics = (*diagnostics, *describe_tests(source, lock, options, api))
    return api, diagnostics


@contextmanager
def naming(config: ClientConfig) -> Iterator[None]:
    """Errors inside name the collection's file."""
    try:
        yield
    except InputError as error:
        fail(named(config), str(error))


def warn(config: ClientConfig, diagnostics: Iterable[Diagnostic]) -> None:
    """Warnings on stderr, the first of them; notices are for `inspect`."""
    found = [one for one in diagnostics if one.level is Level.WARNING]
    for one in found[:_MOST_WARNINGS]:
        click.echo(f"postgen: {printable(named(config))}: {one}", err=True)
    if len(found) > _MOST_WARNINGS:
        more = len(found) - _MOST_WARNINGS
        click.echo(f"postgen: {printable(named(config))}: {more} more; see inspect", err=True)


def named(config: ClientConfig) -> str:
    """The collection of a client, as errors name it."""
    return _STDIN if config.collection is None else shown(config.collection)


def shown(path: Path) -> str:
    """A path as short as the place it is looked at from allows."""
    with suppress(ValueError):
        return str(path.absolute().relative_to(Path.cwd()))
    return str(path)


def counted(number: int, what: str) -> str:
    """A number and what it counts, in the plural where it is not one."""
    return f"{number} {what}{'' if number == 1 else 's'}"
