"""What holds for templates that run containers, and for those that act on resources."""

from __future__ import annotations

import re

from .graph import find_cycle
from .names import problem_with
from .near import near
from .registry import rule
from .shape import any_string, is_object, listed, mapping, objects, string, under
from .tags import is_placeholder
from .template import ARTIFACTS, IN_POD, Template
from .template_rules import Filled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .finding import Path
    from .registry import Say
    from .shape import Object

_ACTIONS = ("get", "create", "apply", "delete", "replace", "patch")
_RESERVED = ("init", "wait")
# It goes no further than to the next one that begins: looking for an end takes no longer then.
_EXPRESSION = re.compile(r"\{\{\s*=((?:(?!\{\{\s*=|\}\}).)+)\}\}", re.DOTALL)


@rule("HL421", Template, "A container has an image", needs=("container", "script"))
def image_given(view: Template, say: Say) -> None:
    """Containers and scripts name their image, unless `templateDefaults` does.

    ```yaml
    templates:
    - name: main
      container: {command: [date]}
    ```

    Add `image`.
    """
    for kind in ("container", "script"):
        if view.raw.get(kind) is None or mapping(view.raw[kind]).get("image"):
            continue
        if not mapping(view.holder.defaults.get(kind)).get("image"):
            place = under(view.path, kind)
            say(place, argo=f"templates.{view.name}.{kind}.image may not be empty")


@rule("HL422", Filled, "Every path is used once", needs=(IN_POD, ARTIFACTS))
def mounts_apart(view: Filled, say: Say) -> None:
    """Two volumes, or a volume and an input artifact, cannot lie at one path.

    ```yaml
    inputs: {artifacts: [{name: data, path: /data}]}
    container:
      image: busybox
      volumeMounts: [{name: work, mountPath: /data}]
    ```

    Move one of the two.
    """
    template = view.template
    start = f"templates.{template.name}"
    if is_object(template.raw.get("containerSet")):
        mounts = _mounts(mapping(template.raw["containerSet"]), ("containerSet",), "volumeMounts")
        _one_each(view, f"{start}.containerSet.", mounts, say)
    if not is_object(template.raw.get("container")):
        return
    mounts = _mounts(mapping(template.raw["container"]), ("container",), "container.volumeMounts")
    inputs = mapping(template.raw.get("inputs"))
    for index, artifact in enumerate(objects(inputs.get("artifacts"))):
        if artifact.get("path"):
            place: Path = ("inputs", "artifacts", index, "path")
            text = f"inputs.artifacts[{index}].path"
            name = f"inputs.artifacts.{string(artifact.get('name'))}"
            mounts.append((place, text, name, artifact["path"]))
    _one_each(view, f"{start}.", mounts, say)


def _mounts(raw: Object, at: Path, text: str) -> list[tuple[Path, str, str, object]]:
    return [
        (
            under(at, "volumeMounts", index, "mountPath"),
            f"{text}[{index}].mountPath",
            f"{text}.{string(mount.get('name'))}",
            mount.get("mountPath"),
        )
        for index, mount in enumerate(objects(raw.get("volumeMounts")))
    ]


def _one_each(
    view: Filled, start: str, mounts: list[tuple[Path, str, str, object]], say: Say
) -> None:
    taken: dict[str, str] = {}
    for place, text, name, given in mounts:
        path = view.fill(given)
        before = taken.setdefault(path, name)
        if before is not name:
            argo = f"{start}{text} '{path}' already mounted in {before}"
            say(under(view.template.path, *place), argo=argo)


@rule("HL423", Template, "A container set is complete", needs=("containerSet",))
def container_set(view: Template, say: Say) -> None:
    """A container set has containers with good names; they wait for each other without cycles.

    If the template has input artifacts or outputs, one container is called `main`: it is the one
    that Argo takes them from and puts them into.

    ```yaml
    containerSet:
      containers:
      - {name: a, image: busybox, dependencies: [b]}   # no b
    ```

    Correct the name, add the container, or rename one to `main`.
    """
    if not is_object(view.raw.get("containerSet")):
        return
    containers = objects(mapping(view.raw["containerSet"]).get("containers"))
    place = under(view.path, "containerSet", "containers")
    start = f"templates.{view.name}.containerSet.containers"
    if not containers:
        say(place, argo=f"{start} must have at least one container")
    names = [string(container.get("name")) for container in containers]
    before = set[str]()
    for index, name in enumerate(names):
        problem = problem_with(name) if name else ""
        if not name:
            say(under(place, index), argo=f"{start}[{index}].name is required")
        elif problem:
            say(under(place, index), argo=f"{start}[{index}].name: '{name}' is invalid: {problem}")
        elif name in before:
            say(under(place, index), argo=f"{start}[{index}].name '{name}' is not unique")
        before.add(name)
    _container_order(containers, names, start, place, say)
    needs_main = view.artifacts or view.output_parameters or view.output_artifacts
    if needs_main and "main" not in names:
        argo = f'{start} must have a container named "main" for input or output'
        say(place, argo=argo)


def _container_order(
    containers: list[Object], names: list[str], start: str, place: Path, say: Say
) -> None:
    waits: dict[str, list[str]] = {name: [] for name in names}
    for index, container in enumerate(containers):
        for name in map(any_string, listed(container.get("dependencies"))):
            if name in waits:
                waits[names[index]].append(name)
            else:
                argo = f"{start}.{names[index]} dependency '{name}' not defined"
                say(under(place, index, "dependencies"), argo=argo)
    cycle = find_cycle(waits)
    if cycle:
        say(place, argo=f"{start} dependency cycle detected: {'->'.join(cycle)}")


@rule(
    "HL424", Template, "Argo's own containers keep their names", needs=("containerSet", "sidecars")
)
def reserved_names(view: Template, say: Say) -> None:
    """Argo adds containers of its own to each pod: `init` and `wait`, and `main` for the work.

    ```yaml
    sidecars:
    - {name: wait, image: busybox}
    ```

    Rename the sidecar or the container of the set.
    """
    start = f"templates.{view.name}"
    groups: list[tuple[str, Path, list[Object], tuple[str, ...]]] = [
        (
            f"{start}.containerSet.containers",
            ("containerSet", "containers"),
            objects(mapping(view.raw.get("containerSet")).get("containers")),
            _RESERVED,
        ),
        (
            f"{start}.sidecars",
            ("sidecars",),
            objects(view.raw.get("sidecars")),
            (*_RESERVED, "main"),
        ),
    ]
    for argo, place, containers, reserved in groups:
        for index, container in enumerate(containers):
            if container.get("name") in reserved:
                told = f'{argo}: "{container["name"]}" is a reserved Argo container name'
                say(under(view.path, *place, index, "name"), argo=told)


@rule("HL425", Filled, "A resource template does something that Argo can", needs=("resource",))
def resource_action(view: Filled, say: Say) -> None:
    """`resource.action` is `get`, `create`, `apply`, `delete`, `replace` or `patch`.

    ```yaml
    resource: {action: remove, manifest: "…"}
    ```

    Choose one of these.
    """
    raw = view.template.raw.get("resource")
    if not is_object(raw):
        return
    action = view.fill(mapping(raw).get("action"))
    if action not in _ACTIONS and not is_placeholder(action):
        argo = f"templates.{view.template.name}.resource.action must be one of: "
        place = under(view.template.path, "resource", "action")
        told = near(action, _ACTIONS).removeprefix("; ")
        say(place, told if "did you" in told else "", argo=argo + ", ".join(_ACTIONS))


@rule("HL426", Filled, "A resource template has one manifest", needs=("resource",))
def resource_manifest(view: Filled, say: Say) -> None:
    """Whatever creates or changes a resource has `manifest` or `manifestFrom`, not both.

    An artifact in `manifestFrom` is one of the template's inputs.

    ```yaml
    resource: {action: create}
    ```

    Add the resource's manifest as text.
    """
    template = view.template
    raw = template.raw.get("resource")
    if not is_object(raw) or view.fill(mapping(raw).get("action")) in ("get", "delete"):
        return
    resource, place = mapping(raw), under(template.path, "resource")
    source = resource.get("manifestFrom")
    if not resource.get("manifest") and source is None:
        at = f"templates.{template.name}.resource.manifest"
        say(place, argo=f"either {at} or {at}From must be specified")
    if resource.get("manifest") and source is not None:
        argo = "shouldn't have both `manifest` and `manifestFrom` specified in `Manifest`"
        say(place, argo=f"{argo} for resource template")
    artifact = mapping(source).get("artifact")
    if is_object(artifact) and string(mapping(artifact).get("name")) not in template.artifacts:
        name = string(mapping(artifact).get("name"))
        argo = f"artifact {name} in `manifestFrom` refer to a non-exist artifact"
        say(under(place, "manifestFrom", "artifact", "name"), argo=argo)


@rule("HL428", Filled, "A resource's manifest is YAML", needs=("resource",))
def manifest_is_yaml(view: Filled, say: Say) -> None:
    """The text in `resource.manifest` can be read as YAML, its tags aside.

    ```yaml
    resource:
      action: create
      manifest: |
        metadata:
          name: x
         labels: {}   # between two levels
    ```

    Correct the text; the message says where reading it ended.
    """
    raw = view.template.raw.get("resource")
    resource = mapping(raw)
    manifest = resource.get("manifest")
    if not isinstance(manifest, str) or view.fill(resource.get("action")) in ("get", "delete"):
        return
    filled = _EXPRESSION.sub(_expression, view.fill(manifest))
    problem = "" if is_placeholder(filled) else _yaml_problem(filled)
    if problem:
        argo = f"templates.{view.template.name}.resource.manifest must be a valid yaml"
        say(under(view.template.path, "resource", "manifest"), problem, argo=argo)


def _expression(match: re.Match[str]) -> str:
    """Return what Argo puts in the place of an expression; it sees none in several lines."""
    return match[0] if "\n" in match[1].strip() else "__argo__internal__placeholder-0"


def _yaml_problem(text: str) -> str:
    # PyYAML takes longer to load than all of the linter, and few workflows need it here.
    import yaml

    try:
        # Composed, not built: a few bytes of aliases could stand for gigabytes.
        first = next(yaml.compose_all(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader)), None)
    except yaml.YAMLError as error:
        return " ".join(str(error).split())
    waiting, seen = [first], set[int]()
    while waiting:
        node = waiting.pop()
        if node is None or id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            waiting += node.value
        elif isinstance(node, yaml.MappingNode):
            if any(not isinstance(key, yaml.ScalarNode) for key, _ in node.value):
                return f"a key that is no text, in line {node.start_mark.line + 1}"
            waiting += [value for _, value in node.value]
    return ""
