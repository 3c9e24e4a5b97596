"""What `make demo` shows: models made anew from Argo's facts, and workflows made of Python."""

from __future__ import annotations

import filecmp
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.syntax import Syntax

import hera_models
from examples.demo_diamond import show_diamond
from examples.diamond import diamond

COMMITTED = Path(hera_models.__file__ or "").parent
CONSOLE = Console(highlight=False, soft_wrap=True)

# Prints what a package of models knows of one release: for each field its wire name, what fits
# and whether it is demanded.
TELL_FIELDS = """
import json, sys
from hera_models._index import MODULES
import hera_models
bit = 1 << hera_models.RELEASES.index(sys.argv[1])
told = {}
for module in MODULES:
    package = getattr(__import__(f"hera_models.{module}"), module)
    for name in package.__all__:
        model = getattr(package, name)
        if not isinstance(model, type) or not issubclass(model, hera_models.Model):
            continue
        everywhere = -1 if model.__releases__ is None else model.__releases__
        for field, info in model.model_fields.items():
            if model.__field_releases__.get(field, everywhere) & bit:
                fits = [info.alias or field, repr(info.annotation), info.is_required()]
                told[f"{module}.{name}.{field}"] = fits
print(json.dumps(told))
"""


def main() -> int:
    """Run the demonstration; return 1 if the regenerated code is not the committed code.

    So it is where the workflow that it submits does not succeed.
    """
    newest = hera_models.RELEASES[-1]
    with tempfile.TemporaryDirectory(prefix="hera-demo-") as scratch:
        CONSOLE.print(f"[bold]1. Argo {newest} alone[/], from specs/{newest}.json")
        generate(Path(scratch, "newest"), "--release", newest)
        lacking = compare_fields(Path(scratch, "newest"), newest)
        CONSOLE.print(f"[bold]2. All {len(hera_models.RELEASES)} releases as one[/], from specs/")
        generate(Path(scratch, "all"))
        different = differing(Path(scratch, "all", "hera_models"))
        CONSOLE.print(
            f"   [red]{len(different)} files differ from the committed code: {different[:5]}[/]"
            if different
            else "   equal to the committed code, byte for byte"
        )
    CONSOLE.print("[bold]3. A diamond, built out of models[/] (examples/diamond.py)")
    manifest = diamond().to_yaml()
    CONSOLE.print(Syntax(manifest, "yaml") if CONSOLE.is_terminal else manifest)
    well = show_diamond(CONSOLE)
    return 1 if lacking or different or not well else 0


def generate(output: Path, *options: str) -> None:
    """Run the generator, as a user does; its progress bar shows on a terminal."""
    command = [sys.executable, "-m", "hera_codegen", "generate", "--output", str(output), *options]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    CONSOLE.print("   " + done.stdout.strip().replace(str(output), "SCRATCH"))


def compare_fields(scratch: Path, release: str) -> list[str]:
    """Show how the committed models differ from those of one release; return what they lack."""
    theirs, ours = fields_of(scratch, release), fields_of(COMMITTED.parent, release)
    lacking = sorted(set(theirs) - set(ours))
    wider = sorted(name for name in set(theirs) & set(ours) if theirs[name] != ours[name])
    CONSOLE.print(
        f"   of its {len(theirs)} fields the committed models have {len(theirs) - len(lacking)}, "
        f"{len(theirs) - len(lacking) - len(wider)} with the same type"
    )
    if wider:
        CONSOLE.print(f"   wider, as older releases take more: {', '.join(wider)}")
    if lacking:
        CONSOLE.print(f"   [red]lacking: {', '.join(lacking)}[/]")
    return lacking


def fields_of(place: Path, release: str) -> dict[str, object]:
    """Return what the models in a folder know of a release, told by a process of their own."""
    told = subprocess.run(
        [sys.executable, "-c", TELL_FIELDS, release],
        # Python looks there first, before what is installed.
        cwd=place,
        check=True,
        stdout=subprocess.PIPE,
    )
    fields: dict[str, object] = json.loads(told.stdout)
    return fields


def differing(package: Path) -> list[str]:
    """Return the files in which a generated package and the committed one differ."""
    paths = sorted(code(package) | code(COMMITTED))
    _, mismatch, errors = filecmp.cmpfiles(package, COMMITTED, paths, shallow=False)
    return mismatch + errors


def code(package: Path) -> set[str]:
    """Return the paths of a package's code files below it."""
    paths = (path for ending in ("*.py", "*.pyi") for path in package.rglob(ending))
    return {path.relative_to(package).as_posix() for path in paths}


if __name__ == "__main__":
    sys.exit(main())
