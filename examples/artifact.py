"""Downloads an artifact: `python -m examples.artifact WORKFLOW NODE ARTIFACT FILE`.

NODE is the id of the node that put it out, a key of the workflow's `status.nodes`. The server is
the one of the `ARGO_*` variables, as for the `argo` command.
"""

import argparse
import sys
from pathlib import Path

from hera_client import ArgoClient, ArgoError


def show(received: int) -> None:
    """Show how many bytes have come."""
    print(f"\r{received:,} bytes", end="", file=sys.stderr, flush=True)


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description="Download an artifact.")
    parser.add_argument("workflow", help="the workflow's name")
    parser.add_argument("node", help="the id of the node that put it out")
    parser.add_argument("artifact", help="the artifact's name")
    parser.add_argument("file", type=Path, help="where to write it; it is there only when whole")
    options = parser.parse_args()
    try:
        with ArgoClient.from_env() as argo:
            artifact = argo.artifacts.open(options.workflow, options.node, options.artifact)
            artifact.save(options.file, progress=show)
    except (ArgoError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"\n{options.file}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
