"""Runs a runner many times in one process, whichever library this Python has.

Reads the runs from standard input and writes their results to standard output, both as JSON. It
takes the runner as the command line does: by running the module.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import runpy
import sys
import warnings
from pathlib import Path
from typing import Any


def one(job: dict[str, Any]) -> dict[str, Any]:
    """Run one entrypoint; its directory is new."""
    base = Path(job["directory"])
    inputs = base / "in"
    inputs.mkdir(parents=True)
    (inputs / "text").write_text("some téxt\n", encoding="utf-8")
    (inputs / "json").write_text('{"x": 5}', encoding="utf-8")
    values = [{"name": key, "value": value} for key, value in job["values"].items()]
    (inputs / "parameters").write_text(json.dumps(values), encoding="utf-8")
    os.environ["RUNNER_TEST_BASE"] = str(base)
    os.environ["hera__outputs_directory"] = str(base / "out")  # noqa: SIM112 - its name
    sys.modules.pop("entrypoints", None)  # it reads the variable when it is imported
    entrypoint = f"entrypoints:{job['name']}"
    sys.argv = ["runner", "-e", entrypoint, str(inputs / "parameters")]
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(io.StringIO()):
        status = run()
    files = [path for path in base.rglob("*") if path.is_file() and path.parent != inputs]
    written = {str(p.relative_to(base)): p.read_bytes().decode("latin-1") for p in sorted(files)}
    # What a failed run leaves is no result.
    return {
        "status": status,
        "printed": printed.getvalue().replace(str(base), "BASE"),
        "files": written if status in (0, 3, 4) else {},
    }


def run() -> int:
    """Run the runner's module; return the exit status."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            runpy.run_module("hera.workflows.runner", run_name="__main__")
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else int(stop.code is not None)
    except Exception:
        return 1
    return 0


if __name__ == "__main__":
    results = [one(job) for job in json.load(sys.stdin)]
    json.dump(results, sys.stdout)
