"""Running entrypoints in other processes, and what such a run leaves behind."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parents[2]
PEER = REPOSITORY / ".bench" / "hera" / "bin" / "python"
# What Hera 7.1's runner did with each case; `python tests/facade/runner/_runs.py` records it anew.
RECORDED = HERE / "recorded.json"

Case: TypeAlias = tuple[str, dict[str, str]]
Runs: TypeAlias = dict[str, dict[str, Any]]

_TEXTS = ["123", "null", "true", "text", "", "[1, 2]", '{"x": 1}', '"q"', "2020-01-02", "1.5"]
_TYPED = [
    *["text", "whole", "number", "truth", "anything", "optional_whole", "text_or_whole"],
    *["literal", "color", "point", "day", "wholes", "by_name", "loaded"],
]
_PLAIN = [
    *["text_artifact", "json_artifact", "path_artifact", "loads_artifact", "loadb_artifact"],
    *["absent_artifact", "prints_text", "prints_json", "prints_nothing", "one_parameter"],
    *["two_outputs", "dumped", "custom_path", "wrong_type", "too_few", "quiet_receipt"],
    *["bare_output", "exits", "raises"],
]
CASES: list[Case] = [
    *((name, {"a": text}) for name in _TYPED for text in _TEXTS),
    *((name, {}) for name in _PLAIN),
    ("optional_text", {"a": "123"}),
    ("pair", {"a": '{"left": 1}'}),
    ("named", {"count": "3", "b": "4"}),
    ("output_arguments", {"a": "5"}),
    ("ordered", {"count": "2", "the-name": "7", "options": '{"k": 1}'}),
]


def key_of(case: Case) -> str:
    """Return a case's name."""
    return f"{case[0]} {json.dumps(case[1])}"


def batch(cases: Iterable[Case], directory: Path, python: Path = Path(sys.executable)) -> Runs:
    """Run cases by the runner of a Python environment, all in one process."""
    cases = list(cases)
    jobs = [
        {"name": name, "values": values, "directory": str(directory / str(number))}
        for number, (name, values) in enumerate(cases)
    ]
    done = subprocess.run(
        [str(python), "-W", "ignore", str(HERE / "_batch.py")],
        cwd=HERE,
        env=_environment(python),
        input=json.dumps(jobs),
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
    )
    return dict(zip(map(key_of, cases), json.loads(done.stdout), strict=True))


def command(
    *arguments: str,
    environment: Mapping[str, str] | None = None,
    python: Path = Path(sys.executable),
    cwd: Path = HERE,
) -> subprocess.CompletedProcess[str]:
    """Run ``python`` with arguments, in the directory of the entrypoints."""
    return subprocess.run(
        [str(python), *arguments],
        cwd=cwd,
        env={**_environment(python), **(environment or {})},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def _environment(python: Path) -> dict[str, str]:
    # The peer comes from its own environment, ours from this repository.
    return {**os.environ, "PYTHONPATH": "" if python == PEER else str(REPOSITORY)}


def _record() -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as directory:
        runs = batch(CASES, Path(directory), PEER)
    RECORDED.write_text(json.dumps(runs, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    _record()
