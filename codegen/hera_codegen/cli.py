"""The entry of ``hera-codegen``; the commands are in :mod:`hera_codegen.commands`."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and exit: 0 done, 1 findings, 2 misuse or bad input."""
    try:
        from .commands import group  # click and the rest come with an extra, so may be missing

        group(prog_name="hera-codegen")
    except ModuleNotFoundError as error:
        if error.name is None or error.name.startswith("hera_codegen"):
            raise
        sys.exit(_missing(error.name))


def _missing(name: str) -> int:
    print(
        f"hera-codegen: needs the Python package {name!r}; "
        "install the generator's dependencies: pip install 'hera-workflows[codegen]'",
        file=sys.stderr,
    )
    return 2
