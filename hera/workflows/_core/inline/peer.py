"""The source text that Hera 7's inline constructor writes, for migrations without a diff."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Sequence

from ..signature import Signature
from .definition import module_of

_SYSTEM = "import os\nimport sys\nsys.path.append(os.getcwd())\n"


def hera_source(
    signature: Signature, *, add_cwd: bool = True, input_names: Sequence[str] | None = None
) -> str:
    """Return the function's body behind lines that read the parameters, as Hera 7 writes it.

    Args:
        signature: of the function.
        add_cwd: whether the working directory becomes importable.
        input_names: the template's input parameters; those of the signature by default.

    Raises:
        OSError: the function's text is not to be had.
        TypeError: it is no function.
    """
    source = _SYSTEM if add_cwd else ""
    # What has only keyword-only or variable arguments gets none of its values there.
    if inspect.getfullargspec(signature.function).args:
        slots = (slot for slot in signature.inputs if slot.kind == "parameter")
        names = [slot.name for slot in slots] if input_names is None else input_names
        source += _reading(sorted(set(names)))
    return source + _body(signature)


def _reading(names: Sequence[str]) -> str:
    if not names:
        return ""
    lines = ["import json"]
    for name in names:
        tag = f"r'''{{{{inputs.parameters.{name}}}}}'''"
        lines += [f"try: {name} = json.loads({tag})", f"except: {name} = {tag}"]
    return "\n".join(lines) + "\n\n"


def _body(signature: Signature) -> str:
    """Return the body in the spelling of `ast.unparse`, cut from the whole function's."""
    tree = module_of("".join(inspect.getsourcelines(signature.function)[0]))
    function = tree.body[0]
    if not isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return ""  # as Hera writes a lambda
    function.decorator_list = []
    lines = ast.unparse(function).split("\n")
    return textwrap.dedent("\n".join(lines[1:]))
