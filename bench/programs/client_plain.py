"""The same calls with httpx and json alone. Usage: client_plain WORK URL TASKS"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable

import httpx

from .serve import count, serve
from .sizes import Sizes

_EVENTS = {"accept": "text/event-stream"}


def _versions(client: httpx.Client, times: int) -> int:
    return sum(client.get("/api/v1/version").json()["version"] == "v4.1.2" for _ in range(times))


def _workflows(client: httpx.Client, times: int) -> int:
    path = "/api/v1/workflows/default/tiny"
    return sum(client.get(path).json()["spec"]["entrypoint"] == "main" for _ in range(times))


def _lines(client: httpx.Client, name: str) -> int:
    path = f"/api/v1/workflows/default/{name}/log"
    with client.stream("GET", path, headers=_EVENTS) as response:
        return sum(1 for line in response.iter_lines() if line)


def _events(client: httpx.Client) -> int:
    nodes = 0
    with client.stream("GET", "/api/v1/workflow-events/default", headers=_EVENTS) as response:
        for line in response.iter_lines():
            if line:
                event = json.loads(line.removeprefix("data: "))["result"]
                nodes += len(event["object"]["status"]["nodes"])
    return nodes


def _list(client: httpx.Client) -> list[object]:
    found: list[object] = client.get("/api/v1/workflows/default").json()["items"]
    return found


def main(work: str, url: str, tasks: int) -> None:
    """Serve one of the works below."""
    sizes = Sizes.of(tasks)
    works: dict[str, tuple[Callable[[httpx.Client], int | list[object]], int]] = {
        "version": (lambda client: _versions(client, sizes.requests), sizes.requests),
        "workflow": (lambda client: _workflows(client, sizes.requests), sizes.requests),
        "single": (lambda client: _lines(client, "single"), sizes.lines),
        "packed": (lambda client: _lines(client, "packed"), sizes.lines),
        "watch": (_events, sizes.nodes),
        "list": (_list, sizes.items),
    }
    run, expected = works[work]
    with httpx.Client(base_url=url) as client:
        serve(lambda: client, run, count, expected)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
