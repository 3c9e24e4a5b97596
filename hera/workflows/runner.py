"""Calls a function in a pod: ``python -m hera.workflows.runner -e module:function FILE``.

FILE holds the template's parameters, as Argo writes them for ``{{inputs.parameters}}``. Templates
and images of Hera 7 and of this library go together both ways.
"""

from __future__ import annotations

import argparse
import asyncio
import importlib
import inspect
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ._core.runner_template import OUTPUTS_VARIABLE, PYDANTIC_VARIABLE, functions_named
from ._core.runner_values import (
    RunnerError,
    arguments_for,
    read_values,
    validator,
    write_result,
)
from ._core.signature import OUTPUTS_DIRECTORY, Signature, read_signature


def main(argv: Sequence[str] | None = None) -> int:
    """Run the function that the command line names.

    Returns:
        The exit status: the function's own where it returns an Output with one, 1 for an
        entrypoint, input or result that cannot be used. What the function raises is not caught.
    """
    parser = argparse.ArgumentParser(prog="python -m hera.workflows.runner")
    parser.add_argument("--entrypoint", "-e", required=True, help="module:function")
    parser.add_argument("args_path", type=Path, help="the file with the parameters, JSON")
    given = parser.parse_args(argv)
    directory = os.environ.get(OUTPUTS_VARIABLE) or OUTPUTS_DIRECTORY
    try:
        function = find_function(given.entrypoint)
        signature = _signature_of(function)
        validate = validator(os.environ.get(PYDANTIC_VARIABLE))
        values = read_values(given.args_path)
        args, kwargs = arguments_for(signature, values, validate, directory)
    except RunnerError as error:
        return _refuse(error)
    result = function(*args, **kwargs)
    if inspect.iscoroutine(result):
        result = asyncio.run(result)
    try:
        return write_result(signature, result, directory)
    except RunnerError as error:
        return _refuse(error)


def find_function(entrypoint: str) -> Any:
    """Import the module of ``module:function`` and return the function.

    Raises:
        RunnerError: there is no such module or function. What the module itself raises when it is
            imported is not caught.
    """
    module_name, colon, name = entrypoint.partition(":")
    if not (module_name and colon and name):
        raise RunnerError(f"the entrypoint is module:function; got {entrypoint!r}")
    try:
        module = importlib.import_module(module_name)
    except ModuleNotFoundError as error:
        # A module that the user's own code misses keeps its traceback.
        if error.name is None or not f"{module_name}.".startswith(f"{error.name}."):
            raise
        raise RunnerError(
            f"the entrypoint {entrypoint!r} needs a module {error.name!r}, which is neither "
            f"installed nor in the working directory {os.getcwd()}: is it in the image?"
        ) from None
    found = functions_named(module, name)
    if len(found) == 1:
        return next(iter(found.values()))
    where = getattr(module, "__file__", module_name)
    if not found:
        raise RunnerError(f"the entrypoint {entrypoint!r} names no function of {where}")
    raise RunnerError(
        f"the entrypoint {entrypoint!r} is ambiguous in {where}: write one of "
        + ", ".join(f"{module_name}:{path}" for path in found)
    )


def _signature_of(function: Any) -> Signature:
    try:
        return read_signature(function)
    except (TypeError, ValueError, SyntaxError) as error:
        raise RunnerError(str(error)) from None


def _refuse(error: RunnerError) -> int:
    print(f"error: {error}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
