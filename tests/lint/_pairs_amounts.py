"""Pairs for amounts, and for what Argo takes in its own way."""

from __future__ import annotations

from typing import Any

from lint._manifests import leaf, read, steps, text, workflow
from lint._pair import Pair

_BUSYBOX = "container: {image: busybox}"


def _value(value: str) -> dict[str, Any]:
    return leaf(_BUSYBOX, arguments=read(f"{{parameters: [{{name: numbers, value: {value}}}]}}"))


def _limits(amount: str) -> dict[str, Any]:
    return leaf(f"container: {{image: busybox, resources: {{limits: {{memory: {amount}}}}}}}")


def _claim(amount: str) -> dict[str, Any]:
    spec = f"{{accessModes: [ReadWriteOnce], resources: {{requests: {{storage: {amount}}}}}}}"
    claims = read(f"[{{metadata: {{name: work}}, spec: {spec}}}]")
    return leaf(_BUSYBOX, volumeClaimTemplates=claims)


def _looped(value: str) -> dict[str, Any]:
    return steps(f"[{{name: a, template: say, withSequence: {{count: 2}}, {text(value)}}}]")


def _called(second: str) -> dict[str, Any]:
    first = "{name: a, templateRef: {name: shared, template: print}}"
    return workflow(
        f"[{{name: main, dag: {{tasks: [{first}, {{name: b, depends: a, {second}}}]}}}}]"
    )


def _waiting(value: str) -> dict[str, Any]:
    arguments = f"arguments: {{parameters: [{{name: for, value: {value}}}]}}"
    timeout = "timeout: '{{inputs.parameters.for}}'"
    return workflow(
        f"[{{name: main, steps: [[{{name: a, template: wait, {arguments}}}]]}},"
        f" {{name: wait, inputs: {{parameters: [{{name: for}}]}}, {timeout}, {_BUSYBOX}}}]"
    )


_SHARED = {
    **workflow("[{name: print, container: {image: busybox}}]", kind="WorkflowTemplate"),
    "metadata": {"name": "shared"},
}
_TEMPLATE = ("spec", "templates", 0)
_FIRST_VALUE = (*_TEMPLATE, "steps", 0, 0, "arguments", "parameters", 0, "value")

PAIRS: dict[str, Pair] = {
    "HL010": Pair(
        _value("[1, 2]"), ("spec", "arguments", "parameters", 0, "value"), _value('"[1, 2]"')
    ),
    "HL107": Pair(
        _claim("10GB"),
        ("spec", "volumeClaimTemplates", 0, "spec", "resources", "requests", "storage"),
        _claim("10G"),
    ),
    "HL411": Pair(
        _called("template: print"),
        (*_TEMPLATE, "dag", "tasks", 1, "template"),
        _called("templateRef: {name: shared, template: print}"),
        {"templates": [_SHARED]},
    ),
    "HL419": Pair(_waiting("30"), _FIRST_VALUE, _waiting("30s")),
    "HL427": Pair(
        _limits("512MB"), (*_TEMPLATE, "container", "resources", "limits", "memory"), _limits("5e8")
    ),
    "HL707": Pair(_looped("{{item}"), _FIRST_VALUE, _looped("{{item}}")),
}
