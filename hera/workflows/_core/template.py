"""What all templates do: their parts on the wire, and calls inside a DAG or Steps."""

# The package's classes know each other's protected parts.
# pyright: reportPrivateUsage=false

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar

import hera.workflows as facade
import hera_models
from hera.shared._base import ExpressionMixin

from ..exceptions import InvalidTemplateCall
from .context import add_template, enclosing_workflow, node_context
from .env import env_parameters, env_wire
from .flat import Converter, Flat, Place, as_list, items_wire, list_wire, lower, place_of_caller
from .metrics import metrics_wire
from .manifest_text import manifest_text
from .parameter import wire_of
from .volume import mounts_wire, volumes_wire

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from typing_extensions import Never, Unpack

    from ..task import TaskOptions
    from .script_types import TaskOrStep


def io_wire(use: str) -> Converter:
    """Return the converter of a template's inputs or outputs."""
    return lambda _, value: wire_of(use, value)


def _volumes(_: Any, value: Any) -> list[Any] | None:
    return volumes_wire(value) or None


class TemplateBase(Flat):
    """Base of all templates.

    One that is made inside a workflow's context belongs to the workflow. Called inside a DAG or
    Steps it gives a task or step.
    """

    _place: Place | None = None
    _converters: ClassVar[Mapping[str, Converter]] = {
        "inputs": io_wire("inputs"),
        "outputs": io_wire("outputs"),
        "metrics": metrics_wire,
        "env": env_wire,
        "env_from": list_wire,
        "sidecars": items_wire,
        "init_containers": items_wire,
        "volumes": _volumes,
    }

    if TYPE_CHECKING:
        name: str | None
        inputs: Any
        outputs: Any
        volumes: Any

    def __init__(self, /, **given: Any) -> None:
        super().__init__(**given)
        self.__dict__["_place"] = place_of_caller()
        self._complete()
        add_template(self)

    def _complete(self) -> None:
        """Fill in what was not given and has a default that is found at run time."""

    def _template_wire(self) -> dict[str, Any]:
        """Return the template as it stands in the workflow."""
        data = self._wire()
        self._mount(data)
        extra = env_parameters(self.__dict__.get("env"))
        if extra:
            inputs = data.setdefault("inputs", {})
            known = inputs.setdefault("parameters", [])
            names = {item.get("name") for item in known}
            known.extend(item for item in extra if item["name"] not in names)
        # A reader looks for these first.
        first: dict[str, Any] = {
            key: data[key] for key in ("name", "inputs", "outputs") if key in data
        }
        return {**first, **data}

    def _outputs_wire(self) -> dict[str, Any] | None:
        """Return what the template gives, as wire data."""
        return wire_of("outputs", self.outputs)

    # The key of the object that volumes are mounted into.
    _mounted_in: ClassVar[str] = ""

    def _mount(self, data: dict[str, Any]) -> None:
        mounts = mounts_wire(self.__dict__.get("volumes"))
        if mounts and self._mounted_in:
            container = data.setdefault(self._mounted_in, {})
            container["volumeMounts"] = [*container.get("volumeMounts", ()), *mounts]

    def _build_template(self) -> hera_models.Template:
        return hera_models.Template.from_dict(self._template_wire())

    def build(self) -> hera_models.Template:
        """Return the API object."""
        return self._build_template()

    def __call__(self, *args: Never, **kwargs: Unpack[TaskOptions]) -> TaskOrStep:
        """Return a task or step that runs this template, inside a DAG or Steps.

        Args:
            args: left out.
            kwargs: of the task or step: ``name`` (default: the template's), ``arguments``,
                ``when``, ``with_items``, …

        Raises:
            InvalidTemplateCall: outside a DAG or Steps.
            TypeError: an argument that tasks and steps do not have.
        """
        make = node_context()
        if make is None:
            where = (
                "not callable under a Workflow"
                if enclosing_workflow() is not None
                else "not under a Workflow, Steps, Parallel, or DAG context"
            )
            raise InvalidTemplateCall(f"Callable Template '{self.name}' is {where}")
        made: TaskOrStep = self._as_node(make, kwargs)
        return made

    def _as_node(self, make: Any, given: Mapping[str, Any]) -> Any:
        """Return a task or step that runs this template."""
        inferred = self._node_arguments(given)
        if inferred:
            given = {**given, "arguments": [*as_list(given.get("arguments")), *inferred]}
        return make(**{"name": self.name, **given, "template": self})

    def _node_arguments(self, given: Mapping[str, Any]) -> list[Any]:
        """Return the arguments that follow from a fan-out."""
        return []

    def _misfits(self, data: Mapping[str, Any]) -> Iterable[str]:
        """Return what is wrong with the types of the arguments of a task or step that runs this."""
        return ()

    def get_parameter(self, name: str) -> facade.Parameter:
        """Return a reference to an input parameter, for use inside the template.

        Raises:
            KeyError: the template has no such input.
        """
        found = self._input(name, "parameters", "Parameter")
        value = f"{{{{inputs.parameters.{name}}}}}"
        return facade.Parameter(name=name, description=found.get("description"), value=value)

    def get_artifact(self, name: str) -> facade.Artifact:
        """Return a reference to an input artifact, for use inside the template.

        Raises:
            KeyError: the template has no such input.
        """
        self._input(name, "artifacts", "Artifact")
        return facade.Artifact(name=name, from_=f"{{{{inputs.artifacts.{name}}}}}")

    def _input(self, name: str, kind: str, one: str) -> dict[str, Any]:
        data = wire_of("inputs", self.inputs)
        if data is None:
            raise KeyError(f"No inputs set. {one} {name} not found.")
        for item in data.get(kind) or ():
            if item.get("name") == name:
                return dict(item)
        raise KeyError(f"{one} {name} not found.")


_SUPPLIED = ("name", "description", "enum", "default", "value")


class SuspendBase(TemplateBase):
    """What `Suspend` does: parameters that a person fills in while it waits."""

    if TYPE_CHECKING:
        intermediate_parameters: Any

    def _complete(self) -> None:
        self.intermediate_parameters = as_list(self.intermediate_parameters)

    def _wire(self) -> dict[str, Any]:
        data = super()._wire()
        duration = data["suspend"].get("duration")
        if duration is not None:
            data["suspend"]["duration"] = str(duration)
        supplied = as_list(self.intermediate_parameters)
        if supplied:
            inputs = data.setdefault("inputs", {}).setdefault("parameters", [])
            inputs.extend(item._wire_of(_SUPPLIED) for item in supplied)
            data["outputs"] = self._outputs_wire()
        return data

    def _outputs_wire(self) -> dict[str, Any] | None:
        outputs = super()._outputs_wire() or {}
        supplied: list[dict[str, Any]] = [
            {**item._wire_of(("name", "description")), "valueFrom": {"supplied": {}}}
            for item in as_list(self.intermediate_parameters)
        ]
        if supplied:
            outputs["parameters"] = [*outputs.get("parameters", ()), *supplied]
        return outputs or None


# A value that is one tag, or several with a tag at either end.
_QUOTED_TAG = re.compile(r"(?<=[-:] )'(\{\{[^']*\}\})'(?=\n)")


def _manifest(_: Any, value: Any) -> Any:
    if isinstance(value, str):
        return value
    text = manifest_text(value.to_dict() if hasattr(value, "to_dict") else lower(value))
    # Argo fills tags in before it reads the text; as in Hera, the value then has its own type.
    return _QUOTED_TAG.sub(r"\1", text) if hasattr(value, "templates") else text


class ResourceBase(TemplateBase):
    """What `Resource` does: manifests may be workflows, API objects or plain data."""

    _converters: ClassVar[Mapping[str, Converter]] = {"manifest": _manifest}


def _data_source(_: Any, value: Any) -> Any:
    data = lower(value)
    return data if "artifactPaths" in data else {"artifactPaths": data}


def _transformations(_: Any, value: Any) -> list[Any]:
    return [
        {"expression": str(item)} if isinstance(item, (str, ExpressionMixin)) else lower(item)
        for item in as_list(value)
    ]


class DataBase(TemplateBase):
    """What `Data` does: its source may be an artifact, its transformations expressions."""

    _converters: ClassVar[Mapping[str, Converter]] = {
        "source": _data_source,
        "transformations": _transformations,
    }
