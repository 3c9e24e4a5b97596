"""The walk through a whole workflow: entrypoint, exit handler, hooks, and all templates."""

from __future__ import annotations

from .arguments import OF_WORKFLOW, Arguments
from .callers import check_hooks, walk_dag, walk_steps
from .calls import Call
from .fields import check_specification, has_names
from .mounts import volumes_of
from .names import are_good, names_of
from .objects import Hooks, Reference, Subject
from .overlooked import check_workflow
from .place import Place
from .reach import Own, Submitted
from .scope import global_names
from .shape import EMPTY, Fixed, any_string, is_object, mapping, objects, string, under
from .tags import is_parameter
from .template import Holder, Template
from .template_rules import PodResources
from .walk import Walk

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from .finding import Path
    from .lookup import Lookup
    from .registry import Report
    from .shape import Object

_INNER = {"dag": walk_dag, "steps": walk_steps}


class Job:
    """A workflow to be linted, whichever kind of object it stands in.

    Attributes:
        kind: The object's kind.
        name: The object's name.
        spec: The workflow's specification.
        path: Its place.
        labels: The labels that the workflow has of its own.
        annotations: The annotations likewise.
        defaults: The controller's workflow defaults.
        may_be_empty: Whether parameters among the arguments need no value.
        is_template: Whether this is a template for workflows.
        missing_is_error: Whether a reference to what nobody gave is an error.
    """

    __slots__ = (
        "annotations",
        "defaults",
        "is_template",
        "kind",
        "labels",
        "may_be_empty",
        "missing_is_error",
        "name",
        "path",
        "spec",
    )

    def __init__(
        self,
        kind: str,
        name: str,
        spec: Object,
        path: Path,
        *,
        labels: Iterable[str],
        annotations: Iterable[str],
        defaults: Object,
        may_be_empty: bool,
        missing_is_error: bool,
    ) -> None:
        self.kind: str = kind
        self.name: str = name
        self.spec: Object = spec
        self.path: Path = path
        self.labels: Iterable[str] = labels
        self.annotations: Iterable[str] = annotations
        self.defaults: Object = defaults
        self.may_be_empty: bool = may_be_empty
        self.is_template: bool = kind in ("WorkflowTemplate", "ClusterWorkflowTemplate")
        self.missing_is_error: bool = missing_is_error


def walk_workflow(report: Report, lookup: Lookup, job: Job) -> None:
    """Look at a workflow as Argo's validator does."""
    own = Holder("", job.spec, job.path)
    try:
        _walk(report, lookup, job, own)
    finally:
        # Manifests are judged by the thousand, and each is large.
        own.forget()


def _walk(report: Report, lookup: Lookup, job: Job, own: Holder) -> None:
    walk = Walk(
        report,
        lookup,
        _INNER,
        open_parameters=job.is_template,
        missing_is_error=job.missing_is_error,
    )
    spec, path = job.spec, job.path
    reference = is_object(spec.get("workflowTemplateRef"))
    used = _used_template(walk, mapping(spec["workflowTemplateRef"]), path) if reference else own
    theirs = mapping(used.spec) if used else EMPTY
    for each in (spec, theirs, mapping(job.defaults.get("spec"))):
        walk.volumes |= volumes_of(each)
    entrypoint = string(spec.get("entrypoint")) or string(theirs.get("entrypoint"))
    report.check(
        Subject(
            job.kind,
            job.name,
            spec,
            path,
            entrypoint,
            # What is not there may have one.
            needs_entrypoint=not job.is_template and used is not None,
        )
    )
    if is_object(spec.get("podResources")):
        at = under(path, "podResources")
        report.check(PodResources("spec.podResources", at, spec["podResources"]))
    names = [each.name for each in own.listed]
    if not are_good(names):
        walk.check_names(names, "spec.templates", under(path, "templates"))
    arguments = _arguments(walk, job, theirs if reference else EMPTY)
    _add_variables(walk, job, theirs if reference else EMPTY, arguments)
    if is_object(spec.get("hooks")):
        report.check(Hooks("hooks", under(path, "hooks"), spec["hooks"]))
    place = Place(walk, Template(EMPTY, own, path), None) if has_names(spec) else None
    check_specification(report, place, spec, path)
    if used is None:
        return
    all_called = _walk_templates(walk, job, used, entrypoint, arguments)
    if walk.recurs:
        report.check(own)
    check_workflow(report, Place(walk, Template(EMPTY, used, path), None), spec, path)
    if used is own and not job.is_template and not all_called:
        report.check(Own(spec, own, entrypoint))
    elif used is not own:
        report.check(Submitted(spec, path, used, entrypoint))


def _used_template(walk: Walk, reference: Object, path: Path) -> Holder | None:
    name, cluster = string(reference.get("name")), bool(reference.get("clusterScope"))
    plural = "clusterworkflowtemplates" if cluster else "workflowtemplates"
    argo = f'{plural}.argoproj.io "{name}" not found'
    return walk.find(name, under(path, "workflowTemplateRef"), argo, cluster=cluster)


def _walk_templates(walk: Walk, job: Job, used: Holder, entrypoint: str, arguments: Object) -> bool:
    """Walk through the templates; return whether all were called."""
    spec, path = job.spec, job.path
    if entrypoint:
        at = under(path, "entrypoint")
        _begin(walk, job, used, entrypoint, at, None if job.is_template else arguments)
    on_exit = string(spec.get("onExit")) or string(used.spec.get("onExit"))
    if on_exit:
        walk.add_global("workflow.failures")
        if _has_open_artifact(used):
            walk.add_global("workflow.outputs.artifacts.*", "")
        own = mapping(spec.get("arguments"))
        _begin(walk, job, used, on_exit, under(path, "onExit"), None if job.is_template else own)
    if is_object(spec.get("hooks")):
        check_hooks(walk, Place(walk, Template(EMPTY, used, path), None), spec, path, "")
    left = [template for template in used.listed if not walk.has_seen(template)]
    for template in left:
        if template.name:
            walk.enter(template)
    return not left


def _begin(
    walk: Walk, job: Job, used: Holder, name: str, path: Path, arguments: Object | None
) -> None:
    template = used.templates.get(name)
    if template is None:
        text = f"template name '{name}' undefined"
        if used.origin:
            other = used.origin.partition(" ")[2]
            text = f"template reference {other}.{name} not found"
        walk.report.check(Reference(text, path, name, used.templates))
        return
    # Of what it does not take, nothing is said.
    if arguments is not None and (template.parameters or template.artifacts):
        judged = not job.may_be_empty
        walk.report.check(Call("", path, template, arguments, exact=False, judged=judged))
    walk.enter(template, arguments)


def _arguments(walk: Walk, job: Job, theirs: Object) -> Object:
    """Check the workflow's arguments, and return them with those of the template that it uses."""
    own, path = mapping(job.spec.get("arguments")), under(job.path, "arguments")
    if not own and not theirs:
        return {"parameters": [], "artifacts": []}
    merged: dict[str, list[Object]] = {}
    rest: dict[str, list[Object]] = {}
    for kind in ("parameters", "artifacts"):
        if kind not in own and not theirs:
            merged[kind] = rest[kind] = []
            continue
        named = names_of(own.get(kind))
        # Beside a workflow template's arguments Argo takes the first of several with one name.
        named = list(dict.fromkeys(named)) if theirs else named
        walk.check_names(named, f"spec.arguments.{kind}", under(path, kind), values=True)
        mine = objects(own.get(kind))
        names = {string(item.get("name")) for item in mine}
        others = objects(mapping(theirs.get("arguments")).get(kind))
        rest[kind] = [item for item in others if string(item.get("name")) not in names]
        merged[kind] = mine + rest[kind]
    start, empty = OF_WORKFLOW, job.may_be_empty
    walk.report.check(Arguments(start, path, own, may_be_empty=empty))
    if rest["parameters"] or rest["artifacts"]:
        at = Fixed(under(job.path, "workflowTemplateRef"))
        walk.report.check(Arguments(start, at, rest, may_be_empty=empty))
    return merged


def _add_variables(walk: Walk, job: Job, theirs: Object, arguments: Object) -> None:
    parameters = objects(arguments["parameters"])
    if parameters:
        walk.add_global("workflow.parameters")
        walk.add_global("workflow.parameters.json")
    for parameter in parameters:
        value = parameter.get("value")
        known = None if value is None else any_string(value)
        walk.add_global(f"workflow.parameters.{string(parameter.get('name'))}", known)
    labels, annotations = set(job.labels), set(job.annotations)
    for spec in (job.spec, mapping(job.defaults.get("spec")), theirs):
        if "workflowMetadata" in spec:
            metadata = mapping(spec["workflowMetadata"])
            annotations |= set(mapping(metadata.get("annotations")))
            labels |= set(mapping(metadata.get("labels")))
            labels |= set(mapping(metadata.get("labelsFrom")))
    for label in labels:
        walk.add_global(f"workflow.labels.{label}")
    for annotation in annotations:
        walk.add_global(f"workflow.annotations.{annotation}")
    if job.spec.get("priority") is not None:
        walk.add_global("workflow.priority", any_string(job.spec["priority"]))


def _has_open_artifact(used: Holder) -> bool:
    return any(
        is_parameter(name)
        for template in used.listed
        for name in global_names(template, "artifacts")
    )
