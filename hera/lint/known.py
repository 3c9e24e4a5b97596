"""Which names an expression may use, by where it stands."""

from __future__ import annotations

from .expressions.functions import OF_ARGO, SPRIG
from .near import near

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Protocol, TypeAlias

    from .place import Place

    Fields: TypeAlias = Mapping[str, frozenset[str] | None]

    class Names(Protocol):
        """The names that are known in one place."""

        @property
        def functions(self) -> frozenset[str]:
            """The functions that Argo adds there."""
            ...

        def why_not(self, keys: tuple[str, ...]) -> str:
            """Return why a variable is not known, an empty text if it is."""
            ...


ROOTS = (
    "inputs",
    "outputs",
    "workflow",
    "tasks",
    "steps",
    "item",
    "pod",
    "node",
    "retries",
    "lastRetry",
    "cronworkflow",
)
# What Argo knows in metrics only.
OF_METRICS = frozenset({"duration", "status", "exitCode", "resourcesDuration"})

_CONTAINERS = frozenset(
    f"{root}{rest}" for root in ("inputs", "outputs") for rest in ("", ".parameters", ".artifacts")
) | frozenset(
    f"workflow{rest}"
    for rest in (
        "",
        ".parameters",
        ".labels",
        ".annotations",
        ".outputs",
        ".outputs.parameters",
        ".outputs.artifacts",
    )
)
_OF_NODES = frozenset(
    {
        "id",
        "status",
        "startedAt",
        "finishedAt",
        "hostNodeName",
        "ip",
        "exitCode",
        "outputs",
        "outputs.parameters",
        "outputs.artifacts",
    }
)
_NO_ITEM = "item is known in the step or task that loops, and nowhere else; pass it as an argument"
_NO_RETRY = "the template has no retryStrategy"


class InTemplate:
    """The names that a template, step or task knows.

    Attributes:
        functions: The functions that Argo adds there.
    """

    def __init__(self, place: Place, *, own_node: str = "", metrics: bool = False) -> None:
        """Begin with the place.

        Args:
            place: The template.
            own_node: The step or task whose own outcome is known as well, as in its hooks.
            metrics: Whether metrics are described.
        """
        self.functions: frozenset[str] = OF_ARGO
        self._place = place
        self._own_node = own_node
        self._metrics = metrics

    def why_not(self, keys: tuple[str, ...]) -> str:
        """Return why a variable is not known, an empty text if it is."""
        root = keys[0]
        if root == "sprig":
            return _why_no_sprig(keys)
        if root in self.functions or root == "$env":
            return ""
        scope = self._place.scope
        if root == "item":
            return "" if scope.looped else f"no loop here: {_NO_ITEM}"
        if root in ("retries", "lastRetry"):
            return "" if scope.retried else _NO_RETRY
        if root in OF_METRICS:
            return "" if self._metrics else f"{root} is known in metrics only"
        if root == "cronworkflow":
            return "a cron workflow is known in its `when` and `stopStrategy` only"
        if root not in ROOTS:
            return f"nothing is known as {root!r}" + near(root, ROOTS, "variables begin with")
        if root in ("tasks", "steps") and len(keys) > 1:
            return self._why_no_node(keys)
        return self._why_not_resolved(keys)

    def _why_no_node(self, keys: tuple[str, ...]) -> str:
        scope, asked = self._place.scope, ".".join(keys[2:])
        known = scope.nodes.get(keys[1])
        right_root = scope.root == f"{keys[0]}."
        if right_root and (keys[1] == self._own_node or keys[1:] == ("name",)):
            return ""
        if right_root and known is not None:
            if not asked or asked in _OF_NODES or asked in known:
                return ""
            if any(asked.startswith(f"{one}.") for one in known):
                return ""
        return scope.explain(".".join(keys), self._place.called)

    def _why_not_resolved(self, keys: tuple[str, ...]) -> str:
        scope, whole = self._place.scope, ".".join(keys)
        # The server and the controller add labels and annotations of their own.
        if whole in _CONTAINERS or "argoproj.io/" in whole:
            return ""
        starts = (".".join(keys[:count]) for count in range(len(keys), 1, -1))
        if any(start not in _CONTAINERS and scope.resolves(start) for start in starts):
            return ""
        if len(keys) == 1 or any(name.startswith(f"{whole}.") for name in scope.globals):
            return ""
        return scope.explain(whole, self._place.called)


class InWorkflow(InTemplate):
    """The names that a workflow's own hooks and labels know."""

    def why_not(self, keys: tuple[str, ...]) -> str:
        """Return why a variable is not known, an empty text if it is."""
        if keys[:2] == ("workflow", "failures"):
            return ""
        if keys[0] in ("workflow", "sprig", "$env") or keys[0] in self.functions:
            return super().why_not(keys)
        return "the variables of the workflow itself are known here, such as workflow.status"


class Anything:
    """All names, where nobody can tell which are known.

    Attributes:
        functions: The functions that Argo adds there.
    """

    functions: frozenset[str] = OF_ARGO

    def why_not(self, keys: tuple[str, ...]) -> str:
        """Return why a variable is not known, an empty text if it is."""
        return _why_no_sprig(keys) if keys[0] == "sprig" else ""


class Fixed:
    """Names that are the same in every manifest.

    Attributes:
        functions: The functions that Argo adds there.
    """

    def __init__(self, what: str, fields: Fields, *, functions: bool = False) -> None:
        """Begin with what is known.

        Args:
            what: What stands there, for messages.
            fields: The roots, each with its fields; None where any may be.
            functions: Whether Argo adds its functions.
        """
        self.functions: frozenset[str] = OF_ARGO if functions else frozenset()
        self._what = what
        self._fields = fields

    def why_not(self, keys: tuple[str, ...]) -> str:
        """Return why a variable is not known, an empty text if it is."""
        root = keys[0]
        if root == "$env" or root in self.functions:
            return ""
        if root == "sprig" and self.functions:
            return _why_no_sprig(keys)
        if root not in self._fields:
            known = near(root, self._fields, "it knows")
            return f"{self._what} knows nothing as {root!r}{known}"
        fields = self._fields[root]
        if fields is None or len(keys) == 1 or keys[1] in fields:
            return ""
        return f"{root} has no {keys[1]!r}" + near(keys[1], fields, "it has")


def _why_no_sprig(keys: tuple[str, ...]) -> str:
    if len(keys) == 1 or keys[1] in SPRIG:
        return ""
    return f"sprig has no {keys[1]!r}" + near(keys[1], SPRIG, "it has")


_LAST_RETRY = frozenset({"exitCode", "status", "duration", "message"})
_CRON = frozenset(
    {"name", "namespace", "labels", "annotations", "failed", "succeeded", "lastScheduledTime"}
)

OF_RETRIES = Fixed(
    "retryStrategy.expression", {"retries": None, "lastRetry": _LAST_RETRY}, functions=True
)
OF_CRON_TAGS = Fixed("`when` of a cron workflow", {"cronworkflow": _CRON}, functions=True)
OF_CRON = Fixed(
    "stopStrategy.expression", {"cronworkflow": _CRON | {"labels.json", "annotations.json"}}
)
OF_EVENTS = Fixed(
    "a workflow event binding",
    dict.fromkeys(["payload", "discriminator", "metadata", "namespace"]),
)
OF_EVENT_METADATA = Fixed(
    "a workflow event binding",
    dict.fromkeys(["payload", "discriminator", "metadata", "namespace"]),
    functions=True,
)
OF_RESPONSES = Fixed(
    "successCondition",
    {
        "request": frozenset({"method", "url", "body", "bodyBytes", "headers"}),
        "response": frozenset({"statusCode", "body", "headers"}),
    },
)
OF_DATA = Fixed("the transformation of data", {"data": None})
