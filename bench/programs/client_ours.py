"""Calls of the Argo server with hera_client. Usage: client_ours WORK URL TASKS"""

from __future__ import annotations

import sys
from collections.abc import Callable

from hera_client import ArgoClient

from .serve import count, serve
from .sizes import Sizes


def _versions(argo: ArgoClient, times: int) -> int:
    return sum(argo.info.get_version().version == "v4.1.2" for _ in range(times))


def _workflows(argo: ArgoClient, times: int) -> int:
    return sum(argo.workflows.get("tiny").spec.entrypoint == "main" for _ in range(times))


def _lines(argo: ArgoClient, name: str) -> int:
    count = 0
    with argo.workflows.logs(name) as lines:
        for line in lines:
            count += line.content is not None
    return count


def _events(argo: ArgoClient, wanted: int) -> int:
    """Return how many nodes the events show; a watch would go on for ever."""
    nodes = 0
    with argo.workflows.watch() as events:
        for number, event in enumerate(events, 1):
            status = event.object.status if event.object else None
            nodes += len((status.nodes if status else None) or {})
            if number == wanted:
                break
    return nodes


def _list(argo: ArgoClient) -> list[object]:
    # A page larger than the list: a full one makes the client ask whether there is more.
    return list(argo.workflows.list(limit=10_000))


def main(work: str, url: str, tasks: int) -> None:
    """Serve one of the works below."""
    sizes = Sizes.of(tasks)
    works: dict[str, tuple[Callable[[ArgoClient], int | list[object]], int]] = {
        "version": (lambda argo: _versions(argo, sizes.requests), sizes.requests),
        "workflow": (lambda argo: _workflows(argo, sizes.requests), sizes.requests),
        "single": (lambda argo: _lines(argo, "single"), sizes.lines),
        "packed": (lambda argo: _lines(argo, "packed"), sizes.lines),
        "watch": (lambda argo: _events(argo, sizes.events), sizes.nodes),
        "list": (_list, sizes.items),
    }
    run, expected = works[work]
    with ArgoClient(url) as argo:
        serve(lambda: argo, run, count, expected)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
