"""Prints a workflow's log, each line with its pod: `python -m examples.logs NAME [--follow]`.

The server is the one of the `ARGO_*` variables, as for the `argo` command.
"""

import argparse
import sys

from hera_client import ArgoClient, ArgoError


def print_logs(argo: ArgoClient, name: str, *, follow: bool) -> None:
    """Print the lines of all pods; with `follow` until the workflow is done."""
    # While it follows, a lost connection is made anew, and no line is printed twice.
    with argo.workflows.logs(name, follow=follow, reconnect=follow) as lines:
        for line in lines:
            print(f"{line.pod_name}: {line.content}", flush=True)


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description="Print the log of a workflow.")
    parser.add_argument("name", help="the workflow's name")
    parser.add_argument("--follow", action="store_true", help="go on until the workflow is done")
    options = parser.parse_args()
    try:
        with ArgoClient.from_env() as argo:
            print_logs(argo, options.name, follow=options.follow)
    except ArgoError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
