"""Manifests for the tests of the linter, written short."""

from __future__ import annotations

import re
from typing import Any

import yaml

SAY = "{name: say, inputs: {parameters: [{name: text}]}, container: {image: busybox}}"
GENERATE = "{name: generate, script: {image: python, source: print(1)}}"

_TEMPLATES = {"say": SAY, "genera": GENERATE}


def read(text: str) -> Any:
    """Return what a YAML text stands for."""
    return yaml.safe_load(text)


def workflow(
    templates: str, kind: str = "Workflow", entrypoint: str = "main", **spec: Any
) -> dict[str, Any]:
    """Return a workflow of templates, given in YAML."""
    return {
        "apiVersion": "argoproj.io/v1alpha1",
        "kind": kind,
        "metadata": {"name": "case"},
        "spec": {"entrypoint": entrypoint, **spec, "templates": read(templates)},
    }


def dag(*tasks: str, extra: str = "") -> dict[str, Any]:
    """Return a workflow whose entrypoint is a DAG of tasks, given in YAML."""
    listed = ", ".join(tasks)
    return workflow(f"[{{name: main, dag: {{{extra} tasks: [{listed}]}}}}{_called_by(listed)}]")


def steps(*groups: str, **parameters: str) -> dict[str, Any]:
    """Return a workflow with these parameters, whose entrypoint is groups of steps, in YAML."""
    listed = ", ".join(groups)
    given = [{"name": name, "value": value} for name, value in parameters.items()]
    more: dict[str, Any] = {"arguments": {"parameters": given}} if given else {}
    return workflow(f"[{{name: main, steps: [{listed}]}}{_called_by(listed)}]", **more)


def _called_by(nodes: str) -> str:
    """Return the templates that tasks or steps call, as more items of a list."""
    # Others are called elsewhere; some calls have a slip in the name.
    nodes = re.sub(r"templateRef: \{.*?\}", "", nodes)
    called = [template for name, template in _TEMPLATES.items() if f"template: {name}" in nodes]
    return "".join(f", {template}" for template in called)


def leaf(fields: str, **spec: Any) -> dict[str, Any]:
    """Return a workflow of one template, of which all but the name is given in YAML."""
    return workflow(f"[{{name: main, {fields}}}]", **spec)


def text(value: str) -> str:
    """Return the arguments of a call of ``say``."""
    return f'arguments: {{parameters: [{{name: text, value: "{value}"}}]}}'


def cron(**spec: Any) -> dict[str, Any]:
    """Return a cron workflow."""
    job = leaf("container: {image: busybox}")["spec"]
    whole = {"schedules": ["0 * * * *"], "workflowSpec": job, **spec}
    return {
        "apiVersion": "argoproj.io/v1alpha1",
        "kind": "CronWorkflow",
        "metadata": {"name": "case"},
        "spec": {key: value for key, value in whole.items() if value is not None},
    }
