"""A template that is being walked through: what its tags stand for, and what Argo sees of them."""

from __future__ import annotations

from .scope import OF_RETRIES, Scope
from .shape import any_string, mapping, objects, string
from .tags import OPEN, PLACEHOLDER, Placeholders, has_expression, render, without_expressions
from .template import PODS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .shape import Object
    from .template import Template
    from .walk import Walk


# The variables of every workflow, whose values a run gives.
ALWAYS = {
    name: f"{PLACEHOLDER}{number}"
    for number, name in enumerate(
        (
            "workflow.name",
            "workflow.namespace",
            "workflow.mainEntrypoint",
            "workflow.serviceAccountName",
            "workflow.uid",
            "workflow.status",
            "workflow.annotations",
            "workflow.annotations.json",
            "workflow.labels",
            "workflow.labels.json",
        )
    )
}


class Place:
    """A template that is being walked through: its variables and their values."""

    __slots__ = ("_given", "_known", "_scope", "_walk", "called", "template")

    def __init__(self, walk: Walk, template: Template, given: Object | None) -> None:
        self._walk = walk
        self.template: Template = template
        self._scope: Scope | None = None
        self.called: dict[str, Template | None] = {}
        self._given = given
        self._known: dict[str, str] | None = None

    @property
    def scope(self) -> Scope:
        """The variables that are known."""
        # As many templates need none.
        if self._scope is None:
            walk = self._walk
            self._scope = Scope(self.template, walk.globals, open_parameters=walk.open_parameters)
        return self._scope

    @property
    def _values(self) -> dict[str, str]:
        # Many templates have no tag.
        if self._known is None:
            self._known = _values(self.template, self._given, self._walk.placeholders)
        return self._known

    def value_of(self, tag: str) -> str | None:
        """Return the value of a variable, a placeholder where it is known at run time only."""
        value = self._values.get(tag)
        return self._walk.globals.get(tag) if value is None else value

    def fill(self, value: object) -> str:
        """Return text with its tags replaced, an empty text for anything else."""
        if not isinstance(value, str):
            return ""
        if OPEN not in value:
            return value
        if has_expression(value):
            value = without_expressions(value, self._walk.placeholders.of("="))
        return render(value, self.value_of)


def _values(template: Template, given: Object | None, placeholders: Placeholders) -> dict[str, str]:
    values: dict[str, str] = {}
    if template.kind in PODS:
        values["pod.name"] = placeholders.of("pod.name")
    if template.raw.get("retryStrategy") is not None:
        values |= {name: placeholders.of(name) for name in OF_RETRIES}
    # It is a list in JSON, which is no name or path.
    listed = f"[{placeholders.of('inputs.parameters')}]" if template.parameters else "null"
    values["inputs.parameters"] = listed
    arguments = objects(mapping(given).get("parameters"))
    passed = {string(item.get("name")): item.get("value") for item in arguments}
    for name, item in template.parameters.items():
        variable, value = f"inputs.parameters.{name}", passed.get(name)
        if given is not None and name not in passed:
            value = item.get("default") if item.get("value") is None else item["value"]
        values[variable] = placeholders.of(variable) if value is None else any_string(value)
    for side, artifacts in (
        ("inputs", template.artifacts),
        ("outputs", template.output_artifacts),
    ):
        for name, item in artifacts.items():
            if item.get("path"):
                values[f"{side}.artifacts.{name}.path"] = string(item["path"])
    for name, item in template.output_parameters.items():
        path = mapping(item.get("valueFrom")).get("path")
        if path:
            values[f"outputs.parameters.{name}.path"] = string(path)
    return values


def seen_by_argo(template: Template, given: Object | None) -> Object:
    """Return what Argo sees of a template's tags: arguments have taken the place of its inputs."""
    inputs = template.raw.get("inputs")
    if not inputs:
        return template.raw
    seen: list[Any] = [
        {key: part for key, part in item.items() if key not in ("value", "valueFrom")}
        for item in template.parameters.values()
    ]
    seen += [item.get("path") for item in template.artifacts.values()]
    if given is not None:
        arguments = {string(item.get("name")): item for item in objects(given.get("parameters"))}
        for name, item in template.parameters.items():
            argument = arguments.get(name)
            if argument is None:
                seen += [item.get("value"), item.get("valueFrom")]
            elif argument.get("value") is None:
                seen.append(argument.get("valueFrom"))
        passed = {string(item.get("name")): item for item in objects(given.get("artifacts"))}
        seen += [passed.get(name, item) for name, item in template.artifacts.items()]
    return {**template.raw, "inputs": seen}
