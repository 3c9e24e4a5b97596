"""What holds for templates of every type."""

from __future__ import annotations

import re

from .near import near
from .registry import rule
from .shape import any_string, is_object, listed, mapping, objects, under
from .tags import OPEN, has_placeholder
from .template import LEAVES, PODS, Template

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from .finding import Path
    from .registry import Say
    from .shape import Object

    Fill = Callable[[object], str]

_TYPES_TEXT = (
    "choose one of: container, containerSet, steps, script, resource, dag, suspend, template, "
    "template ref"
)
_RETRY_POLICIES = ("Always", "OnError", "OnFailure", "OnTransientError", "")
_WHOLE = re.compile(r"[-+]?[0-9]+")
_DURATION = re.compile(r"([0-9]+) ?([smhd])")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_METRIC_NAME = re.compile(r"[a-zA-Z_][a-zA-Z0-9_]*")
_PLAIN_RESOURCES = ("cpu", "memory")


class Filled:
    """A template with the values that its tags stand for.

    Attributes:
        template: The template.
        fields: Those of the template.
        fill: Returns a text with its tags replaced; anything but text is empty.
    """

    __slots__ = ("fields", "fill", "template")

    def __init__(self, template: Template, fill: Fill) -> None:
        self.template: Template = template
        self.fields: Collection[str] = template.fields
        self.fill: Fill = fill


class PodResources:
    """The resources of a whole pod.

    Attributes:
        argo: How Argo's text begins, such as ``spec.podResources``.
        path: The place of the resources.
        raw: The resources.
    """

    __slots__ = ("argo", "path", "raw")

    def __init__(self, argo: str, path: Path, raw: Object) -> None:
        self.argo: str = argo
        self.path: Path = path
        self.raw: Object = raw


@rule("HL401", Template, "A template has a type")
def one_type_at_least(view: Template, say: Say) -> None:
    """A template says what it does: `container`, `script`, `dag`, `steps`, `suspend`, ….

    ```yaml
    templates:
    - name: main
    ```

    Add what it is to do.
    """
    if not view.kinds:
        told = f"templates.{view.name} template type unspecified. {_TYPES_TEXT}"
        say(view.path, told, argo=f"template '{view.name}' type is unknown")


@rule("HL402", Template, "A template has one type")
def one_type_at_most(view: Template, say: Say) -> None:
    """A template does one thing: it cannot be a container and a DAG at once.

    ```yaml
    templates:
    - name: main
      container: {image: busybox}
      suspend: {}
    ```

    Make two templates of it, and call both from a third.
    """
    if len(view.kinds) > 1:
        argo = f"templates.{view.name} multiple template types specified. {_TYPES_TEXT}"
        say(view.path, f"it has {' and '.join(view.kinds)}", argo=argo)


@rule("HL408", Template, "A retry policy is one that Argo has", needs=("retryStrategy",))
def retry_policy(view: Template, say: Say) -> None:
    """`retryStrategy.retryPolicy` is `Always`, `OnFailure`, `OnError` or `OnTransientError`.

    ```yaml
    retryStrategy: {limit: 3, retryPolicy: Never}
    ```

    Choose one of the four, or leave it out for `OnFailure`.
    """
    policy = mapping(view.raw.get("retryStrategy")).get("retryPolicy")
    if isinstance(policy, str) and policy not in _RETRY_POLICIES:
        place = under(view.path, "retryStrategy", "retryPolicy")
        told = near(policy, _RETRY_POLICIES[:-1]).removeprefix("; ")
        say(place, told, argo=f"{policy} is not a valid RetryPolicy")


@rule(
    "HL409",
    Template,
    "Only what runs something itself has a timeout",
    needs=("timeout", "pendingTimeout"),
)
def timeout_in_leaf(view: Template, say: Say) -> None:
    """`timeout` and `pendingTimeout` belong to templates that run something themselves.

    ```yaml
    templates:
    - name: main
      timeout: 10m
      dag: {tasks: [{name: a, template: a}]}
    ```

    Put the timeout on the templates that the steps or tasks call, or use the workflow's
    `activeDeadlineSeconds`.
    """
    for key in ("timeout", "pendingTimeout"):
        if view.raw.get(key) and view.kind and view.kind not in LEAVES:
            argo = f"{view.type_name} template doesn't support {key} field"
            say(under(view.path, key), argo=argo)


@rule("HL410", Filled, "A timeout has a unit", needs=("timeout",))
def timeout_unit(view: Filled, say: Say) -> None:
    """`timeout` is a duration such as `30s`, `10m` or `1h30m`, not a bare number.

    ```yaml
    timeout: "30"
    ```

    Write the unit: `timeout: 30s`.
    """
    timeout = view.fill(view.template.raw.get("timeout"))
    if _WHOLE.fullmatch(timeout):
        argo = f"{view.template.name} has invalid duration format in timeout"
        place = under(view.template.path, "timeout")
        say(place, argo=argo, hint=f"write the unit: {timeout}s")


@rule(
    "HL412",
    Template,
    "Steps and DAGs have no deadline of their own",
    needs=("activeDeadlineSeconds",),
)
def deadline_in_leaf(view: Template, say: Say) -> None:
    """`activeDeadlineSeconds` of a template limits its pod, so steps and DAGs cannot have it.

    ```yaml
    templates:
    - name: main
      activeDeadlineSeconds: 60
      steps: [[{name: a, template: a}]]
    ```

    Put it on the templates that they call, or on the workflow.
    """
    if view.kind in ("steps", "dag") and view.raw.get("activeDeadlineSeconds") is not None:
        argo = f"templates.{view.name}.activeDeadlineSeconds is only valid for leaf templates"
        say(under(view.path, "activeDeadlineSeconds"), argo=argo)


@rule(
    "HL413", Filled, "A deadline is a positive number of seconds", needs=("activeDeadlineSeconds",)
)
def deadline_number(view: Filled, say: Say) -> None:
    """`activeDeadlineSeconds` is a whole number above 0, or a tag.

    ```yaml
    activeDeadlineSeconds: 5m
    ```

    Write seconds: `300`.
    """
    template = view.template
    given = template.raw.get("activeDeadlineSeconds")
    if given is None or template.kind in ("steps", "dag"):
        return
    text = view.fill(given) if isinstance(given, str) else any_string(given)
    unknown = has_placeholder(text) or (text.startswith(OPEN) and text.endswith("}}"))
    if not unknown and (not _WHOLE.fullmatch(text) or int(text) < 0):
        argo = f"templates.{template.name}.activeDeadlineSeconds must be a positive integer > 0"
        amount = _DURATION.fullmatch(text)
        hint = f"write seconds: {int(amount[1]) * _SECONDS[amount[2]]}" if amount else None
        place = under(template.path, "activeDeadlineSeconds")
        say(place, argo=f"{argo} or an argo variable", hint=hint)


@rule("HL414", Template, "Only steps and DAGs limit how much runs at once", needs=("parallelism",))
def parallelism_in_inner(view: Template, say: Say) -> None:
    """`parallelism` of a template limits the children of steps and DAGs.

    ```yaml
    templates:
    - name: main
      parallelism: 2
      container: {image: busybox}
    ```

    Put it on the template that calls this one, or on the workflow.
    """
    # Argo takes a template with an empty list of steps for one without a type here.
    inner = view.kind == "dag" or (view.kind == "steps" and listed(view.raw["steps"]))
    if not inner and view.raw.get("parallelism") is not None:
        argo = f"templates.{view.name}.parallelism is only valid for steps and dag templates"
        say(under(view.path, "parallelism"), argo=argo)


@rule("HL415", Template, "Init containers have names", needs=("initContainers",))
def init_container_names(view: Template, say: Say) -> None:
    """Each of `initContainers` has a name.

    ```yaml
    initContainers:
    - image: busybox
    ```

    Add `name`.
    """
    for index, container in enumerate(objects(view.raw.get("initContainers"))):
        if not container.get("name"):
            place = under(view.path, "initContainers", index)
            say(place, argo="initContainers must all have container name")


@rule(
    "HL416",
    Template,
    "What belongs to a pod stands in templates that make one",
    needs=("podResources", "resourceClaims"),
)
def pod_fields(view: Template, say: Say) -> None:
    """`podResources` and `resourceClaims` belong to templates that create a pod.

    Those are container, script, containerSet, resource and data templates.

    ```yaml
    templates:
    - name: main
      podResources: {limits: {cpu: "1"}}
      http: {url: "https://example.com"}
    ```

    Leave the field out, or move it to the template whose pod needs it.
    """
    if view.kind in PODS or not view.kind:
        return
    start, kind = f"templates.{view.name}", view.type_name
    if view.raw.get("podResources") is not None:
        argo = f"{start}.podResources is not supported for {kind} templates"
        say(under(view.path, "podResources"), argo=argo)
    if view.raw.get("resourceClaims"):
        argo = f"{start}.resourceClaims is not supported for {kind} templates, which do not create"
        say(under(view.path, "resourceClaims"), argo=f"{argo} a pod")


@rule("HL417", PodResources, "A whole pod has CPU, memory and huge pages")
def pod_resources(view: PodResources, say: Say) -> None:
    """`podResources` holds limits and requests of `cpu`, `memory` and `hugepages-…` only.

    ```yaml
    podResources:
      limits: {nvidia.com/gpu: "1"}
    ```

    Ask for other resources, and for claims, in the container's `resources`.
    """
    if view.raw.get("claims"):
        argo = f"{view.argo}.claims is not supported for pod-level resources"
        say(under(view.path, "claims"), argo=argo)
    for part in ("limits", "requests"):
        for name in mapping(view.raw.get(part)):
            if name not in _PLAIN_RESOURCES and not str(name).startswith("hugepages-"):
                argo = f'{view.argo}: "{name}" is not a valid pod-level resource, only cpu, memory'
                say(under(view.path, part, name), argo=f"{argo} and hugepages-* are supported")


@rule("HL418", Template, "Metrics are complete", needs=("metrics",))
def metrics(view: Template, say: Say) -> None:
    """A Prometheus metric has a name of letters, digits and `_`, a help text, and a value.

    Labels are named likewise. A gauge in real time cannot show `resourcesDuration.…`, which is
    known at the end only.

    ```yaml
    metrics:
      prometheus:
      - name: my.metric
        gauge: {value: "1"}
    ```

    Correct the name, add `help` or the value that is missing.
    """
    prometheus = objects(mapping(view.raw.get("metrics")).get("prometheus"))
    for index, metric in enumerate(prometheus):
        place = under(view.path, "metrics", "prometheus", index)
        name = any_string(metric.get("name"))
        start = f"templates.{view.name} metric"
        if not _METRIC_NAME.fullmatch(name):
            argo = f"{start} name '{name}' is invalid. Metric names must contain alphanumeric"
            say(place, argo=f"{argo} characters or '_'")
        if not metric.get("help"):
            argo = f"{start} '{name}' must contain a help string under 'help: ' field"
            say(place, argo=argo)
        for key in (any_string(label.get("key")) for label in objects(metric.get("labels"))):
            if not _METRIC_NAME.fullmatch(key):
                argo = f"metric label '{key}' is invalid: keys may only contain alphanumeric"
                say(under(place, "labels"), argo=f"{argo} characters or '_'")
        problem = _problem_with_values(metric)
        if problem:
            say(place, argo=f"{start} '{name}' error: {problem}")


def _problem_with_values(metric: Object) -> str:
    for kind in ("gauge", "counter", "histogram"):
        if is_object(metric.get(kind)) and not mapping(metric[kind]).get("value"):
            return f"missing {kind}.value"
    gauge = mapping(metric.get("gauge"))
    if gauge.get("realtime") and "resourcesDuration." in any_string(gauge.get("value")):
        return "'resourcesDuration.*' metrics cannot be used in real-time"
    return ""
