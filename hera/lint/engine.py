"""`lint`: one manifest in, all findings out."""

from __future__ import annotations

from hera_models._runtime.gc_pause import gc_paused

from . import (
    artifact_paths,
    durations,
    expression_rules,
    file_rules,
    images,
    labels,
    locks,
    outputs,
    patches,
    pods,
    project_rules,
    quantities,
    recursion,
    selectors,
)
from .advice import Practice
from .cron import Cron
from .fields import check_binding, check_cron
from .finding import Finding
from .lookup import Lookup, holds_templates
from .objects import Named
from .once import once
from .packed import packed
from .registry import Report, rules
from .releases import Target, release_of
from .schema import Document
from .shape import mapping, string
from .sizes import measured
from .unsaid import unsaid
from .workflow import Job, walk_workflow

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any, Literal, TypeAlias

    from .shape import Object

    Mode: TypeAlias = Literal["validate", "lint", "submit"]
    Profile: TypeAlias = Literal["default", "production"]
else:
    Mode = str
    Profile = str

_WORKFLOWS = ("Workflow", "WorkflowTemplate", "ClusterWorkflowTemplate", "CronWorkflow")
_SCHEMA_ONLY = ("WorkflowEventBinding",)
_MODES = ("validate", "lint", "submit")
_PROFILES = ("default", "production")
# Their rules are registered by being loaded.
_RULES = (
    artifact_paths,
    durations,
    expression_rules,
    file_rules,
    images,
    labels,
    locks,
    outputs,
    patches,
    pods,
    project_rules,
    quantities,
    recursion,
    selectors,
)


def lint(
    manifest: Mapping[str, Any],
    *,
    mode: Mode = "lint",
    defaults: Mapping[str, Any] | None = None,
    templates: Sequence[Mapping[str, Any]] = (),
    missing: Literal["error", "warning"] | None = None,
    argo: str = "4.1",
    schema: bool = True,
    profile: Profile = "default",
) -> list[Finding]:
    """Find what is wrong with a manifest, without a cluster.

    Args:
        manifest: A Workflow, WorkflowTemplate, ClusterWorkflowTemplate, CronWorkflow or
            WorkflowEventBinding as plain data; of other kinds nothing is said.
        mode: As whom to judge: ``lint`` as `argo lint`, which lets arguments without a value
            pass; ``validate`` as the server when an object is created; ``submit`` as the server
            when a workflow is made from a template, where even a template's arguments have values.
        defaults: The controller's workflow defaults, as a manifest.
        templates: Manifests with templates that this one may refer to; others are passed over.
        missing: What a reference to a template is that is not among ``templates``: by default an
            error in mode ``validate``, else a warning.
        argo: The Argo release that the manifest is for, such as ``3.6`` or ``v3.6.19``; one that
            is newer than all that are known counts as the newest.
        schema: Whether to check fields and types as well; leave it out where the manifest comes
            from models.
        profile: ``production`` also gives advice for what runs, but should not run like that where
            it matters, such as images without a tag.

    Returns:
        The findings in the order of the walk, which begins with the object and its entrypoint.

    Raises:
        ValueError: The mode, the profile or the release is not one that there is, or the manifest
            nests without end or holds a number that Python does not write.
        TypeError: The manifest is no mapping.
    """
    _kind(manifest, mode)
    try:
        return judge(
            manifest,
            _lookup(manifest, templates),
            mode=mode,
            defaults=defaults,
            missing=missing,
            argo=argo,
            schema=schema,
            profile=profile,
        )
    except RecursionError:
        # No file's does: reading it tells.
        told = "the manifest is nested too deep to be judged, or is a part of itself"
        raise ValueError(told) from None


def judge(
    manifest: Mapping[str, Any],
    lookup: Lookup,
    *,
    mode: Mode = "lint",
    defaults: Mapping[str, Any] | None = None,
    missing: Literal["error", "warning"] | None = None,
    argo: str = "4.1",
    schema: bool = True,
    profile: Profile = "default",
) -> list[Finding]:
    """Do as :func:`lint` with templates that are looked up when a manifest refers to them."""
    kind = _kind(manifest, mode)
    if profile not in _PROFILES:
        raise ValueError(f"no profile {profile!r}; there are {', '.join(_PROFILES)}")
    report = Report(advice=profile == "production")
    fatal = mode == "validate" if missing is None else missing == "error"
    release = release_of(argo)
    with gc_paused():
        short: bytes | None = None
        if kind in _WORKFLOWS + _SCHEMA_ONLY:
            document = Document(manifest, kind)
            if schema:
                report.check(document)
            short = packed(manifest)
            report.check(Target(manifest, kind, release, document, short))
        if kind == "CronWorkflow":
            report.check(Cron(mapping(manifest.get("spec")), release.number))
            check_cron(report, mapping(manifest.get("spec")), ("spec",))
        if kind == "WorkflowEventBinding":
            check_binding(report, manifest)
        if kind in _WORKFLOWS:
            job = _job(manifest, kind, mode, mapping(defaults), missing_is_error=fatal)
            report.check(Named(manifest, kind))
            walk_workflow(report, lookup, job)
            if profile == "production":
                report.check(Practice(manifest))
            sized = measured(manifest, short, job.spec, job.path, release)
            if sized is not None:
                report.check(sized)
    return unsaid(once(report.findings, manifest), manifest)


def _lookup(manifest: Object, templates: Sequence[Object]) -> Lookup:
    namespace = string(mapping(manifest.get("metadata")).get("namespace"))
    known = [one for one in (*templates, manifest) if holds_templates(one)]
    return Lookup(known, namespace)


def _kind(manifest: Any, mode: str) -> str:
    if mode not in _MODES:
        raise ValueError(f"no mode {mode!r}; there are {', '.join(_MODES)}")
    if not hasattr(manifest, "get"):
        hint = ": give its to_dict()" if hasattr(manifest, "to_dict") else ""
        raise TypeError(f"a manifest is a mapping, got {type(manifest).__name__}{hint}")
    return string(manifest.get("kind"))


def _job(
    manifest: Object, kind: str, mode: str, defaults: Object, *, missing_is_error: bool
) -> Job:
    metadata, spec = mapping(manifest.get("metadata")), mapping(manifest.get("spec"))
    path: tuple[str | int, ...] = ("spec",)
    may_be_empty = mode == "lint" or (mode != "submit" and kind.endswith("WorkflowTemplate"))
    labels = list(mapping(metadata.get("labels")))
    annotations = list(mapping(metadata.get("annotations")))
    if kind == "CronWorkflow":
        # Argo makes a workflow of it and always judges that one as at its creation.
        made = mapping(spec.get("workflowMetadata"))
        labels = [*mapping(made.get("labels")), "workflows.argoproj.io/cron-workflow"]
        annotations = list(mapping(made.get("annotations")))
        spec, path, may_be_empty = (
            mapping(spec.get("workflowSpec")),
            ("spec", "workflowSpec"),
            False,
        )
    return Job(
        kind,
        string(metadata.get("name")),
        spec,
        path,
        labels=labels,
        annotations=annotations,
        defaults=defaults,
        may_be_empty=may_be_empty,
        missing_is_error=missing_is_error,
    )


__all__ = ["Finding", "Mode", "Profile", "lint", "rules"]
