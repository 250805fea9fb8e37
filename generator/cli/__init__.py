"""The command line: the only part that prints or exits; a module a group of commands.

The stages are imported where they are used, so that `--help` stays instant.
"""

from __future__ import annotations

from importlib import import_module

import click

from .. import __version__

_MODULES = {
    **dict.fromkeys(("check", "generate"), "client"),
    **dict.fromkeys(("inspect", "schema"), "look"),
    **dict.fromkeys(("pages", "snippets"), "show"),
    **{name: name for name in ("diff", "learn", "serve", "watch")},
}
"""Where each command is, under its name."""


class _Commands(click.Group):
    """Commands whose modules are imported when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  (click's signature)
        return sorted(_MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        # click looks for what was meant among those that it has.
        for name in (cmd_name,) if cmd_name in _MODULES else _MODULES:
            if name not in self.commands:
                module = import_module(f".{_MODULES[name]}", __name__)
                self.add_command(getattr(module, name))
        return super().get_command(ctx, cmd_name)


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="postgen")
def main() -> None:
    """Compile Postman collections into typed Python clients with tests."""
