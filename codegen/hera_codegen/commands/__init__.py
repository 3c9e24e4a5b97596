"""The command line: one module per command, loaded when the command is called.

A module here defines ``command``; it reads the arguments, calls the stages and shows the result.
"""

from __future__ import annotations

import sys
from importlib import import_module, metadata

import click

from ..errors import CodegenError

_COMMANDS = ("check", "diff", "fetch", "generate", "releases")


class LazyGroup(click.Group):
    """Loads a command's module only when that command is called, so that each starts quickly."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command by its name, or None."""
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = import_module(f".{cmd_name}", __name__).command
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; turn the user's mistakes into one line and exit status 2."""
        try:
            return super().invoke(ctx)
        except CodegenError as error:
            click.echo(f"hera-codegen: {' '.join(str(error).splitlines())}", err=True)
            sys.exit(2)


def _show_version(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    if not value or ctx.resilient_parsing:
        return
    try:
        version = metadata.version("hera-workflows")
    except metadata.PackageNotFoundError:
        version = "not installed"
    click.echo(f"hera-codegen {version}")
    ctx.exit()


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    help="Show the version and exit.",
)
def group() -> None:
    """Generate typed Python for Argo Workflows from the facts of its releases."""
