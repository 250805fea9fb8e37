"""Commands that show what a collection says."""

from __future__ import annotations

import json

import click

from ..diagnostics import printable
from .common import counted, describe_collection, one_line

_LONGEST_LINE = 1000


@click.command()
@click.argument("collection")
@one_line
def schema(collection: str) -> None:
    """Print the JSON Schemas that the examples of COLLECTION give."""
    from ..api.schema import api_schema  # noqa: PLC0415

    api, _ = describe_collection(collection)
    click.echo(json.dumps(api_schema(api), indent=2, ensure_ascii=False))


@click.command()
@click.argument("collection")
@click.option("--explain", metavar="TYPE.FIELD", help="Show which samples a type comes from.")
@one_line
def inspect(collection: str, explain: str | None) -> None:
    """Show the operations of COLLECTION, and what is odd about it."""
    from ..api.explain import explain as explained  # noqa: PLC0415
    from ..python.build import build_package  # noqa: PLC0415

    api, diagnostics = describe_collection(collection, with_tests=explain is None)
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
        f"\n{counted(len(operations), 'operation')}, {counted(len(api.models), 'model')}, "
        f"{counted(examples, 'saved example')}, {counted(len(diagnostics), 'diagnostic')}"
    )
    for diagnostic in diagnostics:
        click.echo(f"{diagnostic.level}: {diagnostic} [{diagnostic.code}]")
