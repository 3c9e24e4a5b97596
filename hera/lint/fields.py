"""The fields that hold an expression or a condition, in each kind of object."""

from __future__ import annotations

import re

from .conditions import When, when_in_trouble
from .expressed import Expression, field, tagged
from .expressions.when import Trouble
from .known import (
    OF_CRON,
    OF_CRON_TAGS,
    OF_DATA,
    OF_EVENT_METADATA,
    OF_EVENTS,
    OF_RESPONSES,
    OF_RETRIES,
    Anything,
    InTemplate,
    InWorkflow,
)
from .shape import is_object, mapping, objects, string, under
from .tags import has_expression

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .finding import Path
    from .known import Names
    from .place import Place
    from .registry import Report
    from .shape import Object

# The fields of templates in which `check_template` looks for expressions.
_WITH_EXPRESSIONS = frozenset({"retryStrategy", "http", "data", "metrics"})
_AS_IS = "it fails where it is used"
_DEFAULT = "the default is always taken"
_EVALUATED = "metadata is evaluated here, so that a text needs quotes of its own: \"'text'\""
_TAG = re.compile(r"\{\{(?!=)\s*([^{}]*?)\s*\}\}")


def check_tagged(report: Report, part: Any, path: Path, names: Names) -> list[str]:
    """Check the expressions in the tags of a part, and return the variables that they use."""
    used: list[str] = []
    for found in tagged(part, path, names):
        report.check(found)
        if isinstance(found, Expression):
            used += [variable.name for variable in found.variables]
    return used


def check_node(report: Report, place: Place, name: str, raw: Object, path: Path) -> list[str]:
    """Check the fields of a step or task, and return the variables that their expressions use."""
    given = mapping(raw.get("arguments")).get("artifacts")
    if not given and "when" not in raw and "hooks" not in raw:
        return []
    if "when" in raw:
        view = when_in_trouble(raw["when"], under(path, "when"))
        if view is not None:
            report.check(view)
    found: list[Expression | None] = []
    if "hooks" in raw:
        names = InTemplate(place, own_node=name)
        for key, hook in mapping(raw["hooks"]).items():
            at = under(path, "hooks", key, "expression")
            found.append(field(mapping(hook).get("expression"), at, names, condition=True))
    for index, artifact in enumerate(objects(given)):
        if "fromExpression" in artifact:
            at = under(path, "arguments", "artifacts", index, "fromExpression")
            found.append(field(artifact["fromExpression"], at, InTemplate(place)))
    return _checked(report, found)


def _checked(report: Report, found: list[Expression | None]) -> list[str]:
    used: list[str] = []
    for expression in found:
        if expression is not None:
            report.check(expression)
            used += [variable.name for variable in expression.variables]
    return used


def check_template(report: Report, place: Place) -> None:
    """Check the fields of a template that need nothing of what it calls."""
    raw, path = place.template.raw, place.template.path
    if _WITH_EXPRESSIONS.isdisjoint(raw):
        return
    retry = mapping(raw.get("retryStrategy")).get("expression")
    http = mapping(raw.get("http")).get("successCondition")
    found = [
        field(retry, under(path, "retryStrategy", "expression"), OF_RETRIES, condition=True),
        field(http, under(path, "http", "successCondition"), OF_RESPONSES, condition=True),
    ]
    for index, step in enumerate(objects(mapping(raw.get("data")).get("transformation"))):
        at = under(path, "data", "transformation", index, "expression")
        found.append(field(step.get("expression"), at, OF_DATA))
    _checked(report, found)
    check_metrics(report, raw, path)


def check_results(report: Report, place: Place) -> None:
    """Check the expressions of a template's outputs, when the outputs of its nodes are known."""
    outputs = mapping(place.template.raw.get("outputs"))
    path = under(place.template.path, "outputs")
    found: list[Expression | None] = []
    for index, parameter in enumerate(objects(outputs.get("parameters"))):
        source = mapping(parameter.get("valueFrom"))
        if "expression" in source:
            at = under(path, "parameters", index, "valueFrom", "expression")
            spare = _DEFAULT if source.get("default") is not None else ""
            found.append(field(source["expression"], at, InTemplate(place), spare=spare))
    for index, artifact in enumerate(objects(outputs.get("artifacts"))):
        if "fromExpression" in artifact:
            at = under(path, "artifacts", index, "fromExpression")
            found.append(field(artifact["fromExpression"], at, InTemplate(place)))
    _checked(report, found)


def has_names(spec: Object) -> bool:
    """Tell whether `check_specification` needs to know which names there are."""
    return "hooks" in spec or "workflowMetadata" in spec


def check_specification(report: Report, place: Place | None, spec: Object, path: Path) -> None:
    """Check the fields of a workflow beside its templates.

    Args:
        report: Runs the rules.
        place: What tells which names there are; None where `has_names` says that nothing asks.
        spec: The workflow's specification.
        path: Its place.
    """
    if place is not None:
        _check_workflow(report, InWorkflow(place), spec, path)
    if "metrics" in spec:
        check_metrics(report, spec, path)
    # Where volumes and the like are filled in, more may be known than the workflow's variables.
    rest = {key: part for key, part in spec.items() if key != "templates"}
    try:
        expressed = has_expression(repr(rest))
    except RecursionError:
        # What is nested so deep the schema's rule tells.
        expressed = False
    if expressed:
        check_unused(report, rest, path, Anything())


def check_unused(report: Report, part: Any, path: Path, names: Names) -> None:
    """Check the expressions in a part that Argo takes as it is until somebody uses it."""
    for found in tagged(part, path, names):
        # One that does not end stays as it is where nobody does.
        if isinstance(found, Expression):
            found.spare = found.spare or _AS_IS
            report.check(found)


def _check_workflow(report: Report, names: Names, spec: Object, path: Path) -> None:
    found: list[Expression | None] = []
    for key, hook in mapping(spec.get("hooks")).items():
        at = under(path, "hooks", key, "expression")
        found.append(field(mapping(hook).get("expression"), at, names, condition=True))
    labels = mapping(mapping(spec.get("workflowMetadata")).get("labelsFrom"))
    for key, label in labels.items():
        at = under(path, "workflowMetadata", "labelsFrom", key, "expression")
        found.append(field(mapping(label).get("expression"), at, names))
    _checked(report, found)


def check_metrics(report: Report, raw: Object, path: Path) -> None:
    """Check the conditions of metrics."""
    for index, metric in enumerate(objects(mapping(raw.get("metrics")).get("prometheus"))):
        at = under(path, "metrics", "prometheus", index, "when")
        view = when_in_trouble(metric.get("when"), at, metric=True)
        if view is not None:
            report.check(view)


def check_cron(report: Report, spec: Object, path: Path) -> None:
    """Check the conditions of a cron workflow."""
    at = under(path, "stopStrategy", "expression")
    stop = mapping(spec.get("stopStrategy")).get("expression")
    _checked(report, [field(stop, at, OF_CRON, condition=True)])
    when, at = string(spec.get("when")), under(path, "when")
    check_tagged(report, when, at, OF_CRON_TAGS)
    for name in _TAG.findall(when):
        if not name.startswith("cronworkflow."):
            told = f"nothing is known as {{{{{name}}}}} here"
            hint = "a cron workflow's `when` knows {{cronworkflow.name}} and its like"
            report.check(When(at, when, Trouble(told, hint), fatal=True))
    if any('"' in found for found in re.findall(r"\{\{=(.*?)\}\}", when, re.DOTALL)):
        told = "Argo fails to read double quotes in the expression of a cron workflow's `when`"
        report.check(When(at, when, Trouble(told, "use single quotes"), fatal=False))
    view = when_in_trouble(when, at, cron=True)
    if view is not None:
        report.check(view)


def check_binding(report: Report, manifest: Object) -> None:
    """Check the expressions of a workflow event binding, all of which are about the event."""
    spec = mapping(manifest.get("spec"))
    selector = mapping(spec.get("event")).get("selector")
    found = [field(selector, ("spec", "event", "selector"), OF_EVENTS, condition=True)]
    submit, path = mapping(spec.get("submit")), ("spec", "submit")
    parameters = objects(mapping(submit.get("arguments")).get("parameters"))
    for index, parameter in enumerate(parameters):
        at = under(path, "arguments", "parameters", index, "valueFrom", "event")
        found.append(field(mapping(parameter.get("valueFrom")).get("event"), at, OF_EVENTS))
    metadata, at = mapping(submit.get("metadata")), under(path, "metadata")
    for key, value in metadata.items():
        if key in ("name", "generateName"):
            found.append(field(value, under(at, key), OF_EVENT_METADATA, spare=_EVALUATED))
        elif key in ("labels", "annotations") and is_object(value):
            for name, text in mapping(value).items():
                found.append(field(text, under(at, key, name), OF_EVENT_METADATA, spare=_EVALUATED))
    _checked(report, found)
