"""The command that serves a collection's saved answers."""

from __future__ import annotations

import contextlib
import os
import socket
from typing import TYPE_CHECKING

import click

from ..diagnostics import printable
from .common import counted, fail, one_client, one_line, read_source

if TYPE_CHECKING:
    from ..mock.choice import Asked, Refusal
    from ..mock.routes import Answer


@click.command()
@click.argument("collection")
@click.option("--port", type=click.IntRange(0, 65535), default=8080, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@one_line
def serve(collection: str, port: int, host: str) -> None:
    """Answer the requests of COLLECTION as they were saved.

    Each request gets the answer that was saved with it, else the first success of its
    method and path. The header "Prefer: status=404" asks for another one.
    """
    from ..mock.app import mock_app  # noqa: PLC0415
    from ..mock.routes import served  # noqa: PLC0415
    from ..options import Options  # noqa: PLC0415

    try:
        import uvicorn  # noqa: PLC0415
    except ImportError:
        fail("serve", "needs uvicorn: pip install uvicorn")

    source, _ = read_source(one_client(collection), Options())
    mock = served(source.collection)
    try:
        listening = socket.create_server(
            (host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET
        )
    except OSError as error:
        fail(
            collection,
            f"cannot listen at {host}:{port}: {os.strerror(error.errno) if error.errno else error}",
        )
    shown = f"[{host}]" if ":" in host else host
    answers = sum(len(route.answers) for route in mock.routes)
    click.echo(
        f"http://{shown}:{listening.getsockname()[1]} ({counted(len(mock.routes), 'path')}, "
        f"{counted(answers, 'saved answer')})"
    )
    config = uvicorn.Config(mock_app(mock, _report), log_level="error", access_log=False)
    with contextlib.suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[listening])


def _report(asked: Asked, result: Answer | Refusal) -> None:
    """One line a request on stderr."""
    from ..mock.choice import Refusal  # noqa: PLC0415

    said = result.message if isinstance(result, Refusal) else result.where
    click.echo(
        f"{asked.method} {printable(asked.path, 200)} {result.status} {printable(said)}", err=True
    )
