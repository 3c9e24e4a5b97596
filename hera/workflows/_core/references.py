"""What a task or step refers to: its outputs and state, as Argo's variables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import hera.workflows as facade

from .flat import Flat
from .parameter import wire_of


class References(Flat):
    """The references of a node. They hold its name as it is when they are asked for."""

    _subtype: ClassVar[str] = ""

    if TYPE_CHECKING:
        name: str
        template: Any

    def _variable(self, key: str) -> str:
        return f"{{{{{self._subtype}.{self.name}.{key}}}}}"

    @property
    def id(self) -> str:
        """Reference to the node's id."""
        return self._variable("id")

    @property
    def ip(self) -> str:
        """Reference to the address of the node's pod, where it is a daemon."""
        return self._variable("ip")

    @property
    def status(self) -> str:
        """Reference to how the node ended: ``Succeeded``, ``Failed``, …"""
        return self._variable("status")

    @property
    def exit_code(self) -> str:
        """Reference to the exit code of the node's main container."""
        return self._variable("exitCode")

    @property
    def started_at(self) -> str:
        """Reference to the time at which the node started."""
        return self._variable("startedAt")

    @property
    def finished_at(self) -> str:
        """Reference to the time at which the node ended."""
        return self._variable("finishedAt")

    @property
    def result(self) -> str:
        """Reference to what the node printed, or what its script returned."""
        return self._variable("outputs.result")

    def get_result_as(self, name: str) -> facade.Parameter:
        """Return an argument of this name that carries the node's result."""
        return facade.Parameter(name=name, value=self.result)

    def get_parameters_as(self, name: str) -> facade.Parameter:
        """Return an argument of this name that carries all output parameters of a fan-out."""
        return facade.Parameter(name=name, value=self._variable("outputs.parameters"))

    def get_parameter(self, name: str) -> facade.Parameter:
        """Return a reference to an output parameter.

        Raises:
            KeyError: the node's template has no such output.
            ValueError: the template is not at hand, or has no outputs.
        """
        self._known("parameters", "parameter", name)
        return self._parameter(name)

    def get_artifact(self, name: str) -> facade.Artifact:
        """Return a reference to an output artifact.

        Raises:
            KeyError: the node's template has no such output.
            ValueError: the template is not at hand, or has no outputs.
        """
        self._known("artifacts", "artifact", name)
        return self._artifact(name)

    def get_outputs_as_arguments(self) -> list[facade.Parameter | facade.Artifact]:
        """Return references to all outputs of the node's template, under their own names.

        Raises:
            ValueError: the template is not at hand, or has no outputs.
        """
        outputs = self._outputs("outputs")
        if not outputs:
            raise ValueError(f"Template '{self.template.name}' has no outputs")
        parameters = [self._parameter(item["name"]) for item in outputs.get("parameters") or ()]
        artifacts = [self._artifact(item["name"]) for item in outputs.get("artifacts") or ()]
        return [*parameters, *artifacts]

    def _parameter(self, name: str) -> facade.Parameter:
        return facade.Parameter(name=name, value=self._variable(f"outputs.parameters.{name}"))

    def _artifact(self, name: str) -> facade.Artifact:
        return facade.Artifact(name=name, from_=self._variable(f"outputs.artifacts.{name}"))

    def _known(self, kind: str, one: str, name: str) -> None:
        outputs = self._outputs(f"output {kind}")
        if not outputs:
            raise ValueError(
                f"Cannot get output {kind}. Template '{self.template.name}' has no outputs"
            )
        names = [item.get("name") for item in outputs.get(kind) or ()]
        if name not in names:
            has = f"; it has {', '.join(map(repr, names))}" if names else ""
            raise KeyError(f"No output {one} named `{name}` found{has}")

    def _outputs(self, what: str) -> dict[str, Any]:
        template = self.template
        if isinstance(template, str):
            raise ValueError(f"Cannot get {what} when the template was set via a name: {template}")
        if template is None:
            raise ValueError("Only 'template' is supported (not inline or template_ref)")
        if hasattr(template, "_outputs_wire"):
            return template._outputs_wire() or {}
        # An API object.
        return wire_of("outputs", template.outputs) or {}
