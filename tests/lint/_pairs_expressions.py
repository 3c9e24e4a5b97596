"""For the rules about expressions, conditions and what tags begin with, as in `_pairs`."""

from __future__ import annotations

from typing import Any

from lint._manifests import dag, leaf, steps, workflow
from lint._pair import Pair

_TEMPLATE = ("spec", "templates", 0)
_ARGUMENT = (*_TEMPLATE, "container", "args", 0)
_STEP = (*_TEMPLATE, "steps", 0, 0)


def _saying(tag: str, more: str = "") -> dict[str, Any]:
    inputs = "inputs: {parameters: [{name: text, default: a}, {name: a-b, default: a}]}"
    return leaf(f'{inputs}, {more} container: {{image: busybox, args: ["{tag}"]}}')


def _choosing(expression: str) -> dict[str, Any]:
    source = f'valueFrom: {{expression: "{expression}", default: none}}'
    outputs = f"outputs: {{parameters: [{{name: chosen, {source}}}]}}"
    return workflow(
        f"[{{name: main, steps: [[{{name: a, template: x}}]], {outputs}}},"
        " {name: x, script: {image: python, source: pass}}]"
    )


def _conditional(when: str) -> dict[str, Any]:
    return steps(
        "[{name: first, template: generate}]", f'[{{name: a, template: generate, when: "{when}"}}]'
    )


def _depending(depends: str) -> dict[str, Any]:
    return dag(
        "{name: a, template: generate}",
        "{name: b-c, template: generate}",
        f'{{name: d, template: generate, depends: "{depends}"}}',
    )


PAIRS = {
    "HL710": Pair(
        _saying("{{=asInt(inputs.parameters.text + 1}}"),
        _ARGUMENT,
        _saying("{{=inputs.parameters.text + 'a' | upper()}}"),
    ),
    "HL711": Pair(
        _choosing("steps.a.outputs.result =="),
        (*_TEMPLATE, "outputs", "parameters", 0, "valueFrom", "expression"),
        _choosing("steps.a.outputs.result == 'x'"),
    ),
    "HL712": Pair(
        _saying("{{=inputs.parameters.a-b}}"),
        _ARGUMENT,
        _saying("{{=inputs.parameters['a-b'] + string(asInt('5')-1)}}"),
    ),
    "HL713": Pair(
        _saying("{{=asint(inputs.parameters.text)}}"),
        _ARGUMENT,
        _saying("{{=asInt(inputs.parameters.text) + len(sprig.trim('a'))}}"),
    ),
    "HL714": Pair(
        _conditional("{{steps.first.outputs.result}} = heads"),
        (*_TEMPLATE, "steps", 1, 0, "when"),
        _conditional("({{steps.first.outputs.result}} == heads) && 'a b' != '{{workflow.name}}'"),
    ),
    "HL715": Pair(
        _conditional("'{{steps.first.outputs.result}}' == 3"),
        (*_TEMPLATE, "steps", 1, 0, "when"),
        _conditional("{{steps.first.outputs.result}} == 3"),
    ),
    "HL716": Pair(
        _depending("a & b-c"),
        (*_TEMPLATE, "dag", "tasks", 2, "depends"),
        _depending("a.Failed && !(b-c || b-c.Omitted)"),
    ),
    "HL717": Pair(
        _saying("{{=inputs.parameters.text * 3}}"),
        _ARGUMENT,
        _saying("{{=asInt(inputs.parameters.text) * 3}}"),
    ),
    "HL718": Pair(
        _saying("{{=inputs.parameters.text}"),
        _ARGUMENT,
        _saying("{{= inputs.parameters.text }}"),
    ),
    "HL720": Pair(
        _saying("{{input.parameters.text}}"),
        _ARGUMENT,
        _saying("{{ input.parameters.text }} ${{ github.token }} {{page.title}} {{.Name}}"),
    ),
    "HL721": Pair(
        _saying("{{lastRetry.exitCode}}"),
        _ARGUMENT,
        _saying("{{lastRetry.exitCode}}", "retryStrategy: {limit: 1},"),
    ),
}
