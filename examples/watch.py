"""Follows a workflow until it is done: `python -m examples.watch NAME`.

The server is the one of the `ARGO_*` variables, as for the `argo` command. The exit status is 0 if
the workflow succeeded.
"""

import argparse
import sys

from hera_client import ArgoClient, ArgoError
from hera_models import Workflow


def watch(argo: ArgoClient, name: str) -> bool:
    """Print what happens to a workflow; return whether it succeeded."""
    with argo.workflows.watch(name=name) as events:
        for event in events:
            if event.type == "DELETED":
                print(f"{name} was deleted")
                return False
            phase = phase_of(event.object)
            print(event.type, phase or "not started", flush=True)
            if phase in ("Succeeded", "Failed", "Error"):
                return phase == "Succeeded"
    return False


def phase_of(workflow: Workflow | None) -> str | None:
    """Return a workflow's phase; the status is missing until the controller has seen it."""
    return workflow.status.phase if workflow and workflow.status else None


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description="Follow a workflow until it is done.")
    parser.add_argument("name", help="the workflow's name")
    name: str = parser.parse_args().name
    try:
        with ArgoClient.from_env() as argo:
            return 0 if watch(argo, name) else 1
    except ArgoError as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
