"""What is measured of the client, beside plain httpx and Hera 7.1, on a server of the benchmark."""

from __future__ import annotations

import sys

from .figures import Bar, Measure
from .programs.sizes import LARGE, NODES, SMALL, Sizes
from .row import PEER, Peers, Row, hera
from .sides import ROOT, Absent, Side, ours, process, theirs

CLIENT = "hera_client"
HTTPX = "httpx"
JSON = "json.loads, in memory"

CLIENT_FIRST = "hera_client, and a first GET"
HTTPX_FIRST = "httpx, and a first GET"

# Addresses that are not called, but for those of a first GET.
_OURS = "import hera_client; client = hera_client.ArgoClient({!r})"
_OURS_FIRST = f"{_OURS}; client.info.get_version()"
_HTTPX = "import httpx; client = httpx.Client()"
_HTTPX_FIRST = f"{_HTTPX}; client.get({{!r}} + '/api/v1/version').json()"
_HERA = (
    "from hera.workflows import WorkflowsService; WorkflowsService(host='http://localhost:2746')"
)


def client_rows(peers: Peers, tasks: int) -> tuple[Row, ...]:
    """Return the rows of the client.

    Args:
        peers: where the peers and the server are.
        tasks: the sizes follow from it; the bars are set for 10,000.
    """
    sizes = Sizes.of(tasks)
    return (
        _import(peers),
        _get(peers, tasks, "version", "the server's version"),
        _get(peers, tasks, "workflow", "a hello-world that has run"),
        _logs(peers, tasks, "single", "a line to a chunk, as the server sends"),
        _logs(peers, tasks, "packed", "many lines to a chunk, as proxies send"),
        Row(
            "client-watch",
            f"{sizes.events:,} watch events of a workflow of {NODES} nodes",
            (
                _ours("watch", peers, tasks),
                ours(JSON, "events_json", tasks),
                _plain("watch", peers, tasks),
            ),
            (Bar(4, CLIENT, Measure.TIMES, JSON),),
        ),
        Row(
            "client-list",
            f"list of {sizes.items:,} workflows",
            _three("list", peers, tasks),
            (Bar(0.4, CLIENT, Measure.TIMES, PEER),),
        ),
        *(_memory(peers, sizes, work) for work in ("log", "watch", "artifact")),
    )


def _import(peers: Peers) -> Row:
    url = peers.server
    return Row(
        "client-import",
        "import the package, make a client; whole process",
        (
            process(CLIENT, sys.executable, "-c", _OURS.format(url), path=[ROOT]),
            process(HTTPX, sys.executable, "-c", _HTTPX),
            process(CLIENT_FIRST, sys.executable, "-c", _OURS_FIRST.format(url), path=[ROOT]),
            process(HTTPX_FIRST, sys.executable, "-c", _HTTPX_FIRST.format(url)),
            hera(peers, lambda python: process(PEER, python, "-c", _HERA)),
        ),
        # Connections are made with the first request: what this leaves out, the other sides show.
        (Bar(1.2, CLIENT, Measure.TIMES, HTTPX),),
    )


def _get(peers: Peers, tasks: int, work: str, what: str) -> Row:
    return Row(
        f"client-get-{work}",
        f"{Sizes.of(tasks).requests:,} × GET {what}",
        _three(work, peers, tasks),
        (Bar(1.15, CLIENT, Measure.TIMES, HTTPX),),
    )


def _logs(peers: Peers, tasks: int, work: str, how: str) -> Row:
    lines = Sizes.of(tasks).lines
    sides = _three(work, peers, tasks)
    return Row(
        f"client-logs-{work}",
        f"{lines:,} log lines; {how}",
        # Hera reads no log of several lines: once is enough to show it.
        sides if work == "single" else sides[:2],
        (Bar(5e-6 * lines, CLIENT, Measure.OVER, HTTPX),),
    )


def _memory(peers: Peers, sizes: Sizes, work: str) -> Row:
    names = {name: f"{CLIENT}, {size:,} MB" for name, size in sizes.streams.items()}

    def side(name: str) -> Side:
        program = ("-m", "bench.programs.stream_ours", work, peers.server, name)
        arguments = (sizes.streams[name], peers.output / "artifact")
        command = (sys.executable, *program, *arguments)
        return process(names[name], *command, unit="mebibytes", path=[ROOT])

    return Row(
        f"client-memory-{work}",
        f"the most memory of a process that reads one {work}",
        (side(LARGE), side(SMALL)),
        (Bar(1.1, names[LARGE], Measure.TIMES, names[SMALL]),),
        unit="mebibytes",
        most_runs=3,
    )


def _three(work: str, peers: Peers, tasks: int) -> tuple[Side | Absent, ...]:
    arguments = ("client_hera", work, peers.server, tasks)
    return (
        _ours(work, peers, tasks),
        _plain(work, peers, tasks),
        hera(peers, lambda python: theirs(PEER, python, *arguments)),
    )


def _ours(work: str, peers: Peers, tasks: int) -> Side:
    return ours(CLIENT, "client_ours", work, peers.server, tasks)


def _plain(work: str, peers: Peers, tasks: int) -> Side:
    return ours(HTTPX, "client_plain", work, peers.server, tasks)
