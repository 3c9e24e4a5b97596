"""Plain tags in which an expression stands: of those nothing becomes."""

from __future__ import annotations

import re

from .expressions.functions import BUILTIN, OF_ARGO
from .expressions.parser import TooDeep, parse
from .expressions.tokens import NotReadable
from .expressions.tree import functions, variables
from .known import ROOTS
from .registry import rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .finding import Path
    from .registry import Say

# What no name has; pipes and brackets are in templates of other programs, too.
_COMPUTED = re.compile(r"[-+*/%?|&<>=!(\[]")
# The keys that follow a root, of which other programs know nothing.
_PARTS = {
    "inputs": frozenset({"parameters", "artifacts"}),
    "outputs": frozenset({"parameters", "artifacts", "result"}),
    "workflow": frozenset(
        {"name", "namespace", "uid", "parameters", "labels", "annotations", "outputs", "status"}
    ),
}
_OF_NODES = frozenset({"outputs", "status", "exitCode", "startedAt", "finishedAt", "ip", "id"})


class Computed:
    """A plain tag that is an expression."""

    __slots__ = ("path", "tag")

    def __init__(self, path: Path, tag: str) -> None:
        self.path: Path = path
        self.tag: str = tag


def is_computed(name: str, *, foreign: bool) -> bool:
    """Tell whether the name in a plain tag is an expression for Argo.

    Args:
        name: What stands in the tag.
        foreign: Whether it may be meant for another program; then it must have a variable of
            Argo's, or a function that only Argo has.
    """
    if not _COMPUTED.search(name):
        return False
    try:
        tree = parse(name)
    except (NotReadable, TooDeep):
        return False
    used = [variable.keys for variable in variables(tree)]
    if any(keys[0] == "sprig" or _is_argos(keys) for keys in used):
        return True
    if foreign:
        return False
    called = {call.value for call in functions(tree)}
    if not called.isdisjoint(OF_ARGO):
        return True
    # A name with hyphens reads as a difference.
    ours = [keys[0] in ROOTS or keys[0] in called for keys in used]
    return bool(ours) and all(ours) and (called <= BUILTIN)


def _is_argos(keys: tuple[str, ...]) -> bool:
    if keys[0] in ("tasks", "steps"):
        return len(keys) > 2 and keys[2] in _OF_NODES
    return len(keys) > 1 and keys[1] in _PARTS.get(keys[0], ())


def hint_of(tag: str) -> str | None:
    """Return what to do about a tag that Argo does not know, where it is an expression."""
    if not is_computed(tag.strip(), foreign=False):
        return None
    return f"an expression is written {{{{={tag.strip()}}}}}"


@rule("HL722", Computed, "Expressions stand in tags of their own kind", "warning")
def expression_tag(view: Computed, say: Say) -> None:
    """What is computed stands in `{{=` and `}}`; a plain tag holds the name of a variable only.

    Other plain tags stay as they are.

    ```yaml
    args: ["{{asInt(inputs.parameters.count) + 1}}"]
    ```

    Write `{{=asInt(inputs.parameters.count) + 1}}`.
    """
    told = f"{{{{{view.tag}}}}} stays as it is: it is an expression"
    say(view.path, told, hint=f"write {{{{={view.tag.strip()}}}}}")
