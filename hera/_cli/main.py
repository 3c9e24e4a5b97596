"""The entry of ``hera``; the commands are in :mod:`hera._cli.commands`."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and exit: 0 done, 1 findings, 2 misuse or bad input."""
    try:
        from .commands import group  # click, black and rich come with an extra, so may be missing

        group(prog_name="hera")
    except ModuleNotFoundError as error:
        if error.name not in ("click", "black", "rich"):
            raise
        print(
            f"hera: needs the Python package {error.name!r}; "
            "install what the command line needs: pip install 'hera-workflows[cli]'",
            file=sys.stderr,
        )
        sys.exit(2)
