"""Runs sources as pods would: each in a process of its own, many for one start of Python."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from facade.scripts.argo_model import substitute

from hera.workflows._core.inline import InlineRequest, inline_source
from hera.workflows._core.signature import read_signature

KNOWN = {"workflow.name": "wf", "workflow.parameters.p": "P"}

# Runs on Python 3.7, too.
_DRIVER = """
import base64, dataclasses, datetime, enum, json, os, runpy, sys, traceback
for number, source in enumerate(json.load(sys.stdin)):
    path = os.path.join(sys.argv[1], "script%d" % number)
    with open(path, "w", encoding="utf-8") as stream:
        stream.write(source)
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        with open(path + ".status", "w") as stream:
            stream.write(str(os.WEXITSTATUS(status) if os.WIFEXITED(status) else -status))
        continue
    code = 0
    os.dup2(os.open(path + ".out", os.O_CREAT | os.O_WRONLY), 1)
    os.dup2(os.open(path + ".err", os.O_CREAT | os.O_WRONLY), 2)
    sys.path[0] = sys.argv[1]
    try:
        runpy.run_path(path, run_name="__main__")
    except SystemExit as error:
        code = error.code if isinstance(error.code, int) else int(error.code is not None)
        if code and not isinstance(error.code, int):
            sys.stderr.write("%s\\n" % error.code)
    except BaseException:
        code = 1
        traceback.print_exc()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)
"""


@dataclass(frozen=True)
class Pod:
    """What is left of a run."""

    code: int
    out: str
    err: str

    @property
    def result(self) -> str:
        """What Argo takes for the result: without one closing newline."""
        assert self.code == 0, self.err
        return self.out.removesuffix("\n")


def source_of(function: Any, **request: Any) -> str:
    """Return a function's source; there must be nothing to find in it."""
    text, findings = inline_source(InlineRequest(function, read_signature(function), **request))
    assert findings == []
    return text


def findings_of(function: Any, **request: Any) -> list[str]:
    found = inline_source(InlineRequest(function, read_signature(function), **request))[1]
    return [f"{file}:{line}: {text}" for (file, line), text in found]


def run(sources: Sequence[str], python: str = sys.executable) -> list[Pod]:
    """Run sources after Argo's substitution."""
    with tempfile.TemporaryDirectory() as folder:
        # What we have installed is nothing that an image has.
        command = [python, "-I", "-S", "-c", _DRIVER, folder]
        subprocess.run(command, input=json.dumps(sources), text=True, check=True, cwd=folder)
        return [_pod(Path(folder, f"script{number}")) for number in range(len(sources))]


def _pod(path: Path) -> Pod:
    texts = [path.with_suffix(f".{end}").read_bytes().decode() for end in ("out", "err")]
    return Pod(int(path.with_suffix(".status").read_text()), *texts)


def run_with(
    function: Any, values: Mapping[str, str] | None = None, /, *, files: str = "", **request: Any
) -> Pod:
    """Run a function's script with the given texts as parameters.

    Args:
        function: the function.
        values: the parameters' texts.
        files: a folder that stands for `/tmp/hera-` in the paths of artifacts and outputs.
        request: more of the request.
    """
    source = substitute(source_of(function, **request), values or {}, KNOWN)
    if files:
        source = source.replace("'/tmp/hera-", f"'{files}/")
    return run([source])[0]


def run_file(source: str, folder: Path, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run a source as a file of its own, as a pod does."""
    path = folder / "script"
    path.write_text(source, encoding="utf-8")
    command = [sys.executable, str(path)]
    return subprocess.run(command, capture_output=True, text=True, cwd=folder, **options)


@cache
def pythons() -> dict[str, str]:
    """Return the interpreters at hand, by version, from 3.7 on."""
    root = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    found: dict[str, str] = {}
    for minor in range(7, 16):
        name = f"python3.{minor}"
        candidates = [shutil.which(name), *map(str, root.glob(f"versions/*/bin/{name}"))]
        for candidate in filter(None, candidates):
            if _starts(candidate):
                found[f"3.{minor}"] = candidate
                break
    return found


def _starts(python: str) -> bool:
    tried = subprocess.run([python, "-c", ""], capture_output=True)
    return tried.returncode == 0
