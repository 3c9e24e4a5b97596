"""What is measured: the rows, their sides and their bars."""

from __future__ import annotations

import sys
from pathlib import Path

from .client_rows import client_rows
from .environments import Missing
from .facade_rows import facade_rows
from .figures import Bar, Measure
from .lint_rows import lint_rows
from .row import PEER, AnySide, Peers, Row, hera
from .sides import PROGRAMS, ROOT, Absent, ours, process, theirs

MODELS = "hera_models"
PLAIN = "bare python"
PYDANTIC = "from pydantic import BaseModel"
JSON = "json.loads + json.dumps"
GENERATOR = "hera-codegen generate"
PEER_GENERATOR = "datamodel-codegen"
RELEASE = "v4.1.2"


def rows(peers: Peers, tasks: int) -> tuple[Row, ...]:
    """Return all rows.

    Args:
        peers: where the peers are.
        tasks: the number of tasks or nodes of the large workflows; the bars are set for 10,000.
    """
    return (
        _import(peers),
        _hello(peers),
        _memory(peers),
        _write(peers, tasks),
        _read(peers, tasks),
        _json(tasks),
        _status(peers, tasks),
        _growth(peers, tasks, "one-template", "one template for all"),
        _growth(peers, tasks, "distinct-templates", "a template for each"),
        _generate(peers),
        *facade_rows(peers, tasks),
        *client_rows(peers, tasks),
        *lint_rows(peers, tasks),
    )


def _import(peers: Peers) -> Row:
    return Row(
        "import",
        "import hera_models, whole process",
        (
            process(MODELS, sys.executable, "-c", "import hera_models", path=[ROOT]),
            process(PLAIN, sys.executable, "-c", "pass"),
            hera(peers, lambda python: process(PEER, python, "-c", "import hera.workflows")),
        ),
        (Bar(0.005, MODELS, Measure.OVER, PLAIN),),
    )


def _hello(peers: Peers) -> Row:
    hello = PROGRAMS / "hello_hera.py"
    return Row(
        "hello",
        "hello-world Workflow, validated, to YAML, whole process",
        (
            process(MODELS, sys.executable, PROGRAMS / "hello_models.py", path=[ROOT]),
            hera(peers, lambda python: process(PEER, python, hello)),
            process(PYDANTIC, sys.executable, "-c", PYDANTIC),
        ),
        (
            Bar(0.33, MODELS, Measure.TIMES, PEER),
            Bar(2.2, MODELS, Measure.TIMES, PYDANTIC, aim=True),
        ),
    )


def _memory(peers: Peers) -> Row:
    hello = PROGRAMS / "hello_hera.py"
    models = PROGRAMS / "hello_models.py"
    return Row(
        "memory",
        "the most memory of that process",
        (
            process(MODELS, sys.executable, models, unit="mebibytes", path=[ROOT]),
            hera(peers, lambda python: process(PEER, python, hello, unit="mebibytes")),
        ),
        (Bar(40, MODELS, Measure.VALUE),),
        unit="mebibytes",
    )


def _write(peers: Peers, tasks: int) -> Row:
    return Row(
        "dag-write",
        f"{tasks:,}-task DAG: construct, to_yaml",
        _both(peers, "write", tasks),
        (Bar(0.12, MODELS, Measure.TIMES, PEER),),
    )


def _read(peers: Peers, tasks: int) -> Row:
    return Row(
        "dag-read",
        f"{tasks:,}-task DAG: from_yaml",
        _both(peers, "read", tasks),
        (Bar(0.2, MODELS, Measure.TIMES, PEER),),
    )


def _json(tasks: int) -> Row:
    return Row(
        "dag-json",
        f"{tasks:,}-task DAG: from_json, to_json",
        (ours(MODELS, "dag_models", "json", tasks), ours(JSON, "plain_json", tasks)),
        (Bar(5, MODELS, Measure.TIMES, JSON),),
    )


def _status(peers: Peers, tasks: int) -> Row:
    return Row(
        "status",
        f"Workflow with the status of {tasks:,} nodes: from_json, lenient",
        _both(peers, "status", tasks),
        (Bar(0.25, MODELS, Measure.TIMES, PEER),),
    )


def _growth(peers: Peers, tasks: int, work: str, templates: str) -> Row:
    """Return how cost grows with ten times the tasks.

    Hera takes the same step at a tenth of the size: at full size it would take minutes a run.
    """
    whole, tenth, hundredth = tasks, max(tasks // 10, 1), max(tasks // 100, 1)
    large, small = f"{MODELS}, {whole:,} tasks", f"{MODELS}, {tenth:,} tasks"

    def peer(size: int) -> AnySide:
        name = f"{PEER}, {size:,} tasks"
        return hera(peers, lambda python: theirs(name, python, "dag_hera", work, size), name)

    return Row(
        work,
        f"construct, to_yaml, from_yaml; {templates}",
        (
            ours(large, "dag_models", work, whole),
            ours(small, "dag_models", work, tenth),
            peer(tenth),
            peer(hundredth),
        ),
        (Bar(11, large, Measure.TIMES, small),),
    )


def _generate(peers: Peers) -> Row:
    mine, other = peers.output / "ours", peers.output / "theirs"
    command = ("-m", "hera_codegen", "generate", "--release", RELEASE, "--output", mine)
    return Row(
        "generate",
        f"generate the models of {RELEASE}, formatted, whole process",
        (
            process(GENERATOR, sys.executable, *command, clear=mine, path=[ROOT / "codegen"]),
            _peer_generator(peers, other),
        ),
        (Bar(2.5, GENERATOR, Measure.TIMES, PEER_GENERATOR),),
    )


def _peer_generator(peers: Peers, output: Path) -> AnySide:
    if isinstance(peers.codegen, Missing):
        return Absent(PEER_GENERATOR, peers.codegen.reason)
    source = ("--input", ROOT / "specs" / f"{RELEASE}.json", "--input-file-type", "openapi")
    target = ("--output", output, "--output-model-type", "pydantic_v2.BaseModel")
    return process(
        PEER_GENERATOR,
        peers.codegen / "datamodel-codegen",
        *(*source, *target, "--formatters", "black"),
        clear=output,
    )


def _both(peers: Peers, work: str, tasks: int) -> tuple[AnySide, ...]:
    return (
        ours(MODELS, "dag_models", work, tasks),
        hera(peers, lambda python: theirs(PEER, python, "dag_hera", work, tasks)),
    )
