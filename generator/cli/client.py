"""Commands that write a client, and that compare one."""

from __future__ import annotations

import sys
from typing import Any

import click

from ..diagnostics import printable
from ..memory import uncollected
from .common import (
    client_options,
    clients,
    counted,
    naming,
    one_line,
    read_bytes,
    read_source,
    shown,
    warn,
)


@click.command()
@client_options
@click.option("--force", is_flag=True, help="Overwrite files that are edited or not ours.")
@one_line
def generate(force: bool, **arguments: Any) -> None:
    """Write the client of COLLECTION, or all that are configured.

    COLLECTION is a file, the folder of a v3 collection, or - for stdin.
    """
    from ..changes.text import headline  # noqa: PLC0415
    from ..output.files import read_tree  # noqa: PLC0415
    from ..project import update  # noqa: PLC0415
    from ..updates import rewritten, texts_of  # noqa: PLC0415

    for config, options in clients(**arguments):
        with uncollected():
            source, folder = read_source(config, options)
            with naming(config):
                before = texts_of(read_tree(folder).files)
                changes, result = update(source, folder, options, force=force)
        warn(config, result.diagnostics)
        count = sum(1 for _ in result.api.operations())
        written = len(changes.create) + len(changes.update)
        click.echo(
            f"{shown(folder)}: {counted(count, 'operation')}, "
            f"{counted(len(result.api.models), 'model')}; {counted(written, 'file')} written, "
            f"{len(changes.delete)} deleted, {len(changes.unchanged)} unchanged"
        )
        told = rewritten(before, texts_of(result.files)) if before and written else ()
        if told:
            click.echo(f"  for callers: {headline(told)}")


@click.command()
@client_options
@one_line
def check(**arguments: Any) -> None:
    """Compare the client on disk with what COLLECTION gives; exit 1 where they differ.

    Also where a file of the client holds what looks like a secret.
    """
    from ..unchanged import is_unchanged  # noqa: PLC0415

    differs = False
    for config, options in clients(**arguments):
        data = read_bytes(config)
        if is_unchanged(data, config.output, options):
            continue
        from ..project import compare_with_disk, find_leaks_on_disk  # noqa: PLC0415

        with uncollected():
            source, folder = read_source(config, options, data)
            with naming(config):
                changes, _ = compare_with_disk(source, folder, options)
        for verb, paths in (
            ("missing", changes.create),
            ("differs", changes.update),
            ("stale", changes.delete),
        ):
            for path in paths:
                click.echo(f"{verb}: {printable(shown(folder / path))}")
        leaks = find_leaks_on_disk(folder)
        for leak in leaks:
            click.echo(
                f"secret: {printable(shown(folder / leak.path))}, line {leak.line}: {leak.kind}"
            )
        differs |= changes.any or bool(leaks)
    if differs:
        sys.exit(1)
