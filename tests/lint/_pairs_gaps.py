"""For the rules about tags in odd places, items, hooks of tasks and recursion, as in `_pairs`."""

from __future__ import annotations

from typing import Any

from lint._manifests import dag, leaf, steps, text, workflow
from lint._pair import Pair

_TEMPLATE = ("spec", "templates", 0)
_STEP = (*_TEMPLATE, "steps", 0, 0)
_BUSYBOX = "container: {image: busybox}"


def _taking(source: str) -> dict[str, Any]:
    artifact = f'arguments: {{artifacts: [{{name: data, from: "{source}"}}]}}'
    inputs = "inputs: {parameters: [{name: p, default: a}], artifacts: [{name: a, raw: {data: a}}]}"
    return workflow(
        f"[{{name: main, {inputs}, steps: [[{{name: a, template: take, {artifact}}}]]}},"
        f" {{name: take, inputs: {{artifacts: [{{name: data, path: /d}}]}}, {_BUSYBOX}}}]"
    )


def _locking(tag: str, **parameters: str) -> dict[str, Any]:
    given = [{"name": name, "value": value} for name, value in parameters.items()]
    return leaf(
        _BUSYBOX,
        arguments={"parameters": given},
        synchronization={"mutexes": [{"name": tag}]},
    )


def _template_saying(tag: str) -> dict[str, Any]:
    made = leaf(
        f'container: {{image: busybox, args: ["{tag}"]}}',
        arguments={"parameters": [{"name": "message", "value": "a"}]},
    )
    return {**made, "kind": "WorkflowTemplate"}


def _looping(loop: str, value: str = "{{item}}") -> dict[str, Any]:
    return steps(f"[{{name: a, template: say, {text(value)}, {loop}}}]")


def _hooked(hook: str) -> dict[str, Any]:
    return dag(f"{{name: a, template: generate, hooks: {{run: {{template: generate{hook}}}}}}}")


def _again(more: str) -> dict[str, Any]:
    return workflow(f"[{{name: main, steps: [[{{name: a, template: main{more}}}]]}}]")


PAIRS = {
    "HL315": Pair(
        _taking("{{inputs.parameters.p}}"),
        (*_STEP, "arguments", "artifacts", 0, "from"),
        _taking("{{inputs.artifacts.a}}"),
    ),
    "HL514": Pair(
        _looping("withParam: 'a,b'"),
        (*_STEP, "withParam"),
        _looping('withParam: \' ["a", {"b": 1}]\''),
    ),
    "HL515": Pair(
        _looping("withSequence: {start: 1}"),
        (*_STEP, "withSequence"),
        _looping("withSequence: {start: 1, end: 3}"),
    ),
    "HL516": Pair(
        _hooked(""),
        (*_TEMPLATE, "dag", "tasks", 0, "hooks", "run"),
        _hooked(", expression: 'tasks.a.status == \"Running\"'"),
    ),
    "HL517": Pair(
        _again(""),
        (*_STEP, "template"),
        _again(", when: '{{workflow.name}} == a'"),
    ),
    "HL708": Pair(
        _locking("{{workflow.parameters.mesage}}", message="a"),
        ("spec", "synchronization", "mutexes", 0, "name"),
        _locking("{{workflow.parameters.message}}-{{workflow.outputs.parameters.x}}", message="a"),
    ),
    "HL709": Pair(
        _template_saying("{{workflow.parameters.mesage}}"),
        (*_TEMPLATE, "container", "args", 0),
        _template_saying("{{workflow.parameters.message}} {{workflow.parameters.recipient}}"),
    ),
}
