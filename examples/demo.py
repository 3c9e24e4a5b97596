"""What `make demo` shows: the models made anew from Argo's facts, and a workflow made of them."""

from __future__ import annotations

import filecmp
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.syntax import Syntax

import hera_models
from examples.diamond import diamond

COMMITTED = Path(hera_models.__file__ or "").parent
CONSOLE = Console()


def main() -> int:
    """Run the demonstration; return 1 if the regenerated code is not the committed code."""
    newest = hera_models.RELEASES[-1]
    with tempfile.TemporaryDirectory(prefix="hera-demo-") as scratch:
        CONSOLE.print(f"[bold]1. {newest} alone[/], from specs/{newest}.json")
        generate(Path(scratch, "newest"), "--release", newest)
        missing = not_in_committed(Path(scratch, "newest", "hera_models"))
        CONSOLE.print(
            f"   the committed models lack {len(missing)} of its modules {' '.join(missing)}"
        )
        CONSOLE.print(f"[bold]2. All {len(hera_models.RELEASES)} releases as one[/]")
        generate(Path(scratch, "all"))
        different = differing(Path(scratch, "all", "hera_models"))
        CONSOLE.print(
            f"   [red]{len(different)} files differ from the committed code: {different[:5]}[/]"
            if different
            else "   equal to the committed code, byte for byte"
        )
    CONSOLE.print("[bold]3. A diamond, built out of models[/] (examples/diamond.py)")
    manifest = diamond().to_yaml()
    CONSOLE.print(Syntax(manifest, "yaml") if CONSOLE.is_terminal else manifest, highlight=False)
    return 1 if missing or different else 0


def generate(output: Path, *options: str) -> None:
    """Run the generator, as a user does; its progress bar shows on a terminal."""
    command = [sys.executable, "-m", "hera_codegen", "generate", "--output", str(output), *options]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    CONSOLE.print("   " + done.stdout.strip().replace(str(output), "SCRATCH"), highlight=False)


def code(package: Path) -> set[str]:
    """Return the paths of a package's code files below it."""
    paths = (path for ending in ("*.py", "*.pyi") for path in package.rglob(ending))
    return {path.relative_to(package).as_posix() for path in paths}


def not_in_committed(package: Path) -> list[str]:
    """Return the modules of a generated package that the committed one does not have."""
    return sorted(code(package) - code(COMMITTED))


def differing(package: Path) -> list[str]:
    """Return the files in which a generated package and the committed one differ."""
    paths = sorted(code(package) | code(COMMITTED))
    _, mismatch, errors = filecmp.cmpfiles(package, COMMITTED, paths, shallow=False)
    return mismatch + errors


if __name__ == "__main__":
    sys.exit(main())
