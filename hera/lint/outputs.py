"""What templates give back."""

from __future__ import annotations

from .names import problem_with
from .registry import rule
from .shape import Fixed, is_object, mapping, objects, string, under
from .tags import is_parameter
from .template import RESULTS, Template
from .template_rules import Filled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from .finding import Path
    from .registry import Say
    from .shape import Object

_SOURCES = ("path", "jqFilter", "jsonPath", "parameter", "expression")


def _parameters(view: Template) -> Iterator[tuple[str, Path, Object]]:
    parameters = objects(mapping(view.raw.get("outputs")).get("parameters"))
    for index, parameter in enumerate(parameters):
        at = f"templates.{view.name}.outputs.parameters.{string(parameter.get('name'))}"
        yield at, under(view.path, "outputs", "parameters", index), parameter


@rule("HL601", Template, "An output parameter has one value", needs=(RESULTS,))
def output_value(view: Template, say: Say) -> None:
    """An output parameter has `value` or `valueFrom`, not both and not neither.

    ```yaml
    outputs:
      parameters:
      - name: result
    ```

    Add `valueFrom: {path: /tmp/result}`, or what the template's type needs.
    """
    for at, path, parameter in _parameters(view):
        has_value = parameter.get("value") is not None
        has_source = parameter.get("valueFrom") is not None
        if has_value and has_source:
            say(path, argo=f"{at} has both valueFrom and value specified, choose one")
        elif not has_value and not has_source:
            say(path, argo=f"{at} does not have valueFrom or value specified")


@rule("HL602", Template, "An output's value comes from one place", needs=(RESULTS,))
def output_source(view: Template, say: Say) -> None:
    """`valueFrom` of an output names exactly one place.

    That is `path`, `jqFilter`, `jsonPath`, `parameter`, `expression` or `supplied`.

    ```yaml
    outputs:
      parameters:
      - name: result
        valueFrom: {path: /tmp/result, expression: "1"}
    ```

    Leave one.
    """
    for _, path, parameter in _parameters(view):
        source = parameter.get("valueFrom")
        if not is_object(source) or parameter.get("value") is not None:
            continue
        found = mapping(source)
        count = sum(1 for key in _SOURCES if found.get(key)) + (found.get("supplied") is not None)
        kinds = "path, jqFilter, jsonPath, parameter, raw"
        place = under(path, "valueFrom")
        if count == 0:
            argo = f"valueFrom type unspecified. choose one of: {kinds}, expression"
            say(place, argo=argo)
        elif count > 1:
            say(place, argo=f"multiple valueFrom types specified. choose one of: {kinds}")


@rule("HL603", Template, "An output's source fits the template's type", needs=(RESULTS,))
def output_fits(view: Template, say: Say) -> None:
    """Containers and scripts write outputs to a `path`; others have other ways.

    Resource templates read them with `jqFilter` or `jsonPath`; steps and DAGs take them over with
    `parameter` or `expression`.

    ```yaml
    dag: {tasks: [{name: a, template: a}]}
    outputs:
      parameters:
      - {name: result, valueFrom: {path: /tmp/result}}
    ```

    Use the way of the template's type: `parameter: "{{tasks.a.outputs.parameters.result}}"`.
    """
    for at, path, parameter in _parameters(view):
        if not is_object(parameter.get("valueFrom")):
            continue
        source, kind = mapping(parameter["valueFrom"]), view.type_name
        place = under(path, "valueFrom")
        if view.kind in ("container", "containerSet", "script"):
            if not source.get("path"):
                say(place, argo=f"{at}.path must be specified for {kind} templates")
        elif view.kind == "resource":
            if not source.get("jqFilter") and not source.get("jsonPath"):
                say(
                    place, argo=f"{at} .jqFilter or jsonPath must be specified for {kind} templates"
                )
        elif view.kind in ("dag", "steps"):
            if not source.get("parameter") and not source.get("expression"):
                argo = f"{at}.parameter or expression must be specified for {kind} templates"
                say(place, argo=argo)
            if source.get("parameter") and source.get("expression"):
                argo = f"{at} shouldn't have both `from` and `expression` specified in `ValueFrom`"
                say(place, argo=f"{argo} for {kind} templates")


@rule("HL605", Template, "A global name is given once", "warning", needs=("outputs",))
def global_names_apart(view: Template, say: Say) -> None:
    """Two parameters, or two artifacts, of a template have different global names.

    Else the workflow keeps the last one only.

    ```yaml
    outputs:
      parameters:
      - {name: rows, globalName: result, valueFrom: {path: /tmp/rows}}
      - {name: columns, globalName: result, valueFrom: {path: /tmp/columns}}
    ```

    Rename one of the two.
    """
    if isinstance(view.path, Fixed):
        return
    outputs = mapping(view.raw.get("outputs"))
    for kind in ("parameters", "artifacts"):
        taken: dict[str, str] = {}
        for index, item in enumerate(objects(outputs.get(kind))):
            name, own = string(item.get("globalName")), string(item.get("name"))
            if name and taken.setdefault(name, own) != own:
                place = under(view.path, "outputs", kind, index, "globalName")
                say(
                    place,
                    f"{taken[name]!r} has the global name {name!r} as well; the last one is kept",
                )


@rule("HL604", Filled, "Global names are names", needs=("outputs",))
def global_names(view: Filled, say: Say) -> None:
    """`globalName` of an output consists of letters, digits, `-` and `_`, or has a tag.

    ```yaml
    outputs:
      parameters:
      - {name: result, globalName: the.result, valueFrom: {path: /tmp/result}}
    ```

    Replace what is not allowed.
    """
    template = view.template
    outputs = mapping(template.raw.get("outputs"))
    for kind in ("artifacts", "parameters"):
        for index, item in enumerate(objects(outputs.get(kind))):
            name = view.fill(item.get("globalName"))
            problem = problem_with(name, value=True) if name and not is_parameter(name) else ""
            if problem:
                at = f"templates.{template.name}.outputs.{kind}.{string(item.get('name'))}"
                place = under(template.path, "outputs", kind, index, "globalName")
                say(place, argo=f"{at}.globalName: {problem}")
