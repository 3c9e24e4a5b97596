"""A template and the object that holds it, with what the rules ask again and again."""

from __future__ import annotations

from .artifacts import has_location_or_key
from .shape import EMPTY, Fixed, mapping, objects, string, under

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from .finding import Path
    from .shape import Object

# Key in the manifest -> the name that Argo's texts use; in the order in which Argo looks.
TYPES = {
    "container": "Container",
    "containerSet": "ContainerSet",
    "steps": "Steps",
    "dag": "DAG",
    "script": "Script",
    "resource": "Resource",
    "data": "Data",
    "suspend": "Suspend",
    "http": "HTTP",
    "plugin": "Plugin",
}
PODS = frozenset({"container", "containerSet", "script", "resource", "data"})
LEAVES = PODS | {"http", "plugin"}
_WITH_RESULT = frozenset({"container", "script", "data", "http", "plugin"})

# What rules ask for of the fields of a template, besides their names: whether its pod has more than
# a container with a command, and artifacts or output parameters.
IN_POD = "in the pod"
ARTIFACTS = "artifacts"
RESULTS = "output parameters"
_ARE_IN_POD = frozenset({"containerSet", "initContainers", "podResources", "sidecars", "volumes"})
_COMMAND = frozenset(
    {"args", "command", "image", "imagePullPolicy", "name", "source", "workingDir"}
)

_OF_ANY_NODE = frozenset({"id", "startedAt", "finishedAt", "hostNodeName"})


class Holder:
    """What has templates: the linted object, or a template that it refers to.

    Attributes:
        key: Tells holders apart: whether the linted object itself, and the name.
        spec: The workflow's specification.
        path: Its place, for an object elsewhere the place of the reference.
        origin: Empty, for an object elsewhere what it is.
        defaults: The values that templates take over where they have none.
        listed: The templates in their order.
        templates: The templates by name; of several with one name the first.
    """

    __slots__ = ("defaults", "key", "listed", "origin", "path", "spec", "templates")

    def __init__(self, key: str, spec: Object, path: Path, origin: str = "") -> None:
        self.key: str = key
        self.spec: Object = spec
        self.path: Fixed | Path = Fixed(path, origin) if origin else path
        self.origin: str = origin
        # A ClusterWorkflowTemplate's own defaults fill no image, says Argo.
        cluster = origin.startswith("ClusterWorkflowTemplate")
        self.defaults: Object = EMPTY if cluster else mapping(spec.get("templateDefaults"))
        place = under(self.path, "templates")
        self.listed: list[Template] = [
            Template(raw, self, under(place, index))
            for index, raw in enumerate(objects(spec.get("templates")))
        ]
        self.templates: dict[str, Template] = {}
        for template in self.listed:
            self.templates.setdefault(template.name, template)

    def forget(self) -> None:
        """Let go of the templates, so that none waits for the garbage collector."""
        self.listed.clear()
        self.templates.clear()


class Template:
    """One template.

    Attributes:
        raw: The template as it stands in the manifest.
        fields: The names of its fields, and which of `IN_POD`, `ARTIFACTS` and `RESULTS` it has; as
            the registry of rules asks for it.
        holder: What it belongs to.
        path: Its place.
        name: Its name; empty for one that stands inline.
        kinds: The keys of its types; a good template has one.
        kind: The key of its type; empty if it has none.
        parameters: The input parameters by name.
        artifacts: The input artifacts by name.
        output_parameters: The output parameters by name.
        output_artifacts: The output artifacts by name.
        required: The names of input parameters that every caller must give.
        required_artifacts: The names of input artifacts likewise.
    """

    __slots__ = (
        "_results",
        "artifacts",
        "fields",
        "holder",
        "kind",
        "kinds",
        "name",
        "output_artifacts",
        "output_parameters",
        "parameters",
        "path",
        "raw",
        "required",
        "required_artifacts",
    )

    def __init__(self, raw: Object, holder: Holder, path: Path) -> None:
        self.raw: Object = raw
        self.holder: Holder = holder
        self.path: Path = path
        self.name: str = string(raw.get("name"))
        self.kinds: list[str] = _kinds(raw)
        self.kind: str = self.kinds[0] if self.kinds else ""
        # Most templates have neither.
        inputs = mapping(raw["inputs"]) if "inputs" in raw else EMPTY
        outputs = mapping(raw["outputs"]) if "outputs" in raw else EMPTY
        self.parameters: Mapping[str, Object] = _by_name(inputs, "parameters") if inputs else EMPTY
        self.artifacts: Mapping[str, Object] = _by_name(inputs, "artifacts") if inputs else EMPTY
        self.output_parameters: Mapping[str, Object] = (
            _by_name(outputs, "parameters") if outputs else EMPTY
        )
        self.output_artifacts: Mapping[str, Object] = (
            _by_name(outputs, "artifacts") if outputs else EMPTY
        )
        self.required: set[str] = set()
        self.required_artifacts: list[str] = []
        if inputs:
            self.required |= {name for name, item in self.parameters.items() if _needs_value(item)}
            self.required_artifacts += [
                name
                for name, item in self.artifacts.items()
                if not item.get("optional") and not has_location_or_key(item)
            ]
        self._results: dict[bool, frozenset[str]] = {}
        self.fields: Collection[str] = self._find_fields()

    @property
    def type_name(self) -> str:
        """The type as Argo's texts name it."""
        return TYPES.get(self.kind, "")

    def results(self, *, looped: bool) -> frozenset[str]:
        """Return what can be asked of a node of this template: ``outputs.result``, …

        Args:
            looped: Whether there are several nodes, whose outputs come as lists.
        """
        found = self._results.get(looped)
        if found is None:
            found = self._results[looped] = frozenset(self._find_results(looped))
        return found

    def _find_fields(self) -> Collection[str]:
        raw, found = self.raw, set(self.raw)
        if self.artifacts or self.output_artifacts:
            found.add(ARTIFACTS)
        if self.output_parameters:
            found.add(RESULTS)
        inner = raw.get("script") if "script" in raw else raw.get("container")
        both = "script" in raw and "container" in raw
        if both or not _ARE_IN_POD.isdisjoint(raw) or not _COMMAND.issuperset(mapping(inner)):
            found.add(IN_POD)
        return found

    def _find_results(self, looped: bool) -> set[str]:
        found = set(_OF_ANY_NODE)
        if self.raw.get("daemon"):
            found.add("ip")
        if self.has_result or (looped and self.kind == "containerSet"):
            found |= {"outputs.result", "exitCode"}
        if looped:
            found.add("outputs.parameters")
        found |= {f"outputs.parameters.{name}" for name in self.output_parameters}
        return found | {f"outputs.artifacts.{name}" for name in self.output_artifacts}

    @property
    def has_result(self) -> bool:
        """Whether there is an ``outputs.result``."""
        if self.kind != "containerSet":
            return self.kind in _WITH_RESULT
        containers = objects(mapping(self.raw["containerSet"]).get("containers"))
        return any(container.get("name") == "main" for container in containers)


class Opaque(Template):
    """Stands for a template that nobody can look into.

    Attributes:
        certain: Whether Argo knows no more of it, either, so that it refuses uses of its outputs;
            such is one whose name becomes known at run time.
    """

    __slots__ = ("certain",)

    def __init__(self, holder: Holder, *, certain: bool) -> None:
        super().__init__(EMPTY, holder, ())
        self.certain: bool = certain

    def results(self, *, looped: bool) -> frozenset[str]:
        """Return what can be asked of a node of this template."""
        return _OF_ANY_NODE if self.certain else _EVERYTHING


class _Everything(frozenset[str]):
    def __contains__(self, item: object) -> bool:
        return True


_EVERYTHING = _Everything()


def _kinds(raw: Object) -> list[str]:
    found = [key for key in raw if key in TYPES and raw[key] is not None]
    # Seldom more than one, whose order is Argo's.
    return found if len(found) < 2 else [key for key in TYPES if key in found]


def _by_name(raw: Object, kind: str) -> Mapping[str, Object]:
    return {string(item.get("name")): item for item in objects(raw.get(kind))}


def _needs_value(parameter: Object) -> bool:
    if parameter.get("value") is not None or parameter.get("default") is not None:
        return False
    source = mapping(parameter.get("valueFrom"))
    return source.get("configMapKeyRef") is None
