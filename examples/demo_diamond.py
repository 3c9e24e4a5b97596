"""The last part of `make demo`: the founding diamond, shown, and run where a server is named.

`python -m examples.demo_diamond` shows it alone. The server is the one of the `ARGO_*` variables,
as for the `argo` command.
"""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.syntax import Syntax

from examples.founding_diamond import diamond
from examples.picture import picture
from hera_client import ArgoClient, ArgoError
from hera_models import Workflow

_ENDED = ("Succeeded", "Failed", "Error")


def show_diamond(console: Console) -> bool:
    """Show the diamond; run it where `ARGO_SERVER` is set. Return whether all went well."""
    console.print(
        "[bold]4. The founding diamond[/], Python functions (examples/founding_diamond.py)"
    )
    manifest = diamond().to_yaml()
    console.print(Syntax(manifest, "yaml") if console.is_terminal else manifest)
    console.print(picture(waits_of(diamond().to_dict())), markup=False)
    if not os.environ.get("ARGO_SERVER"):
        console.print("   With ARGO_SERVER set, it would now run on that server.")
        return True
    try:
        with ArgoClient.from_env() as argo:
            return run(argo, console)
    except ArgoError as error:
        console.print(f"   {error}", style="red", markup=False)
        return False


def waits_of(manifest: dict[str, Any]) -> dict[str, list[str]]:
    """Return for each task of a manifest's only DAG those that it waits for."""
    (dag,) = (each["dag"] for each in manifest["spec"]["templates"] if "dag" in each)
    return {each["name"]: each.get("dependencies", []) for each in dag["tasks"]}


def run(argo: ArgoClient, console: Console) -> bool:
    """Submit the diamond, follow it to its end, show what it printed and where the UI has it."""
    # Two runs must not meet: the name is a new one each time.
    manifest = diamond(f"diamond-{secrets.token_hex(3)}").to_dict()
    created = argo.workflows.create(Workflow.from_dict(manifest))
    name = (created.metadata and created.metadata.name) or ""
    console.print(f"   submitted {name}: {argo.workflows.link(created)}", markup=False)
    phase = follow(argo, console, name)
    with argo.workflows.logs(name) as lines:
        for line in lines:
            console.print(f"   {line.pod_name}: {line.content}", markup=False)
    console.print(f"   {name}: {phase}", style="green" if phase == "Succeeded" else "red")
    return phase == "Succeeded"


def follow(argo: ArgoClient, console: Console, name: str) -> str:
    """Show a workflow's progress until it has ended; return its last phase."""
    phase = "deleted"
    with display(console) as show, argo.workflows.watch(name=name) as events:
        for event in events:
            if event.type == "DELETED":
                return "deleted"
            status = event.object.status if event.object else None
            phase = (status and status.phase) or "Pending"
            show(phase, (status and status.progress) or "0/0")
            if phase in _ENDED:
                break
    return phase


@contextmanager
def display(console: Console) -> Generator[Callable[[str, str], None], None, None]:
    """Give a function that shows a phase and a progress such as `1/4`: a bar, or lines in a pipe."""
    if not console.is_terminal:

        def tell(phase: str, done: str) -> None:
            console.print(f"   {phase} {done}")

        yield tell
        return
    columns = (TextColumn("   {task.description}"), BarColumn(), TextColumn("{task.fields[done]}"))
    with Progress(*columns, TimeElapsedColumn(), console=console) as bar:
        task = bar.add_task("Pending", total=4, done="")

        def show(phase: str, done: str) -> None:
            finished, _, total = done.partition("/")
            bar.update(
                task, description=phase, completed=int(finished), total=int(total) or 4, done=done
            )

        yield show


if __name__ == "__main__":
    sys.exit(0 if show_diamond(Console(highlight=False, soft_wrap=True)) else 1)
