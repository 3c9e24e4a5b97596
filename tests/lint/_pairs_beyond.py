"""For the rules that go beyond Argo's validator, as in `_pairs`."""

from __future__ import annotations

from typing import Any

from lint._manifests import leaf, read, steps, text, workflow
from lint._pair import Pair

_BUSYBOX = "container: {image: busybox}"
_TEMPLATE = ("spec", "templates", 0)
_STEP = (*_TEMPLATE, "steps", 0, 0)
_LARGE = "x" * 90_001
_READ = "{name: read, inputs: {artifacts: [{name: data, path: /d}]}, container: {image: busybox}}"
_WRITE = (
    "{name: write, container: {image: busybox}, outputs: {artifacts: [{name: data, path: /d}],"
    " parameters: [{name: p, valueFrom: {path: /p}}]}}"
)


def _handing(source: str) -> dict[str, Any]:
    """Return a workflow whose second step gets an artifact from somewhere."""
    arguments = f"arguments: {{artifacts: [{{name: data, from: '{source}'}}]}}"
    groups = f"[{{name: a, template: write}}], [{{name: b, template: read, {arguments}}}]"
    return workflow(f"[{{name: main, steps: [{groups}]}}, {_READ}, {_WRITE}]")


def _telling(value: str) -> dict[str, Any]:
    """Return a workflow whose second step gets a text."""
    say = "{name: say, inputs: {parameters: [{name: text}]}, container: {image: busybox}}"
    groups = f"[{{name: a, template: write}}], [{{name: b, template: say, {text(value)}}}]"
    return workflow(f"[{{name: main, steps: [{groups}]}}, {say}, {_WRITE}]")


def _reading(tag: str) -> dict[str, Any]:
    inputs = "inputs: {artifacts: [{name: data, path: /d, raw: {data: x}}]}"
    return leaf(f"{inputs}, container: {{image: busybox, args: ['{tag}']}}")


def _submitted(argument: str) -> dict[str, Any]:
    manifest = workflow("[]", workflowTemplateRef={"name": "train"})
    del manifest["spec"]["entrypoint"], manifest["spec"]["templates"]
    manifest["spec"]["arguments"] = read(f"{{parameters: [{{name: {argument}, value: 3}}]}}")
    return manifest


_TRAIN = workflow(
    "[{name: main, container: {image: busybox, args: ['{{workflow.parameters.epochs}}']}}]",
    kind="WorkflowTemplate",
    arguments=read("{parameters: [{name: epochs, value: 1}]}"),
)
_TRAIN["metadata"]["name"] = "train"


def _named(name: str) -> dict[str, Any]:
    return {**leaf(_BUSYBOX), "metadata": {"generateName": name}}


def _script(source: str, *templates: str) -> dict[str, Any]:
    main = {"name": "main", "script": {"image": "python", "source": source}}
    return workflow(f"[{', '.join(templates)}]") | {
        "spec": {"entrypoint": "main", "templates": [main, *map(read, templates)]}
    }


def _env(*entries: str) -> dict[str, Any]:
    return leaf(f"container: {{image: 'busybox:1', env: [{', '.join(entries)}]}}")


def _code(source: str) -> dict[str, Any]:
    inputs = "inputs: {parameters: [{name: x, value: a}]}"
    return leaf(f"{inputs}, script: {{image: 'python:3.12', command: [python], {source}}}")


PAIRS: dict[str, Pair] = {
    "HL115": Pair(_named("My-"), ("metadata", "generateName"), _named("my-")),
    "HL310": Pair(
        _handing("{{steps.a.outputs.parameters.p}}"),
        (*_TEMPLATE, "steps", 1, 0, "arguments", "artifacts", 0, "from"),
        _handing("{{steps.a.outputs.artifacts.data}}"),
    ),
    "HL311": Pair(
        _handing("{{steps.a.outputs.artifacts.data}}/part"),
        (*_TEMPLATE, "steps", 1, 0, "arguments", "artifacts", 0, "from"),
        _handing("{{ steps.a.outputs.artifacts.data }}"),
    ),
    "HL312": Pair(
        _telling("{{steps.a.outputs.artifacts.data}}"),
        (*_TEMPLATE, "steps", 1, 0, "arguments", "parameters", 0, "value"),
        _telling("{{steps.a.outputs.parameters.p}}"),
    ),
    "HL313": Pair(
        _submitted("epoch"),
        ("spec", "arguments", "parameters", 0, "name"),
        _submitted("epochs"),
        {"templates": [_TRAIN]},
    ),
    "HL314": Pair(
        _reading("{{inputs.artifacts.data}}"),
        (*_TEMPLATE, "container", "args", 0),
        _reading("{{inputs.artifacts.data.path}}"),
    ),
    "HL434": Pair(
        workflow(f"[{{name: main, {_BUSYBOX}}}, {{name: other, {_BUSYBOX}}}]"),
        ("spec", "templates", 1, "name"),
        workflow(
            f"[{{name: main, {_BUSYBOX}}}, {{name: other, {_BUSYBOX}}}]",
            hooks=read("{exit: {template: other}}"),
        ),
    ),
    "HL435": Pair(
        _env("{name: A, value: x}", "{name: A, value: y}"),
        (*_TEMPLATE, "container", "env", 1, "name"),
        _env("{name: A, value: x}", "{name: B, value: y}"),
    ),
    "HL801": Pair(_script("x" * 2**20), (), _script("x" * 2**19)),
    "HL802": Pair(_script(_LARGE), (*_TEMPLATE, "script", "source"), _script(_LARGE[1:])),
    "HL803": Pair(
        steps(f"[{{name: a, template: say, {text(_LARGE)}}}]"),
        (*_STEP, "arguments"),
        steps(f"[{{name: a, template: say, {text(_LARGE[1:])}}}]"),
    ),
    "HL810": Pair(
        leaf(f"{_BUSYBOX}, synchronization: {{mutex: {{name: a}}}}"),
        (*_TEMPLATE, "synchronization", "mutex"),
        leaf(f"{_BUSYBOX}, synchronization: {{mutexes: [{{name: a}}]}}"),
    ),
    "HL812": Pair(
        steps("[{name: a, template: generate, onExit: generate}]"),
        (*_STEP, "onExit"),
        steps("[{name: a, template: generate, hooks: {exit: {template: generate}}}]"),
    ),
    "HL813": Pair(
        leaf(_BUSYBOX, tolerations=read("[{key: k, operator: Lt, value: '5'}]")),
        ("spec", "tolerations", 0, "operator"),
        leaf(_BUSYBOX, tolerations=read("[{key: k, operator: Equal, value: '5'}]")),
        {"argo": "3.7"},
    ),
    "HL820": Pair(
        leaf("container: {image: 'registry:5000/tools/run'}"),
        (*_TEMPLATE, "container", "image"),
        leaf("container: {image: 'registry:5000/tools/run:1.2'}"),
    ),
    "HL821": Pair(
        _env("{name: DB_PASSWORD, value: hunter2}"),
        (*_TEMPLATE, "container", "env", 0, "value"),
        _env(
            "{name: DB_PASSWORD, valueFrom: {secretKeyRef: {name: db, key: password}}}",
            "{name: TOKEN_PATH, value: /run/token}",
            "{name: TOKEN, value: '{{workflow.name}}'}",
            "{name: MAX_TOKENS, value: '100'}",
        ),
    ),
    "HL822": Pair(
        _code("""source: 'print("{{inputs.parameters.x}}")'"""),
        (*_TEMPLATE, "script", "source"),
        _code(
            "source: 'print({{=toJson(inputs.parameters.x)}})',"
            " env: [{name: X, value: '{{inputs.parameters.x}}'}]"
        ),
    ),
}
