"""Workflows that run by themselves, all at once, for the tests that look at what they left."""

from __future__ import annotations

import hashlib
import random
from typing import Any

from hera_models import Workflow

from ._templates import python, shell, steps, workflow

LONG = "long " + "x" * 100_000
LINES = ["first", "", "  Grüße, 世界 🚀\t|", LONG, "warning: grep me", "last"]

SIZE = 5_000_001
HTML = "<html><script>alert(1)</script></html>\n"
TREE = {"a.txt": "first\n", "sub/ü b.txt": "second\n"}


def random_bytes() -> bytes:
    """Return the bytes that the workflow `files` makes as well."""
    return random.Random(7).randbytes(SIZE)


DIGEST = hashlib.sha256(random_bytes()).hexdigest()
_PLAIN: dict[str, Any] = {"archive": {"none": {}}}


def batch() -> dict[str, Workflow]:
    """Return the workflows by what they are for."""
    return {
        "lines": _lines(),
        "result": _result(),
        "fails": workflow(shell("fails", "echo before; exit 3"), name="fails"),
        "files": _files(),
        "again": _again(),
        "daemon": _daemon(),
        "one-by-one": _one_by_one(),
    }


def _lines() -> Workflow:
    printed = [f"print({line!r}, flush=True)" for line in LINES]
    # Two pipes keep no order between them, but for a pause.
    on_error = "import sys, time; time.sleep(1); print('on stderr', file=sys.stderr)"
    return workflow(python("lines", *printed, on_error), name="lines")


def _result() -> Workflow:
    made = python("made", "print('{\"a\": [1, 2]}')", "print('Grüße')")
    taken = shell("taken", "echo 'got {{inputs.parameters.it}}'", inputs=_parameter("it"))
    given = {"parameters": [{"name": "it", "value": "{{steps.made.outputs.result}}"}]}
    return workflow(
        steps(
            "main",
            {"name": "made", "template": "made"},
            {"name": "taken", "template": "taken", "arguments": given},
        ),
        made,
        taken,
        name="result",
    )


def _files() -> Workflow:
    made = python(
        "make",
        "import pathlib, random",
        "folder = pathlib.Path('/tmp/out')",
        f"for name, text in {TREE!r}.items():",
        "    (folder / 'tree' / name).parent.mkdir(parents=True, exist_ok=True)",
        "    (folder / 'tree' / name).write_text(text)",
        f"(folder / 'bytes.bin').write_bytes(random.Random(7).randbytes({SIZE}))",
        f"(folder / 'page.html').write_text({HTML!r})",
        "(folder / 'text').write_text('packed\\n')",
        "(folder / 'number').write_text('42\\n')",
        "print('made')",
        outputs={
            "parameters": [
                {"name": "number", "valueFrom": {"path": "/tmp/out/number"}},
                {"name": "none", "valueFrom": {"path": "/tmp/out/no", "default": "instead"}},
            ],
            "artifacts": [
                {"name": "bytes", "path": "/tmp/out/bytes.bin", **_PLAIN},
                {"name": "page", "path": "/tmp/out/page.html", **_kept("page.html")},
                {"name": "tree", "path": "/tmp/out/tree", **_PLAIN},
                {"name": "packed", "path": "/tmp/out/text"},
            ],
        },
    )
    read = python(
        "read",
        "import hashlib, pathlib",
        "digest = hashlib.sha256(pathlib.Path('/tmp/in').read_bytes()).hexdigest()",
        "pathlib.Path('/tmp/digest').write_text(digest)",
        "print('read')",
        inputs={"artifacts": [{"name": "given", "path": "/tmp/in"}]},
        outputs=_from_file("digest"),
    )
    given = {"artifacts": [{"name": "given", "from": "{{steps.make.outputs.artifacts.bytes}}"}]}
    return workflow(
        steps(
            "main",
            {"name": "make", "template": "make"},
            {"name": "read", "template": "read", "arguments": given},
        ),
        made,
        read,
        name="files",
        archiveLogs=True,
    )


def _kept(key: str) -> dict[str, Any]:
    return {**_PLAIN, "s3": {"key": f"{{{{workflow.name}}}}/{key}"}}


def _again() -> Workflow:
    exits = "import sys; sys.exit([7, 8, 0][{{retries}}])"
    wanted = {"limit": "5", "expression": "asInt(lastRetry.exitCode) in [7, 8]"}
    return workflow(python("again", exits, retryStrategy=wanted), name="again")


def _daemon() -> Workflow:
    server = python("server", "import time; time.sleep(600)", daemon=True)
    task = shell("task", "echo {{inputs.parameters.ip}}", inputs=_parameter("ip"))
    given = {"parameters": [{"name": "ip", "value": "{{tasks.server.ip}}"}]}
    tasks = [
        {"name": "server", "template": "server"},
        {"name": "task", "template": "task", "arguments": given, "depends": "server.Daemoned"},
    ]
    return workflow({"name": "main", "dag": {"tasks": tasks}}, server, task, name="daemon")


def _one_by_one() -> Workflow:
    """Two pairs of pods; a lock keeps those of the first apart, `parallelism` the others."""
    timed = (
        "import time; began = time.time(); time.sleep(1)",
        "print(began, time.time(), file=open('/tmp/times', 'w'))",
    )
    times = _from_file("times")
    lock = {"mutexes": [{"name": "{{workflow.name}}"}]}
    locked = python("locked", *timed, synchronization=lock, outputs=times)
    each = {"withItems": [0, 1]}
    return workflow(
        {
            "name": "main",
            "steps": [
                [
                    {"name": "locked", "template": "locked", **each},
                    {"name": "one", "template": "single-file"},
                ],
            ],
        },
        {
            "name": "single-file",
            "parallelism": 1,
            "steps": [[{"name": "limited", "template": "limited", **each}]],
        },
        locked,
        python("limited", *timed, outputs=times),
        name="apart",
    )


def _from_file(name: str) -> dict[str, Any]:
    return {"parameters": [{"name": name, "valueFrom": {"path": f"/tmp/{name}"}}]}


def _parameter(name: str) -> dict[str, Any]:
    return {"parameters": [{"name": name}]}
