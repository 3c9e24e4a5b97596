"""Patches of pods, which are text that Argo reads when it makes the pod."""

from __future__ import annotations

from .near import closest
from .objects import Subject
from .registry import rule
from .shape import Fixed, mapping, string, under
from .tags import CLOSE, OPEN, without_expressions, without_tags
from .template import Template
from .template_rules import Filled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from .finding import Path
    from .registry import Say

# Longer text is not read: nobody patches a pod with more, and reading takes its time.
_LONGEST = 100_000
# The fields of a pod's specification, which Kubernetes has many of and Argo's schema none.
_FIELDS = frozenset(
    [
        "activeDeadlineSeconds",
        "affinity",
        "automountServiceAccountToken",
        "containers",
        "dnsConfig",
        "dnsPolicy",
        "enableServiceLinks",
        "ephemeralContainers",
        "hostAliases",
        "hostIPC",
        "hostNetwork",
        "hostPID",
        "hostUsers",
        "hostname",
        "hostnameOverride",
        "imagePullSecrets",
        "initContainers",
        "nodeName",
        "nodeSelector",
        "os",
        "overhead",
        "preemptionPolicy",
        "priority",
        "priorityClassName",
        "readinessGates",
        "resourceClaims",
        "resources",
        "restartPolicy",
        "runtimeClassName",
        "schedulerName",
        "schedulingGates",
        "securityContext",
        "serviceAccount",
        "serviceAccountName",
        "setHostnameAsFQDN",
        "shareProcessNamespace",
        "subdomain",
        "terminationGracePeriodSeconds",
        "tolerations",
        "topologySpreadConstraints",
        "volumes",
        "workloadRef",
    ]
)
# What comes behind a template's patch where Argo writes the template as JSON to replace its tags.
_BEHIND = ("metrics", "synchronization", "memoize", "annotations", "timeout")
# What a patch of a whole pod would have.
_OF_POD = frozenset({"apiVersion", "kind", "metadata", "spec"})


@rule("HL439", Template, "A patch of a pod can be read", "warning", needs=("podSpecPatch",))
def patch_readable(view: Template, say: Say) -> None:
    """`podSpecPatch` is text: a mapping in YAML or JSON with fields of a pod's `spec`.

    Argo reads it when it makes the pod, which fails with any other; fields that a pod does not have
    are lost without a word.

    ```yaml
    podSpecPatch: |
      container:
      - name: main
    ```

    Write `containers`.
    """
    # What stands in another object is told where that one is judged.
    if isinstance(view.path, Fixed):
        return
    for path, told in _problems(view.raw["podSpecPatch"], under(view.path, "podSpecPatch")):
        say(path, told)


@rule("HL445", Filled, "The tags in a patch of a pod end", needs=("podSpecPatch",))
def patch_closed(view: Filled, say: Say) -> None:
    """After `{{` in a template's `podSpecPatch` comes `}}`; else Argo cannot replace any tag.

    ```yaml
    podSpecPatch: "hostname: {{workflow.name"
    ```

    Add the braces.
    """
    raw, defaults = view.template.raw, view.template.holder.defaults
    given = string(raw.get("podSpecPatch"))
    start = given.rfind(OPEN)
    # That an expression does not end is told where expressions are.
    if start < 0 or CLOSE in given[start:] or given.startswith("=", start + len(OPEN)):
        return
    # Mappings that end behind it would look like the tag's end.
    if not any(raw.get(key) or defaults.get(key) for key in _BEHIND):
        argo = f'templates.{view.template.name} Cannot find end tag="}}}}"'
        say(under(view.template.path, "podSpecPatch"), argo=argo, hint="close it with }}")


@rule(
    "HL121",
    Subject,
    "A workflow's patch of its pods can be read",
    "warning",
    needs=("artifactGC", "podSpecPatch", "templateDefaults"),
)
def patch_of_workflow_readable(view: Subject, say: Say) -> None:
    """`podSpecPatch` of a workflow is text like that of a template: a mapping in YAML or JSON.

    ```yaml
    spec:
      podSpecPatch: "{"
    ```

    Write the fields of the pod's `spec` that are to be set: `terminationGracePeriodSeconds: 3`.
    """
    for keys in ((), ("templateDefaults",), ("artifactGC",)):
        holder = mapping(view.spec.get(keys[0])) if keys else view.spec
        given, path = holder.get("podSpecPatch"), under(view.path, *keys, "podSpecPatch")
        for place, told in _problems(given, path):
            say(place, told)


def _problems(given: object, path: Path) -> Iterator[tuple[Path, str]]:
    if not isinstance(given, str) or not given.strip() or len(given) > _LONGEST:
        return
    keys, problem = _read(without_tags(without_expressions(given, "x")))
    if problem:
        # A tag may stand for any part of the text.
        if OPEN not in given:
            yield path, f"{problem}; a pod cannot be made"
        return
    for key in keys:
        near = closest(key, _FIELDS)
        if key not in _FIELDS and key != "x" and (near or key in _OF_POD):
            told = f"; did you mean {near!r}?" if near else ": write the fields of its spec alone"
            yield path, f"the spec of a pod has no field {key!r}{told}"


def _read(text: str) -> tuple[list[str], str]:
    """Return the top-level keys of a mapping in YAML, or what is wrong with it."""
    # PyYAML takes longer to load than all of the linter, and few workflows need it here.
    import yaml

    try:
        # Composed, not built: a few bytes of aliases could stand for gigabytes.
        node = next(yaml.compose_all(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader)), None)
    except (yaml.YAMLError, RecursionError) as error:
        return [], "it is no YAML: " + " ".join(str(error).split())
    if node is None or (isinstance(node, yaml.ScalarNode) and node.tag.endswith(":null")):
        return [], ""
    if not isinstance(node, yaml.MappingNode):
        return [], "it is no mapping but " + (
            "a list" if isinstance(node, yaml.SequenceNode) else "a value"
        )
    return [key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode)], ""
