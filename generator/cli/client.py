"""Commands that write a client, and that compare one."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from .. import __version__
from ..config import ClientConfig
from ..cycles import uncollected
from ..diagnostics import printable
from .common import (
    client_options,
    counted,
    naming,
    one_line,
    read_bytes,
    read_source,
    shown,
    warn,
)
from .each import each_client
from .waiting import shown_progress

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ..options import Options
    from ..output.files import Changes


@click.command()
@client_options
@click.option("--force", is_flag=True, help="Overwrite files that are edited or not ours.")
@one_line
def generate(force: bool, **arguments: Any) -> None:
    """Write the client of COLLECTION, or all that are configured.

    COLLECTION is a file, the folder of a v3 collection, - for stdin, or a configured client.
    """
    # Here, so that the processes of several clients need not load them once more each.
    with uncollected():
        from ..output.files import read_tree  # noqa: PLC0415
        from ..project import update  # noqa: PLC0415

    @uncollected()
    def write(config: ClientConfig, options: Options) -> bool:
        with shown_progress():
            source, folder = read_source(config, options)
            with naming(config):
                before = _seen(read_tree(folder).files)
                changes, result = update(source, folder, options, force=force)
        warn(config, result.diagnostics)
        count = sum(1 for _ in result.api.operations())
        written = len(changes.create) + len(changes.update)
        click.echo(
            f"{shown(folder)}: {counted(count, 'operation')}, "
            f"{counted(len(result.api.models), 'model')}; {counted(written, 'file')} written, "
            f"{len(changes.delete)} deleted, {len(changes.unchanged)} unchanged"
        )
        return bool(before and written) and _tell(before, result.files)

    if each_client(write, **arguments).is_failed:
        sys.exit(2)


def _seen(files: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """What callers see of a client; nothing where there is none yet."""
    if not files:
        return {}
    from ..updates import seen_of  # noqa: PLC0415

    return seen_of(files)


def _tell(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> bool:
    """Print what a client that is written over another one changes; whether it does."""
    from ..changes.text import headline  # noqa: PLC0415
    from ..updates import rewritten  # noqa: PLC0415

    told = rewritten(before, after, is_brief=True)
    if told:
        click.echo(f"  for callers: {headline(told)}")
    return bool(told)


@click.command()
@client_options
@one_line
def check(**arguments: Any) -> None:
    """Compare the client on disk with what COLLECTION gives.

    Exit 1 where they differ, or a file of the client holds what looks like a secret.
    """
    outcome = each_client(_differs, **arguments)
    if outcome.is_failed or outcome.is_told:
        sys.exit(2 if outcome.is_failed else 1)


def _differs(config: ClientConfig, options: Options) -> bool:
    """Whether a client is not what its collection gives; says in what."""
    from ..unchanged import unchanged_client  # noqa: PLC0415

    data = read_bytes(config)
    unchanged = unchanged_client(data, config.output, options)
    if unchanged is not None:
        click.echo(f"{printable(shown(unchanged))}: up to date")
        return False
    from ..project import compare_with_disk, find_leaks_on_disk, other_release  # noqa: PLC0415

    with shown_progress(), uncollected():
        source, folder = read_source(config, options, data)
        with naming(config):
            changes, result = compare_with_disk(source, folder, options)
    leaks = find_leaks_on_disk(folder)
    release = other_release(folder, changes, result)
    if release is not None and release.is_alike and not leaks:
        click.echo(
            f"postgen: {printable(shown(folder))}: was written by postgen {release.version}, "
            f"and {__version__} writes the same; the next generate notes that",
            err=True,
        )
        return False
    if release is not None:
        click.echo(
            f"release: {printable(shown(folder))} was written by postgen {release.version}, "
            f"this is {__version__}: run postgen generate, or check with that release"
        )
    if not (changes.update or changes.delete or changes.unchanged):
        click.echo(f"missing: {printable(shown(folder))}: there is no client here")
    else:
        _list(folder, changes)
    for leak in leaks:
        click.echo(f"secret: {printable(shown(folder / leak.path))}, line {leak.line}: {leak.kind}")
    if changes.any:
        click.echo(f"postgen: {printable(shown(folder))}: {_remedy(changes)}", err=True)
    elif not leaks:
        click.echo(f"{printable(shown(folder))}: up to date")
    return changes.any or bool(leaks)


def _list(folder: Path, changes: Changes) -> None:
    for verb, paths in (
        ("missing", changes.create),
        ("differs", changes.update),
        ("stale", changes.delete),
    ):
        for path in paths:
            click.echo(f"{verb}: {printable(shown(folder / path))}")


def _remedy(changes: Changes) -> str:
    """What to do about a client that is not what its collection gives."""
    from ..output.lock import LOST_LOCK  # noqa: PLC0415

    if changes.has_lost_lock:
        return LOST_LOCK
    if changes.edited or changes.foreign:
        return "run postgen generate, which says what is edited"
    return "run postgen generate"
