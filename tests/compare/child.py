"""Runs programs on the library that this Python finds, and prints one JSON line for each.

Stands alone, since it runs in the peer's environment too: ``python child.py MODE FILE...``, where
MODE is ``plain``, or ``hera`` for script sources as Hera writes them.
"""

from __future__ import annotations

import contextlib
import enum
import importlib.util
import json
import os
import signal
import sys
import warnings
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

SECONDS = 60


def plain(value: Any) -> Any:
    """Return a value as JSON can carry it; what JSON has no form for is tagged with its type."""
    if isinstance(value, enum.Enum):
        value = value.value
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, Mapping):
        return {key if isinstance(key, str) else repr(key): plain(value[key]) for key in value}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return {"!" + type(value).__name__: str(value)}


def collect(namespace: Mapping[str, Any]) -> dict[str, Any]:
    """Return the workflows of a program by name: its variables, and the items of `workflows`."""
    named = dict(namespace)
    for index, workflow in enumerate(named.pop("workflows", [])):
        named[f"workflows[{index}]"] = workflow
    return {
        name: value
        for name, value in named.items()
        if not isinstance(value, type)
        and isinstance(getattr(value, "kind", None), str)  # an expression has every attribute
        and hasattr(value, "to_dict")
    }


def attempt(make: Any) -> Any:
    """Return what `make` gives, or the class of what it raises."""
    try:
        return plain(make())
    except Exception as error:
        return {"!raised": type(error).__name__, "!message": str(error)}


def execute(path: Path) -> dict[str, Any]:
    """Run a program as a module of its own name, so that its sources and classes can be found."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} is no Python file")
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)

    import yaml  # not before the program: only what it imports itself is there when it runs

    workflows = collect(vars(module))
    return {
        "dict": {name: attempt(workflow.to_dict) for name, workflow in workflows.items()},
        "yaml": {
            name: attempt(lambda workflow=workflow: yaml.safe_load(workflow.to_yaml()))
            for name, workflow in workflows.items()
        },
        # Building must change nothing: what was built first is built again.
        "again": {name: attempt(workflow.to_dict) for name, workflow in workflows.items()},
        "observed": plain(getattr(module, "observed", {})),
    }


def result(path: Path, mode: str) -> dict[str, Any]:
    """Run a program, and return what came of it."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            if mode == "hera":
                from hera.shared import global_config

                global_config.script_source = "hera"  # type: ignore[attr-defined, unused-ignore]  # ours alone has it
            made = execute(path)
        except BaseException as error:
            made = {"raised": type(error).__name__, "message": str(error)}
    counts = Counter(warning.category.__name__ for warning in caught)
    return {**made, "warnings": dict(counts)}


def apart(path: Path, mode: str) -> dict[str, Any]:
    """Run a program in a fork, so that it leaves nothing behind and its crash is its own."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        os.close(reader)
        signal.alarm(SECONDS)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what a program prints is no result
        with open(writer, "w", encoding="utf-8") as pipe:
            json.dump(result(path, mode), pipe)
        os._exit(0)
    os.close(writer)
    with open(reader, encoding="utf-8") as pipe:
        text = pipe.read()
    _, status = os.waitpid(child, 0)
    if status:
        return {"raised": f"the process ended with status {status}", "message": text}
    made: dict[str, Any] = json.loads(text)
    return made


def main() -> None:
    """Run the programs that are named on the command line."""
    mode, *files = sys.argv[1:]
    sys.path.pop(0)  # the directory of this file, which no program is to see
    with contextlib.suppress(Exception):  # what is wrong with it, each program says for itself
        import hera.workflows  # noqa: F401  # once for all forks
    for file in files:
        print(json.dumps({"file": file, **apart(Path(file), mode)}), flush=True)


if __name__ == "__main__":
    main()
