"""From a workflow to its manifest, with findings on the way."""

# The package's classes know each other's protected parts.
# pyright: reportPrivateUsage=false

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hera_models
from hera._files import replace_file
from hera.exceptions import BuildError, HeraException
from hera.shared import global_config
from hera_models._runtime.gc_pause import gc_paused
from hera_models._runtime.yaml_write import write

from ..exceptions import InvalidType
from . import state
from .context import nothing_open
from .findings import at, conflicts, judge
from .flat import Flat, as_list, get
from .node import template_name
from .steps import nodes_of
from .target import differs_by_release, for_target, is_version

if TYPE_CHECKING:
    from .workflow import WorkflowBase


def template_wire(template: Any) -> dict[str, Any]:
    """Return a template in a workflow as wire data, after the hooks for it.

    Raises:
        InvalidType: it is no template.
    """
    if isinstance(template, Flat):
        template = _hooked(template)
        if hasattr(template, "_template_wire"):
            wire: dict[str, Any] = template._template_wire()
            return wire
    elif hasattr(template, "to_dict"):
        data: dict[str, Any] = template.to_dict()
        return data
    raise InvalidType(f"{type(template)} is not a valid template type")


def _hooked(item: Any) -> Any:
    """Return what the hooks make of a copy, so that building changes nothing of the user's."""
    if any(type(item) is kind for kind, _ in global_config._hooks):
        return global_config._hooked(deepcopy(item))
    return item


def raw_manifest(workflow: WorkflowBase) -> dict[str, Any]:
    """Return the manifest as plain data, unjudged."""
    # A hook may make templates, of which none belongs to a workflow that is open just now.
    with nothing_open():
        data: dict[str, Any] = _hooked(workflow)._wire()
    return data


def looped_templates(workflow: WorkflowBase) -> frozenset[str | None]:
    """Return the names of the templates that run once for each of several items."""
    return frozenset(
        template_name(None, node.template)
        for template in as_list(workflow.templates)
        for node in nodes_of(template)
        if node.template is not None
        and (
            node.with_items is not None
            or node.with_param is not None
            or node.with_sequence is not None
        )
    )


def manifest(
    workflow: WorkflowBase,
    *,
    check: bool = False,
    strict: bool | None = None,
    target: str | None = None,
    submitting: bool = False,
) -> dict[str, Any]:
    """Return the manifest as plain data; findings are warnings, or errors where asked for."""
    # Building makes many objects and no garbage, which the collector would walk again and again.
    with gc_paused():
        return _judged(workflow, check, strict, target, submitting=submitting)


def _judged(
    workflow: WorkflowBase,
    check: bool,
    strict: bool | None,
    target: str | None,
    *,
    submitting: bool,
) -> dict[str, Any]:
    data, noted = draft(workflow)
    if state.is_only_read():
        # Judged once, by who reads the program.
        state.note_built(workflow)
        return _targeted(workflow, data, target)
    if check or submitting:
        _drop_nameless(data)
    strict = global_config.strict if strict is None else strict
    target = target or global_config.target
    data = _targeted(workflow, data, target)
    judge(
        workflow,
        data,
        noted,
        check=check,
        strict=strict,
        submitting=submitting,
        argo=target,
    )
    return data


def _targeted(workflow: WorkflowBase, data: dict[str, Any], target: str | None) -> dict[str, Any]:
    """Return the manifest as a release takes it; what that does not is told with its place."""
    if target is None:
        return data
    try:
        return for_target(data, target)
    except BuildError as error:
        raise BuildError(at(workflow._place, text) for text in error.findings) from None


def draft(workflow: WorkflowBase) -> tuple[dict[str, Any], list[state.Noted]]:
    """Return the manifest as plain data, and what is wrong that no manifest shows; unjudged."""
    build = state.Build(looped_templates(workflow), workflow._templates_by_name())
    with state.building(build):
        data = raw_manifest(workflow)
        _report_misfits(workflow, data)
    return data, [*build.findings, *conflicts(workflow)]


def _report_misfits(workflow: WorkflowBase, data: dict[str, Any]) -> None:
    """Note which of the workflow's arguments do not fit the function that it begins with."""
    spec: dict[str, Any] = get(data, workflow._spec) or {}
    template: Any = state.current().templates.get(spec.get("entrypoint"))
    if "arguments" in spec and hasattr(template, "_misfits"):
        for message in template._misfits({**spec, "name": workflow.name or workflow.generate_name}):
            state.report(message, workflow, "warning")


def for_submission(
    workflow: Any, service: Any, *, check: bool, target: str | None
) -> dict[str, Any]:
    """Return the manifest as it is sent.

    Args:
        workflow: what is to be created.
        service: tells the version of its server, if one is asked for it.
        check: raise an error for what Argo would refuse.
        target: the Argo version to write for, instead of the server's.
    """
    if not check:
        with state.building(state.Build(looped_templates(workflow))):
            data = raw_manifest(workflow)
        _drop_nameless(data)
    else:
        data = manifest(workflow, check=True, submitting=True, target=target)
    target = target or global_config.target
    if target is None and service is not None and differs_by_release(data):
        target = version_of_server(service)
    return _targeted(workflow, data, target)


def _drop_nameless(data: dict[str, Any]) -> None:
    """Take out templates without a name: those of `inline` tasks, which carry them as well."""
    spec = data["spec"].get("workflowSpec", data["spec"])
    if spec.get("templates"):
        spec["templates"] = [item for item in spec["templates"] if item.get("name")]


def version_of_server(service: Any) -> str | None:
    """Return the version of the server, or None where it does not tell a release's."""
    try:
        version = service.get_version().version
    except HeraException:
        return None
    return version if is_version(version) else None


async def for_async_submission(
    workflow: Any, service: Any, *, check: bool, target: str | None
) -> dict[str, Any]:
    """As :func:`for_submission`, with a service whose methods are awaited."""
    data = for_submission(workflow, None, check=check, target=target)
    if target or global_config.target or not differs_by_release(data):
        return data
    try:
        version = (await service.get_version()).version
    except HeraException:
        return data
    return _targeted(workflow, data, version) if is_version(version) else data


def model(workflow: WorkflowBase, *, check: bool, strict: bool | None, target: str | None) -> Any:
    """Return the manifest as an object of `hera_models`."""
    data = manifest(workflow, check=check, strict=strict, target=target)
    cls = getattr(hera_models, type(workflow)._kind())
    try:
        return cls.from_dict(data)
    except hera_models.ValidationError:
        # What is wrong was told by then; the caller gets what was built all the same.
        return cls.from_dict(data, lenient=True)


def yaml_text(data: dict[str, Any], *args: Any, **kwargs: Any) -> str:
    """Return plain data as YAML: in our form, or in that which PyYAML's options ask for."""
    if args or kwargs:
        import yaml

        kwargs.setdefault("sort_keys", False)
        dump: Any = yaml.dump  # whose result depends on whether a stream is among the options
        text: str = dump(data, *args, **kwargs)
        return text
    return write(data)


def json_text(data: dict[str, Any], indent: int | None) -> str:
    """Return plain data as JSON."""
    return json.dumps(data, indent=indent, ensure_ascii=False)


def write_file(
    workflow: WorkflowBase, directory: Path, name: str, *args: Any, **kwargs: Any
) -> Path:
    """Write a workflow's YAML to a file, whole or not at all."""
    name = name or workflow.name or (workflow.generate_name or "").rstrip("-")
    if not name:
        raise ValueError(
            "a workflow without name and generate_name needs a name for its file: "
            "to_file(directory, name)"
        )
    text = workflow.to_yaml(*args, **kwargs)
    directory = directory.absolute()
    path = directory / f"{name.removesuffix('.yaml')}.yaml"
    if not state.is_only_read():
        directory.mkdir(parents=True, exist_ok=True)
        replace_file(path, text)
    return path
