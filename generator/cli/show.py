"""Commands that show the items of a collection: in other languages, and as pages."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..diagnostics import printable
from .common import (
    FOLDER,
    counted,
    fail,
    one_client,
    one_line,
    options_of,
    read_source,
    shown,
)

if TYPE_CHECKING:
    from ..pipeline import Source
    from ..snippets.book import Entry


@click.command()
@click.argument("collection")
@click.option("-l", "--language", required=True, help="A language; a wrong one lists them all.")
@click.option("--item", metavar="PATH", help='One item, such as "Folder/Name"; else all.')
@click.option("--as-published", is_flag=True, help="Like the original pages, faults included.")
@one_line
def snippets(collection: str, language: str, item: str | None, as_published: bool) -> None:
    """Print the items of COLLECTION in another LANGUAGE, or as curl."""
    from ..snippets.book import find  # noqa: PLC0415
    from ..snippets.languages import languages  # noqa: PLC0415
    from ..snippets.render import Renderer  # noqa: PLC0415

    known = {one.name: one for one in languages()}
    if language not in known:
        raise click.UsageError(f"--language: one of {', '.join(known)}")
    _, book = _book(collection, as_published=as_published)
    wanted = book if item is None else find(book, item)
    if item is not None and not wanted:
        fail(collection, f'no item "{printable(item)}"{_nearest(book, str(item))}')
    if as_published:
        click.echo(
            "postgen: words in bodies are shown as they stand, whatever their keys say", err=True
        )
    for text in Renderer().render_all(known[language], wanted):
        click.echo(text, nl=False)


@click.command()
@click.argument("collection")
@click.option("-o", "--output", type=FOLDER, required=True, help="The folder of the site.")
@click.option("--force", is_flag=True, help="Overwrite files that are edited or not ours.")
@one_line
def pages(collection: str, output: Path, force: bool) -> None:
    """Write a site of the items of COLLECTION, in every language."""
    from ..output.files import compare, read_tree  # noqa: PLC0415
    from ..output.write import recover, write_tree  # noqa: PLC0415
    from ..project import read_lock  # noqa: PLC0415
    from ..snippets.site import build_site  # noqa: PLC0415

    source, book = _book(collection)
    files = build_site(source.collection, book)
    recover(output)
    changes = compare(files, read_tree(output), read_lock(output)[0])
    write_tree(output, files, changes, force=force)
    written = len(changes.create) + len(changes.update)
    click.echo(
        f"{shown(output)}: {counted(len(book), 'item')}; {counted(written, 'file')} written, "
        f"{len(changes.delete)} deleted, {len(changes.unchanged)} unchanged"
    )


def _nearest(book: Sequence[Entry], wanted: str) -> str:
    """What may have been meant, and else how an item is named."""
    paths = ["/".join(entry.titles) for entry in book]
    near = difflib.get_close_matches(wanted, paths, n=3, cutoff=0.4)
    said = ", ".join(f'"{printable(path, 80)}"' for path in near)
    return f"; did you mean {said}?" if near else '; name it by its titles: "Folder/Name"'


def _book(collection: str, *, as_published: bool = False) -> tuple[Source, tuple[Entry, ...]]:
    """The items of a collection; as published, words in bodies are no secrets."""
    from dataclasses import replace  # noqa: PLC0415

    from ..pipeline import client_name, describe  # noqa: PLC0415
    from ..postman.environment import read_environment, with_environments  # noqa: PLC0415
    from ..postman.read import read_collection  # noqa: PLC0415
    from ..postman.secrets import redact  # noqa: PLC0415
    from ..project import read_lock  # noqa: PLC0415
    from ..snippets.book import entries  # noqa: PLC0415

    config = one_client(collection)
    options = options_of(config)
    source, folder = read_source(config, options)
    original, _ = read_collection(source.data)
    files = [read_environment(data) for data in options.environments]
    original = with_environments(original, files)
    if as_published:
        source = replace(source, collection=redact(original, words_in_bodies_stay=True)[0])
    return source, entries(
        source.data,
        source.collection,
        original,
        lambda: (describe(source, read_lock(folder)[0], options)[0], client_name(source, options)),
        as_published=as_published,
    )
