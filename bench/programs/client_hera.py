"""The same calls with Hera 7.1. Usage: client_hera WORK URL TASKS"""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any

from .serve import count, serve
from .sizes import Sizes

# By name, as the `hera` of this repository is another package.
peer = import_module("hera.workflows")


def main(work: str, url: str, tasks: int) -> None:
    """Serve one of the works below."""
    sizes = Sizes.of(tasks)
    times = range(sizes.requests)
    works: dict[str, tuple[Callable[[Any], int | list[object]], int]] = {
        "version": (
            lambda service: sum(service.get_version().version == "v4.1.2" for _ in times),
            sizes.requests,
        ),
        "workflow": (
            lambda service: sum(
                service.get_workflow("tiny").spec.entrypoint == "main" for _ in times
            ),
            sizes.requests,
        ),
        # It reads the answer as one value, and fails: a log has more than one line.
        "single": (lambda service: len(service.workflow_logs("single").content), sizes.lines),
        "list": (lambda service: service.list_workflows().items, sizes.items),
    }
    run, expected = works[work]
    service = peer.WorkflowsService(host=url, namespace="default")
    serve(lambda: service, run, count, expected)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
