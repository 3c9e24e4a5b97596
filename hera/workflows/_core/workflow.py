"""What the four kinds of workflows do: collect templates, build, read."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import hera.workflows as facade
from hera import exceptions
from hera.shared import global_config

from . import building, reading
from .context import Collecting
from .flat import Converter, Flat, Place, as_list, get, list_wire, lower, place_of_caller
from .metrics import metrics_wire
from .node import template_name
from .parameter import wire_of
from .signature import read_signature, template_io
from .steps import written_templates
from .submitting import Submitting, SubmittingAsWorkflow, SubmittingKept
from .volume import claims_wire, volumes_wire

if TYPE_CHECKING:
    from collections.abc import Mapping

    from typing_extensions import Self

    from hera_models import Workflow as ModelWorkflow

MOST_NAME_CHARACTERS = 63


def _arguments(_: Any, value: Any) -> Any:
    return wire_of("arguments", value)


def _volumes(_: Any, value: Any) -> list[Any] | None:
    return volumes_wire(value) or None


def _templates(_: Any, value: Any) -> list[Any] | None:
    return [building.template_wire(item) for item in written_templates(value)] or None


def _pull_secrets(_: Any, value: Any) -> list[Any]:
    return [{"name": item} if isinstance(item, str) else lower(item) for item in as_list(value)]


class WorkflowBase(Submitting, Collecting, Flat):
    """What `Workflow` does. Templates that are made inside its context belong to it."""

    _collects: ClassVar[str] = "templates"
    _place: Place | None = None
    _always: ClassVar[tuple[tuple[str, ...], ...]] = (("metadata",), ("spec",))
    # Where the WorkflowSpec lies in the manifest.
    _spec: ClassVar[tuple[str, ...]] = ("spec",)
    _converters: ClassVar[Mapping[str, Converter]] = {
        "arguments": _arguments,
        "volumes": _volumes,
        "volume_claim_templates": list_wire,
        "metrics": metrics_wire,
        "templates": _templates,
        "on_exit": template_name,
        "image_pull_secrets": _pull_secrets,
    }

    if TYPE_CHECKING:
        api_version: str | None
        arguments: Any
        templates: Any
        volumes: Any
        volume_claim_templates: Any

    def __init__(self, /, **given: Any) -> None:
        super().__init__(**given)
        values = self.__dict__
        values["_place"] = place_of_caller()
        values.setdefault("api_version", global_config.api_version)
        values.setdefault("kind", type(self)._kind())
        # A list of its own, which grows in its context alone.
        values["templates"] = as_list(self.templates)
        for key in ("namespace", "service_account_name"):
            if getattr(global_config, key) is not None:
                values.setdefault(key, getattr(global_config, key))
        for key in ("name", "generate_name"):
            text = values.get(key)
            if isinstance(text, str) and len(text) > MOST_NAME_CHARACTERS:
                raise ValueError(
                    f"{key} must be no more than {MOST_NAME_CHARACTERS} characters: {text}"
                )

    @classmethod
    def _kind(cls) -> str:
        """Return the Kubernetes kind: the class's name, of the facade's own class."""
        return next(c.__name__ for c in cls.__mro__ if c.__module__.startswith("hera."))

    def _add_template(self, template: Any) -> None:
        self._collect("templates", template)

    def _ensure_template(self, template: Any) -> None:
        """Add a template, unless there is one of its name; another one is a finding at build."""
        there = self._templates_by_name().get(template.name)
        if there is None:
            self._add_template(template)
        elif template.name and there is not template and not _same(there, template):
            conflicts = self.__dict__.get("_conflicts", ())
            self.__dict__["_conflicts"] = (*conflicts, (there, template))

    def _templates_by_name(self) -> dict[str | None, Any]:
        """Return the first template of each name; those added since the last call are new in it."""
        templates = as_list(self.templates)
        known: dict[str | None, Any]
        count, known = self.__dict__.get("_by_name", (0, {}))
        if count > len(templates):
            count, known = 0, {}
        for template in templates[count:]:
            known.setdefault(getattr(template, "name", None), template)
        self.__dict__["_by_name"] = (len(templates), known)
        return known

    def _wire(self) -> dict[str, Any]:
        data = super()._wire()
        first: dict[str, Any] = {key: data[key] for key in ("apiVersion", "kind") if key in data}
        data = {**first, **data}
        claims = self._claims()
        if claims:
            spec = data
            for key in self._spec:
                spec = spec.setdefault(key, {})
            known = spec.get("volumeClaimTemplates", [])
            spec["volumeClaimTemplates"] = [*known, *claims]
        reading.restore(self, data)
        return data

    def _claims(self) -> list[dict[str, Any]]:
        """Return the claims of all volumes that want one; of those of one name the first."""
        given = lower(as_list(self.volume_claim_templates))
        known = {get(item, ("metadata", "name")) for item in given}
        found: list[dict[str, Any]] = []
        for owner in as_list(self.templates):
            claims = claims_wire(getattr(owner, "volumes", None))
            found.extend(claim for claim in claims if claim["metadata"]["name"] not in known)
            known.update(claim["metadata"]["name"] for claim in claims)
        return [*found, *claims_wire(self.volumes)]

    def to_dict(
        self, *, check: bool = False, strict: bool | None = None, target: str | None = None
    ) -> dict[str, Any]:
        """Return the manifest as plain data.

        What `hera lint` finds wrong with it is a warning, unless one of the arguments makes it an
        error.

        Args:
            check: raise an error for what Argo would refuse, or what can only fail. What merely
                looks wrong stays a warning.
            strict: raise an error for all that is found, also for what looks wrong.
                ``global_config.strict`` by default.
            target: the Argo version to write for, such as ``"3.5"``; ``global_config.target`` by
                default.

        Raises:
            BuildError: something is found, and ``check`` or ``strict`` makes it an error.
        """
        return building.manifest(self, check=check, strict=strict, target=target)

    def build(
        self, *, check: bool = False, strict: bool | None = None, target: str | None = None
    ) -> ModelWorkflow:
        """Return the manifest as an object of `hera_models`; arguments as in :meth:`to_dict`."""
        model: ModelWorkflow = building.model(self, check=check, strict=strict, target=target)
        return model

    def to_yaml(
        self,
        *args: Any,
        check: bool = False,
        strict: bool | None = None,
        target: str | None = None,
        **kwargs: Any,
    ) -> str:
        """Return the manifest as YAML.

        Args:
            args: of PyYAML's ``dump``, for another form.
            check: as in :meth:`to_dict`.
            strict: as in :meth:`to_dict`.
            target: as in :meth:`to_dict`.
            kwargs: of PyYAML's ``dump``, for another form.

        Raises:
            BuildError: as in :meth:`to_dict`.
        """
        data = self.to_dict(check=check, strict=strict, target=target)
        return building.yaml_text(data, *args, **kwargs)

    def to_json(
        self,
        *,
        indent: int | None = None,
        check: bool = False,
        strict: bool | None = None,
        target: str | None = None,
    ) -> str:
        """Return the manifest as JSON; arguments and errors as in :meth:`to_dict`."""
        data = self.to_dict(check=check, strict=strict, target=target)
        return building.json_text(data, indent)

    def to_file(
        self, output_directory: Path | str = ".", name: str = "", *args: Any, **kwargs: Any
    ) -> Path:
        """Write the manifest to a YAML file, and return its path.

        Args:
            output_directory: where; made if it is not there.
            name: of the file, without suffix; by default the workflow's.
            args: as in :meth:`to_yaml`.
            kwargs: as in :meth:`to_yaml`.

        Raises:
            ValueError: neither the file nor the workflow has a name.
        """
        return building.write_file(self, Path(output_directory), name, *args, **kwargs)

    @classmethod
    def from_dict(cls, model_dict: Mapping[str, Any]) -> Self:
        """Read a manifest from plain data.

        Raises:
            hera_models.ValidationError: what does not fit, by its path.
        """
        return reading.from_dict(cls, model_dict)

    @classmethod
    def from_yaml(cls, yaml_str: str | bytes) -> Self:
        """Read a manifest from the one document of a YAML text.

        Raises:
            hera_models.ParseError: it is not YAML.
            hera_models.ValidationError: what does not fit, by its path.
        """
        return reading.from_yaml(cls, yaml_str)

    @classmethod
    def from_file(cls, yaml_file: Path | str) -> Self:
        """Read a manifest from a YAML file; errors as in :meth:`from_yaml`."""
        return cls.from_yaml(Path(yaml_file).read_bytes())

    def get_parameter(self, name: str) -> facade.Parameter:
        """Return a reference to one of the workflow's arguments.

        Raises:
            KeyError: it has no such argument.
        """
        data = wire_of("arguments", self.arguments)
        if data is None:
            raise KeyError("Workflow has no arguments set")
        if not any(item.get("name") == name for item in data.get("parameters") or ()):
            raise KeyError(f"`{name}` is not a valid workflow parameter")
        return facade.Parameter(name=name, value=f"{{{{workflow.parameters.{name}}}}}")

    def __getstate__(self) -> dict[str, Any]:
        # A service holds connections, and perhaps a token, which is not for a file.
        return {name: value for name, value in self.__dict__.items() if name != "workflows_service"}

    def __copy__(self) -> Self:
        return self._copy()

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        service = self.workflows_service
        memo[id(service)] = service  # shared with the copy
        memo[id(self)] = twin = self._copy()
        twin.__dict__.update(deepcopy(self.__dict__, memo))
        return twin


def _same(one: Any, other: Any) -> bool:
    """Tell whether two templates come out alike, so that one may stand for both."""
    if one == other:
        return True
    sources = getattr(one, "source", None), getattr(other, "source", None)
    codes = [getattr(source, "__code__", None) for source in sources]
    # The same `def` that was run twice, as in a loop or a factory.
    if codes[0] is None or codes[0] != codes[1] or one._copy(source=sources[1]) != other:
        return False
    # What a factory's `def` takes by default may differ from call to call.
    first, second = (template_io(read_signature(source))[0] for source in sources)
    return first == second


class WorkflowTemplateBase(SubmittingAsWorkflow, SubmittingKept, WorkflowBase):
    """What `WorkflowTemplate` does."""

    if TYPE_CHECKING:
        status: Any

    def __init__(self, /, **given: Any) -> None:
        super().__init__(**given)
        if self.status is not None:
            raise ValueError(f"status is not a valid field on a {self.kind}")

    _noun: ClassVar[str] = "workflow_template"
    _body: ClassVar[str] = "template"


class ClusterWorkflowTemplateBase(WorkflowTemplateBase):
    """What `ClusterWorkflowTemplate` does."""

    _noun: ClassVar[str] = "cluster_workflow_template"
    _namespaced: ClassVar[bool] = False


class CronWorkflowBase(SubmittingKept, WorkflowBase):
    """What `CronWorkflow` does."""

    _noun: ClassVar[str] = "cron_workflow"
    _body: ClassVar[str] = "cronWorkflow"
    _link: ClassVar[str] = "get_cron_workflow_link"

    _always: ClassVar[tuple[tuple[str, ...], ...]] = (("metadata",), ("spec", "workflowSpec"))
    _spec: ClassVar[tuple[str, ...]] = ("spec", "workflowSpec")

    if TYPE_CHECKING:
        schedule: str | None
        schedules: Any

    def _wire(self) -> dict[str, Any]:
        data = super()._wire()
        if "schedule" in data["spec"]:
            if not self.__dict__.get("_reads_schedule"):
                schedule = data["spec"].pop("schedule")
                data["spec"]["schedules"] = [*data["spec"].get("schedules", ()), schedule]
        elif "_bare" not in self.__dict__:
            data["spec"].setdefault("schedules", [])
        return data


class WorkflowEventBindingBase(WorkflowBase):
    """What `WorkflowEventBinding` does."""

    # It has none; what is common to the kinds asks for them.
    templates: Any = None
    volumes: Any = None
    volume_claim_templates: Any = None

    def _service(self, *, asynchronous: bool = False) -> Any:
        raise exceptions.NotImplemented(
            f"the Argo server lists event bindings, but does nothing else with them: write "
            f"{self._title()} with to_yaml() or to_file(), and apply it with kubectl"
        )
