"""The command line: the only part that prints or exits; a module a group of commands.

The stages are imported where they are used, so that `--help` stays instant.
"""

from __future__ import annotations

import click

from .. import __version__
from .client import check, generate
from .diff import diff
from .learn import learn
from .look import inspect, schema
from .serve import serve
from .show import pages, snippets
from .watch import watch


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="postgen")
def main() -> None:
    """Compile Postman collections into typed Python clients with tests."""


for _command in (generate, check, diff, inspect, schema, snippets, pages, serve, learn, watch):
    main.add_command(_command)
