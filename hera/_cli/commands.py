"""The commands of ``hera``, each in the module of its name, which is loaded when it is called."""

from __future__ import annotations

from importlib import import_module

import click

_COMMANDS = ("generate", "lint")


class _Commands(click.Group):
    """Loads only the command that is called: `lint` is to answer before `generate` is loaded."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"{__package__}.{cmd_name}"), cmd_name)
        return command


@click.group(cls=_Commands, epilog="Exit status: 0 done, 1 findings, 2 misuse or bad input.")
@click.version_option(package_name="hera-workflows", message="%(version)s")
def group() -> None:
    """Typed Python for Argo Workflows."""
