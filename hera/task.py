"""``Task``: a function, or a container, and when it runs."""

# The package's classes know each other's protected parts.
# pyright: reportPrivateUsage=false

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from hera._literal import Literal, literal
from hera.resources import Resources
from hera.shared.serialization import json_default
from hera.workflows._core.constructors import InlineScriptConstructor
from hera.workflows._core.context import nothing_open
from hera.workflows._core.signature import read_signature
from hera.workflows._core.volume import mounts_wire
from hera.workflows.container import Container
from hera.workflows.env import Env
from hera.workflows.parameter import Parameter
from hera.workflows.script import Script
from hera.workflows.task import Task as Node
from hera_models import ContinueOn

if TYPE_CHECKING:
    from hera.artifact import OutputArtifact
    from hera.input import InputFrom
    from hera.retry import Retry
    from hera.security_context import TaskSecurityContext
    from hera.variable import VariableAsEnv
    from hera.workflows._core.env import EnvBase, EnvFromBase
    from hera.workflows._core.volume import VolumeBase
    from hera.workflows.artifact import Artifact
    from hera.workflows.operator import Operator
    from hera_models import TemplateRef, Toleration

__all__ = ["Task"]


class _JsonConstructor(InlineScriptConstructor):
    """The parameters are JSON, texts too."""

    _json_values: ClassVar[bool] = True


class Task:
    """A function that runs in a pod of its own, or a container.

    ``a >> b`` and ``a.next(b)`` make b wait for a.

    Args:
        name: of the task and its template; ``_`` becomes ``-``.
        func: the function. Without one the task runs the image's program.
        func_params: the function's arguments: one dict, or several to run the task once for each.
            They travel as JSON.
        input_from: run the task once for each item of another task's result.
        input_artifacts: files that the task takes.
        output_artifacts: files that the task writes.
        image: of the container; for a function it needs Python and nothing else.
        image_pull_policy: ``Always``, ``IfNotPresent`` or ``Never``.
        daemon: whether the workflow goes on while the task runs, and ends it in the end.
        command: what to run; ``["python"]`` where there are no ``args`` either.
        args: of the command.
        env_specs: environment variables, of :mod:`hera.env`.
        env_from_specs: sources of many, of :mod:`hera.env_from`.
        resources: CPU, memory, GPUs and volumes.
        working_dir: of the command.
        retry: how it is tried again.
        tolerations: of taints, of :mod:`hera.toleration`.
        node_selectors: labels that the pod's node has.
        labels: of the pod.
        annotations: of the pod.
        variables: parameters that are environment variables, too.
        security_context: as whom, and with which rights, it runs.
        continue_on_fail: whether those that wait for it run after it has failed.
        continue_on_error: whether they run after an error.
        template_ref: run this template of a WorkflowTemplate on the server instead.

    Attributes:
        name: the task's name in the workflow.
        template: the template that it runs; None with ``template_ref``.
        node: the task in the workflow's DAG.
        volumes: of its resources.

    Raises:
        TypeError: ``func`` is no function, ``func_params`` no list, or a value has no JSON form.
        ValueError: the dicts of ``func_params`` do not have the same keys, or stand beside
            ``input_from``.
    """

    def __init__(
        self,
        name: str,
        func: Callable[..., Any] | None = None,
        func_params: Sequence[Mapping[str, Any]] | None = None,
        input_from: InputFrom | None = None,
        input_artifacts: Sequence[Artifact] | None = None,
        output_artifacts: Sequence[OutputArtifact | Artifact] | None = None,
        image: str = "python:3.7",
        image_pull_policy: str = "Always",
        daemon: bool = False,
        command: list[str] | None = None,
        args: list[str] | None = None,
        env_specs: Sequence[EnvBase] | None = None,
        env_from_specs: Sequence[EnvFromBase] | None = None,
        resources: Resources | None = None,
        working_dir: str | None = None,
        retry: Retry | None = None,
        tolerations: Sequence[Toleration] | None = None,
        node_selectors: dict[str, str] | None = None,
        labels: dict[str, str] | None = None,
        annotations: dict[str, str] | None = None,
        variables: Sequence[VariableAsEnv] | None = None,
        security_context: TaskSecurityContext | None = None,
        continue_on_fail: bool = False,
        continue_on_error: bool = False,
        template_ref: TemplateRef | None = None,
    ) -> None:
        self.name: str = name.replace("_", "-")
        resources = resources or Resources()
        self.volumes: list[VolumeBase] = list(resources.volumes)
        slots = read_signature(func).inputs if func is not None else ()
        taken = {slot.name: slot for slot in slots if slot.kind == "parameter"}
        arguments, items = _arguments(self.name, taken, func_params, input_from)
        carried = {variable.name: json_text(variable.value) for variable in variables or ()}
        inputs = [key for key in (arguments if func is None else taken) if key in arguments]
        given: dict[str, Any] = {
            "name": self.name,
            "inputs": [
                *(Parameter(name=key) for key in dict.fromkeys([*inputs, *carried])),
                *(item._copy(from_=None) for item in input_artifacts or ()),
            ],
            "outputs": list(output_artifacts or ()),
            "image": image,
            "image_pull_policy": image_pull_policy,
            "daemon": daemon,
            "command": command if command or args else ["python"],
            "args": args,
            "env": [
                *(env_specs or ()),
                *(Env(name=key, value=f"{{{{inputs.parameters.{key}}}}}") for key in carried),
            ],
            "env_from": list(env_from_specs or ()),
            "resources": resources.to_dict(),
            "volume_mounts": mounts_wire(self.volumes) or None,
            "working_dir": working_dir,
            "retry_strategy": retry,
            "tolerations": list(tolerations or ()) or None,
            "node_selector": node_selectors,
            "labels": labels or {},
            "annotations": annotations or {},
            "security_context": security_context,
        }
        self.template: Script | Container | None = None
        with nothing_open():
            if template_ref is None and func is None:
                self.template = Container(**given)
            elif template_ref is None:
                json_values = _JsonConstructor()
                self.template = Script(
                    **given, source=func, container_name=self.name, constructor=json_values
                )
            self.node: Node = Node(
                name=self.name,
                template=None if template_ref else self.name,
                template_ref=template_ref,
                arguments=[
                    {**arguments, **carried},
                    *(item for item in input_artifacts or () if item.from_ is not None),
                ],
                with_items=items,
                with_param=input_from.result if input_from else None,
                continue_on=ContinueOn(error=continue_on_error, failed=continue_on_fail),
                dependencies=[],
            )

    @property
    def ip(self) -> str:
        """Tag for the address of this task's pod, if it is a daemon."""
        return f"{{{{tasks.{self.name}.ip}}}}"

    def next(self, other: Task) -> Task:
        """Run another task after this one; return the other."""
        if not isinstance(other, Task):  # pyright: ignore[reportUnnecessaryIsInstance] - users' own
            raise TypeError(f"after task {self.name!r} another Task can run; got {other!r}")
        before = other.node.dependencies = list(other.node.dependencies or ())
        if self.name not in before:
            before.append(self.name)
        return other

    def __rshift__(self, other: Task) -> Task:
        """Run another task after this one; return the other."""
        return self.next(other)

    def when(self, other: Task, operator: Operator, value: Any) -> Task:
        """Run this task after another, and only where its result compares so; return this task."""
        return other._then(self, f"outputs.result}}}} {operator.value} {value}")

    def on_success(self, other: Task) -> Task:
        """Run another task when this one has succeeded; return the other."""
        return self._then(other, "status}} == Succeeded")

    def on_failure(self, other: Task) -> Task:
        """Run another task when this one, which has ``continue_on_fail``, has failed; return it."""
        return self._then(other, "status}} == Failed")

    def on_error(self, other: Task) -> Task:
        """Run another when this one, which has ``continue_on_error``, had an error; return it."""
        return self._then(other, "status}} == Error")

    def _then(self, other: Task, condition: str) -> Task:
        other.node._only_when(f"{{{{tasks.{self.name}.{condition}")
        return self.next(other)


def json_text(value: Any) -> str:
    """Return the JSON that carries a value, plain ASCII.

    Raises:
        TypeError: the value has no JSON form.
    """
    # DEL would break Argo's substitution of items, which quotes it in Go's way.
    text = json.dumps(value, default=json_default).replace("\x7f", "\\u007f")
    return literal(text).argument if isinstance(value, Literal) else text


def _arguments(
    name: str,
    taken: Mapping[str, Any],
    func_params: Sequence[Mapping[str, Any]] | Mapping[str, Any] | None,
    input_from: InputFrom | None,
) -> tuple[dict[str, str], list[dict[str, str]] | None]:
    """Return a task's arguments, and the items that it runs for."""
    if isinstance(func_params, Mapping):
        raise TypeError(f"task {name!r}: func_params is a list of dicts: give [{func_params!r}]")
    defaults = {key: json_text(slot.default) for key, slot in taken.items() if slot.has_default}
    given = [
        {**defaults, **{key: json_text(value) for key, value in each.items()}}
        for each in func_params or [{}]
    ]
    if input_from is not None and len(given) > 1:
        raise ValueError(
            f"task {name!r} has input_from and {len(given)} dicts of func_params, and can run once "
            "for each item of one of them alone: leave out one, or give a single dict"
        )
    if any(each.keys() != given[0].keys() for each in given):
        raise ValueError(
            f"task {name!r}: the dicts of func_params have different keys; give each of them the "
            f"same: {', '.join(dict.fromkeys(key for each in given for key in each))}"
        )
    looped = given[0] if len(given) > 1 else input_from.parameters if input_from else ()
    arguments = {**given[0], **{key: f"{{{{item.{key}}}}}" for key in looped}}
    return arguments, given if len(given) > 1 else None
