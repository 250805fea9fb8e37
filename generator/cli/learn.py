"""The command that keeps what live runs were answered."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ..diagnostics import InputError
from .common import (
    configured,
    counted,
    fail,
    learned_path,
    one_line,
    options_of,
    read_source,
    shown,
    warn,
)


@click.command()
@click.argument("collection")
@click.argument("recording", type=click.Path(path_type=Path))
@click.option("--name", metavar="PKG", help="Name of the client's package, as for generate.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Where its folder is.")
@click.option("--keep-values", is_flag=True, help="Keep values, and not only their types.")
@one_line
def learn(
    collection: str, recording: Path, name: str | None, output: Path | None, keep_values: bool
) -> None:
    """Add what a live run was answered to the examples of COLLECTION.

    A live run records where POSTGEN_RECORD names a file. The answers go to a file beside
    the collection, as types and without secrets; generate reads it.
    """
    from ..api.learned import dump  # noqa: PLC0415
    from ..learn import learn as learn_from  # noqa: PLC0415
    from ..output.one_file import write_file  # noqa: PLC0415
    from ..project import read_lock  # noqa: PLC0415

    for config in configured(
        collection,
        output,
        name,
        environment=(),
        no_async=False,
        no_tests=False,
        templates=None,
        rename=False,
    ):
        if config.collection is None:
            raise click.UsageError("learn needs a file: what is learned goes beside it")
        options = options_of(config)
        source, folder = read_source(config, options)
        text = _text(recording)
        try:
            lock, _ = read_lock(folder)
            lesson = learn_from(source, lock, options, text, keep_values=keep_values)
        except InputError as error:
            fail(str(recording), str(error))
        warn(config, lesson.diagnostics)
        path = learned_path(config.collection)
        if lesson.new:
            write_file(path, dump(lesson.known))
        click.echo(
            f"{shown(path)}: {counted(lesson.new, 'answer')} learned, "
            f"{counted(len(lesson.known), 'answer')} known"
        )


def _text(recording: Path) -> str:
    try:
        return recording.read_text(encoding="utf-8") if str(recording) != "-" else sys.stdin.read()
    except (OSError, UnicodeDecodeError) as error:
        fail(str(recording), f"cannot be read: {getattr(error, 'strerror', None) or error}")
