"""The arguments of workflows, steps and tasks."""

from __future__ import annotations

from .artifacts import has_location_or_key
from .near import near
from .registry import rule
from .shape import any_string, is_list, is_object, listed, mapping, objects, string, under

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .finding import Path
    from .registry import Say
    from .shape import Object

# How Argo's text begins for the arguments of a workflow.
OF_WORKFLOW = "spec.arguments."
_SUPPLYING = ("configMapKeyRef", "supplied")
_PRODUCING = ("path", "jsonPath", "parameter", "expression")


class Arguments:
    """The arguments of a workflow, a step or a task.

    Attributes:
        argo: How Argo's text begins, such as ``spec.arguments.``.
        path: The place of the arguments.
        parameters: The parameters, in the order of the list.
        artifacts: The artifacts likewise.
        may_be_empty: Whether a value may come later.
    """

    __slots__ = ("argo", "artifacts", "may_be_empty", "parameters", "path")

    def __init__(self, argo: str, path: Path, raw: Object, *, may_be_empty: bool) -> None:
        self.argo: str = argo
        self.path: Path = path
        self.parameters: list[Object] = objects(raw.get("parameters"))
        self.artifacts: list[Object] = objects(raw.get("artifacts"))
        self.may_be_empty: bool = may_be_empty


@rule("HL301", Arguments, "A parameter among arguments has a value")
def value_required(view: Arguments, say: Say) -> None:
    """Each parameter among the arguments has a `value` or a `valueFrom`.

    The arguments of a workflow template may stay open, and those of a workflow while it is
    linted; whoever submits it gives the values then.

    ```yaml
    arguments:
      parameters:
      - name: message
    ```

    Add a `value`.
    """
    if view.may_be_empty:
        return
    for index, parameter in enumerate(view.parameters):
        if parameter.get("value") is None and parameter.get("valueFrom") is None:
            at = f"{view.argo}{string(parameter.get('name'))}"
            argo = f"{at}.value or {at}.valueFrom is required"
            say(under(view.path, "parameters", index), argo=argo)


@rule("HL302", Arguments, "An argument's value comes from a ConfigMap, an event or a person")
def value_from_kind(view: Arguments, say: Say) -> None:
    """Among arguments, `valueFrom` holds `configMapKeyRef`, `event` or `supplied`.

    A `default` may stand beside them. `path`, `jsonPath`, `parameter` and `expression` belong to
    outputs.

    ```yaml
    arguments:
      parameters:
      - name: message
        valueFrom: {path: /tmp/message}
    ```

    Give the other task's output as a `value`: `"{{tasks.other.outputs.parameters.message}}"`.
    """
    for index, parameter in enumerate(view.parameters):
        source = parameter.get("valueFrom")
        if not is_object(source):
            continue
        found = mapping(source)
        supplied = found.get("event") or any(found.get(key) is not None for key in _SUPPLYING)
        if not supplied or any(found.get(key) for key in _PRODUCING):
            at = f"{view.argo}{string(parameter.get('name'))}"
            argo = f"{at}.valueFrom only allows: default, configMapKeyRef and supplied"
            say(under(view.path, "parameters", index, "valueFrom"), argo=argo)


@rule("HL303", Arguments, "A list of allowed values allows one at least")
def enum_not_empty(view: Arguments, say: Say) -> None:
    """A parameter of a workflow with `enum` lists at least one value.

    ```yaml
    arguments:
      parameters:
      - {name: colour, value: red, enum: []}
    ```

    List the values that are allowed, or leave `enum` out.
    """
    if view.argo != OF_WORKFLOW:
        # Argo reads a template twice, and an empty list is lost on the way.
        return
    for index, parameter in enumerate(view.parameters):
        if is_list(parameter.get("enum")) and not parameter["enum"]:
            argo = f"{view.argo}{string(parameter.get('name'))}.enum should contain"
            say(under(view.path, "parameters", index, "enum"), argo=f"{argo} at least one value")


@rule("HL304", Arguments, "A value is one of those that are allowed")
def value_in_enum(view: Arguments, say: Say) -> None:
    """The value of a parameter with `enum` is in that list.

    ```yaml
    arguments:
      parameters:
      - {name: colour, value: blue, enum: [red, green]}
    ```

    Give one of the values, or add yours to the list.
    """
    for index, parameter in enumerate(view.parameters):
        allowed = [any_string(value) for value in listed(parameter.get("enum"))]
        value = parameter.get("value")
        if not allowed or (value is None and view.may_be_empty):
            continue
        at = f"{view.argo}{string(parameter.get('name'))}"
        if value is None:
            # Without any source another rule tells it.
            if parameter.get("valueFrom") is not None:
                say(under(view.path, "parameters", index), argo=f"{at}.value is required")
        elif any_string(value) not in allowed:
            argo = f"{at}.value should be present in {at}.enum list"
            told = f"{any_string(value)!r:.100} is not allowed"
            place = under(view.path, "parameters", index, "value")
            say(place, told + near(any_string(value), allowed), argo=argo)


@rule("HL305", Arguments, "An artifact among arguments comes from somewhere")
def artifact_source(view: Arguments, say: Say) -> None:
    """Each artifact among the arguments has `from`, a location or a key.

    ```yaml
    arguments:
      artifacts:
      - name: data
    ```

    Add `from: "{{tasks.other.outputs.artifacts.data}}"`, or where it lies (`s3`, `raw`, …).
    """
    for index, artifact in enumerate(view.artifacts):
        if not artifact.get("from") and not has_location_or_key(artifact):
            at = f"{view.argo}{string(artifact.get('name'))}"
            argo = f"{at}.from, artifact location, or key is required"
            hint = _expression_hint(artifact)
            say(under(view.path, "artifacts", index), argo=argo, hint=hint)


def _expression_hint(artifact: Object) -> str | None:
    return "fromExpression belongs to outputs" if artifact.get("fromExpression") else None


@rule("HL306", Arguments, "An artifact comes from one place")
def artifact_one_source(view: Arguments, say: Say) -> None:
    """An artifact has `from` or `fromExpression`, not both.

    ```yaml
    artifacts:
    - name: data
      from: "{{tasks.a.outputs.artifacts.data}}"
      fromExpression: "tasks.a.outputs.artifacts.data"
    ```

    Leave one of them out.
    """
    for index, artifact in enumerate(view.artifacts):
        if artifact.get("from") and artifact.get("fromExpression"):
            argo = f"{view.argo}{string(artifact.get('name'))} shouldn't have both `from` and"
            say(under(view.path, "artifacts", index), argo=f"{argo} `fromExpression` in Artifact")
