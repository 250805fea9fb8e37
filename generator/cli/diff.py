"""The command that says what an update of a collection means for callers."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..config import ClientConfig, load
from ..cycles import uncollected
from ..diagnostics import InputError, printable
from .common import (
    FOLDER,
    asked_for,
    check_name,
    fail,
    learned_of,
    learned_path,
    naming,
    one_line,
    options_of,
    read_source,
    warn,
)

if TYPE_CHECKING:
    from ..options import Options
    from ..updates import Update

FORMATS = ("text", "markdown", "json", "html")


@click.command()
@click.argument("old", metavar="[OLD|COLLECTION]", required=False)
@click.argument("new", metavar="[NEW]", required=False)
@click.option("--against", metavar="REV", help="COLLECTION as it was in a revision of git.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option("--fail-on", type=click.Choice(("breaking", "any")), help="Exit 1 for changes.")
@click.option("-o", "--output", type=FOLDER, help="Write the report to a file.")
@click.option("--name", metavar="PKG", help="Name of the package; else from the title.")
@click.option(
    "--environment",
    type=FOLDER,
    multiple=True,
    metavar="FILE",
    help="Values of variables: an environment or globals file; may be repeated.",
)
@click.option("--rename", is_flag=True, help="Let names follow changed titles.")
@one_line
def diff(
    old: str | None,
    new: str | None,
    against: str | None,
    form: str,
    fail_on: str | None,
    output: Path | None,
    name: str | None,
    environment: tuple[Path, ...],
    rename: bool,
) -> None:
    """Say what an update of a collection means for callers.

    OLD and NEW are collections or folders of clients. COLLECTION alone is compared with the
    client that was generated from it, or with itself in a revision of git; without any, all
    configured clients are.
    """
    if against is not None and new is not None:
        raise click.UsageError("--against compares COLLECTION with itself: leave NEW out")
    with uncollected():
        found = list(_updates(old, new, against, name, environment, follow_titles=rename))
    _write(found, form, output)
    if fail_on and any(_fails(update, fail_on) for update in found):
        sys.exit(1)


def _fails(update: Update, fail_on: str) -> bool:
    from ..changes.model import Severity  # noqa: PLC0415

    worst = {Severity.BREAKING, Severity.BEHAVIOUR}
    return any(fail_on == "any" or one.severity in worst for one in update.changes)


# --- the two sides --------------------------------------------------------------------------


def _updates(
    old: str | None,
    new: str | None,
    against: str | None,
    name: str | None,
    environment: tuple[Path, ...],
    *,
    follow_titles: bool,
) -> Iterator[Update]:
    check_name(name)
    for found in _configs(old, new):
        config = replace(
            found, name=name or found.name, environment=environment or found.environment
        )
        options = options_of(config, follow_titles=follow_titles)
        with naming(config):
            if old is not None and new is not None:
                update = _between(old, config, options)
            elif against is not None:
                update = _since(against, config, options)
            else:
                update = _generated(config, options)
        warn(config, update.diagnostics)
        yield update


def _configs(old: str | None, new: str | None) -> Sequence[ClientConfig]:
    """The clients whose update is told: NEW's, which may be another version of OLD's."""
    if old is None or new is None:
        return asked_for(new or old)
    found = asked_for(new)
    if any(one.name for one in found):
        return found
    return [replace(one, collection=found[0].collection) for one in _clients_of(old)]


def _clients_of(old: str) -> Sequence[ClientConfig]:
    """The clients that a side is a version of: by its collection, or by its folder."""
    folder = Path(old).resolve()
    for one in load(Path.cwd()).clients:
        if one.name and folder == (one.output / one.name).resolve():
            return asked_for(one.name)
    return asked_for(old)


def _between(old: str, config: ClientConfig, options: Options) -> Update:
    """From one side to the other, as both are named on the command line."""
    from ..project import read_lock  # noqa: PLC0415
    from ..updates import between, between_client, between_collections, is_client, read_client  # noqa: PLC0415  # noqa: PLC0415

    first, second = Path(old), config.collection
    if is_client(first):
        before = read_client(first)
        if second is not None and is_client(second):
            return between(before, read_client(second))
        source, _ = read_source(config, options)
        return between_client(before, source, read_lock(first)[0], options)
    if second is not None and is_client(second):
        fail(str(second), "is a client: name it first, and then what is to come after it")
    source, folder = read_source(config, options)
    past = asked_for(old)[0]
    past_options = replace(options, learned=learned_of(past))
    older, _ = read_source(past, past_options)
    lock, _ = read_lock(folder)
    return between_collections(older, source, lock, lock, past_options, options)


def _since(revision: str, config: ClientConfig, options: Options) -> Update:
    """What changed since a revision; names and examples beside it are those of that time."""
    from ..api.learned import parse as parse_learned  # noqa: PLC0415
    from ..history import commit_of, read_at  # noqa: PLC0415
    from ..output.lock import LOCK_NAME, parse  # noqa: PLC0415
    from ..pipeline import read  # noqa: PLC0415
    from ..project import read_lock  # noqa: PLC0415
    from ..updates import between_collections  # noqa: PLC0415

    if config.collection is None:
        raise click.UsageError("--against: name a file; what comes from stdin has no revisions")
    path = config.collection.absolute()
    source, folder = read_source(config, options)
    commit = commit_of(path.parent, revision)
    learned = read_at(learned_path(path), commit)
    environments = [read_at(one.absolute(), commit) for one in config.environment]
    before = replace(
        options,
        learned=parse_learned(learned) if learned is not None else (),
        environments=tuple(
            known if found is None else found
            for found, known in zip(environments, options.environments, strict=True)
        ),
    )
    older = read(_collection_at(path, commit, revision), before.environments)
    current, _ = read_lock(folder)
    locked = read_at(folder.absolute() / LOCK_NAME, commit)
    lock = parse(locked)[0] if locked is not None else current
    return between_collections(older, source, lock, current, before, options)


def _collection_at(path: Path, commit: str, revision: str) -> bytes:
    """The bytes of a collection as it was in a commit: of a file, or of a v3 folder."""
    from ..history import read_at, read_folder_at  # noqa: PLC0415

    data = read_at(path, commit)
    if data is not None:
        return data
    from ..folders import MOST_BYTES, as_bytes, is_of_interest  # noqa: PLC0415

    files = read_folder_at(path, commit, is_of_interest, MOST_BYTES)
    if files is None:
        shown = printable(revision, 80)
        raise InputError(f"is not there in {shown}: give its older version as OLD instead")
    return as_bytes(path.name, files)


def _generated(config: ClientConfig, options: Options) -> Update:
    """From the client that was generated to what the collection gives now."""
    from ..project import read_lock  # noqa: PLC0415
    from ..updates import between_client, is_client, read_client  # noqa: PLC0415

    if config.collection is not None and is_client(config.collection):
        fail(str(config.collection), "is a client: give the collection to compare it with too")
    source, folder = read_source(config, options)
    return between_client(read_client(folder), source, read_lock(folder)[0], options)


# --- the report -----------------------------------------------------------------------------


def _write(updates: Sequence[Update], form: str, output: Path | None) -> None:
    is_coloured = output is None and sys.stdout.isatty() and "NO_COLOR" not in os.environ
    text = _REPORTS[form](updates, is_coloured)
    if output is None:
        click.echo(text, nl=False)
        return
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        fail(str(output), f"cannot be written: {error.strerror}")


def _text(updates: Sequence[Update], is_coloured: bool) -> str:
    from ..changes.text import plain, report  # noqa: PLC0415

    style = _coloured if is_coloured else plain
    parts = [report(update.name, update.changes, style) for update in updates]
    return "\n\n".join("\n".join(lines) for lines in parts) + "\n"


def _markdown(updates: Sequence[Update], is_coloured: bool) -> str:  # noqa: ARG001
    from ..changes.markdown import report_markdown  # noqa: PLC0415

    parts = [report_markdown(update.name, update.changes) for update in updates]
    return "\n\n".join("\n".join(lines) for lines in parts) + "\n"


def _json(updates: Sequence[Update], is_coloured: bool) -> str:  # noqa: ARG001
    from ..changes.data import report_json  # noqa: PLC0415
    from ..updates import illustrated  # noqa: PLC0415

    return report_json((update.name, illustrated(update)) for update in updates)


def _html(updates: Sequence[Update], is_coloured: bool) -> str:  # noqa: ARG001
    from ..changes.page import report_page  # noqa: PLC0415
    from ..updates import illustrated  # noqa: PLC0415

    if len(updates) != 1:
        raise click.UsageError("--format html: a page is about one client; give a COLLECTION")
    return report_page(updates[0].name, illustrated(updates[0]))


_REPORTS = {"text": _text, "markdown": _markdown, "json": _json, "html": _html}


def _coloured(text: str, colour: str) -> str:
    return click.style(text, bold=True) if colour == "bold" else click.style(text, fg=colour)
