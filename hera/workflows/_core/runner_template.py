"""What the runner needs in a template, so that a pod calls a function by its name."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from .signature import plain_function

OUTPUTS_VARIABLE = "hera__outputs_directory"
PYDANTIC_VARIABLE = "hera__pydantic_mode"
# Argo writes the values into the file that the runner reads.
SOURCE = "{{inputs.parameters}}"


def runner_args(function: Callable[..., Any]) -> list[str]:
    """Return the arguments of ``python`` that call the function in a pod."""
    return ["-m", "hera.workflows.runner", "-e", entrypoint_of(function)]


def runner_env(outputs_directory: str | None, pydantic_mode: int | None) -> list[dict[str, str]]:
    """Return the environment variables that the runner reads, as in a manifest."""
    values = {OUTPUTS_VARIABLE: outputs_directory, PYDANTIC_VARIABLE: pydantic_mode}
    return [{"name": k, "value": str(value)} for k, value in values.items() if value is not None]


def entrypoint_of(function: Callable[..., Any]) -> str:
    """Return ``module:function``, as it can be imported where the same files lie.

    Raises:
        ValueError: no file holds the function, as in an interactive session.
    """
    plain = plain_function(function)
    module, name = plain.__module__, plain.__name__
    loaded = sys.modules.get(module)
    # A function of a class goes by its bare name, as under Hera 7, where the runner can find it so.
    if loaded is not None and "<" not in plain.__qualname__:
        name = name if len(functions_named(loaded, name)) == 1 else plain.__qualname__
    return f"{_main_module(plain) if module == '__main__' else module}:{name}"


def functions_named(module: ModuleType, name: str) -> dict[str, Any]:
    """Return the functions that ``name`` may mean in a module, by their qualified names.

    ``function`` and ``Class.function`` are looked up; a bare name that the module lacks is looked
    for in its classes.
    """
    found: Any = module
    for part in name.split("."):
        found = getattr(found, part, None)
        if found is None:
            break
    else:
        return {name: found}
    if "." in name:
        return {}
    classes = [c for c in _classes(module, "") if c.__module__ == module.__name__]
    return {f"{c.__qualname__}.{name}": getattr(c, name) for c in classes if name in vars(c)}


def _classes(holder: object, prefix: str) -> Iterator[type]:
    """Yield the classes in a module or class, each under its own name alone."""
    members: dict[str, Any] = dict(vars(holder))
    for name, value in members.items():
        if isinstance(value, type) and value.__qualname__ == prefix + name:
            yield value
            yield from _classes(value, f"{prefix}{name}.")


def _main_module(function: Callable[..., Any]) -> str:
    """Return the name by which the file that is being run can be imported."""
    file = getattr(function, "__globals__", {}).get("__file__")
    if file is None:
        raise ValueError(
            f"{function.__qualname__}() lies in no file, so the runner cannot import it in a pod: "
            "move it to a module, or use the inline constructor"
        )
    path = Path(file).resolve()
    roots = [Path(entry or ".").resolve() for entry in (*sys.path, "")]
    inside = [root for root in roots if root in path.parents]
    # The deepest is the one from which Python would find it under the shortest name.
    root = max(inside, key=lambda root: len(root.parts), default=path.parent)
    return ".".join(path.relative_to(root).with_suffix("").parts)
