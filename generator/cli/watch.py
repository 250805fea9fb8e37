"""The command that writes clients again whenever somebody saves their collections."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..config import ClientConfig, config_files
from ..cycles import give_back, uncollected
from ..diagnostics import InputError, printable
from ..memo import Memo
from .common import (
    Failure,
    client_options,
    configured,
    counted,
    fail,
    failure_of,
    learned_path,
    naming,
    one_line,
    options_of,
    read_source,
    shown,
    warn,
)

if TYPE_CHECKING:
    from ..changes.model import Change

_SETTLED_MS = 30
"""How long a folder has to be quiet: editors save in several steps."""
_LOOK_AGAIN_MS = 2_000
"""How often files are looked at without an event, which some file systems do not send."""

_State = tuple[tuple[str, int, int], ...]
"""Path, time of the last change and size of each file that decides a client."""


@click.command()
@client_options
@click.option("--force", is_flag=True, help="Overwrite files that are edited or not ours.")
@one_line
@uncollected()
def watch(force: bool, **arguments: Any) -> None:
    """Write the client of COLLECTION, or all, again at each save.

    What a save means for callers is printed, as postgen diff says it.
    """
    if arguments["collection"] == "-":
        raise click.UsageError("name a file: what comes from stdin is not saved again")
    try:
        from watchfiles import watch as events  # noqa: PLC0415
    except ImportError:
        fail("watch", "needs watchfiles: pip install watchfiles")
    watched = _Watched(arguments, force=force)
    try:
        # A mistake on the command line ends it; one in a file may be mended.
        watched.start()
        while True:
            folders = watched.folders()
            # Nothing is filtered by name here: what counts is whether a file has changed.
            for _ in events(
                *folders,
                watch_filter=None,
                step=_SETTLED_MS,
                rust_timeout=_LOOK_AGAIN_MS,
                yield_on_timeout=True,
                raise_interrupt=True,
                recursive=False,
            ):
                watched.look()
                if watched.folders() != folders:
                    break
    except KeyboardInterrupt:
        click.echo()


class _Watched:
    """The clients asked for, with what their files were like when they were last written."""

    def __init__(self, arguments: dict[str, Any], *, force: bool) -> None:
        self._arguments = arguments
        self._force = force
        self._known: dict[ClientConfig, _State] = {}
        self._memos: dict[ClientConfig, Memo] = {}
        self._config: _State = ()

    def start(self) -> None:
        """Write all of them."""
        self._config = _state(config_files(Path.cwd()))
        self._take(configured(**self._arguments))
        _say("watching " + ", ".join(sorted(map(_named, self._known))))

    def look(self) -> None:
        """Write those again whose files have changed, or what the config says of them."""
        state = _state(config_files(Path.cwd()))
        if state == self._config:
            self._take(list(self._known))
            return
        self._config = state
        try:
            configs = configured(**self._arguments)
        except (InputError, click.ClickException) as error:
            (error if isinstance(error, Failure) else Failure(str(error))).show()
        else:
            self._take(configs)

    def _take(self, configs: Sequence[ClientConfig]) -> None:
        # What is saved while a client is written has another state than was noted.
        seen = {config: _state(_files(config)) for config in configs}
        before, self._known = self._known, seen
        self._memos = {config: self._memos.get(config, Memo()) for config in seen}
        for config, state in seen.items():
            if before.get(config) != state:
                memo = self._memos[config]
                _write(config, memo, force=self._force, rename=self._arguments["rename"])
                give_back()

    def folders(self) -> list[Path]:
        """The folders with all these files: an editor replaces a file, which is an event there."""
        found: set[Path] = set()
        files = [path for config in self._known for path in _files(config)]
        files += [path for path in config_files(Path.cwd()) if path.is_file()]
        for path in (Path.cwd(), *_all(files)):
            if path.is_dir():
                found.add(path.resolve())
            elif path.absolute().parent.is_dir():
                found.add(path.absolute().parent.resolve())
        return sorted(found)


def _write(config: ClientConfig, memo: Memo, *, force: bool, rename: bool) -> None:
    """Write one client, and say what that means; a mistake in its files is one line."""
    from ..output.files import read_tree  # noqa: PLC0415
    from ..project import update  # noqa: PLC0415
    from ..updates import rewritten, seen_of  # noqa: PLC0415

    try:
        options = options_of(config, follow_titles=rename)
        source, folder = read_source(config, options, memo=memo)
        with naming(config):
            before = seen_of(read_tree(folder).files)
            changes, result = update(source, folder, options, force=force, memo=memo)
        warn(config, result.diagnostics)
        written = counted(len(changes.create) + len(changes.update), "file")
        _say(f"{printable(shown(folder))}: {written} written, {len(changes.delete)} deleted")
        told = rewritten(before, result.files, memo=memo)
        if before and changes.any:
            _report(told)
    except Exception as error:
        memo.give_up()
        failure_of(error, config).show()


def _report(changes: Sequence[Change]) -> None:
    from ..changes.text import headline, summary  # noqa: PLC0415

    click.echo(f"  {headline(changes)}")
    for line in summary(changes):
        click.echo(f"  {line}")


def _say(text: str) -> None:
    click.echo(f"{time.strftime('%H:%M:%S')} {text}")


def _named(config: ClientConfig) -> str:
    return printable(shown(config.collection)) if config.collection else "-"


# --- the files that decide a client -------------------------------------------------------


def _files(config: ClientConfig) -> Iterator[Path]:
    """The files that a client is made from, and folders whose files all are."""
    if config.collection is not None:
        yield config.collection
        yield learned_path(config.collection)
    yield from config.environment
    if config.templates is not None:
        yield config.templates


def _state(paths: Iterable[Path]) -> _State:
    return tuple(
        (str(path), found.st_mtime_ns, found.st_size)
        for path in _all(paths)
        if (found := _stat(path)) is not None
    )


def _stat(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except OSError:  # gone for the moment between two steps of an editor
        return None


def _all(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        yield path
        if path.is_dir():
            yield from sorted(path.rglob("*"))
