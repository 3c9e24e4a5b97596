"""Pairs for what Argo lets pass, and fails with when it makes a pod or runs a template."""

from __future__ import annotations

from typing import Any

from lint._manifests import leaf, read, steps, workflow
from lint._pair import Pair

_BUSYBOX = "container: {image: busybox}"
_TEMPLATE = ("spec", "templates", 0)


def _mounted(name: str) -> dict[str, Any]:
    mounts = f"volumeMounts: [{{name: {name}, mountPath: /work}}]"
    volumes = read("[{name: work, emptyDir: {}}]")
    return leaf(f"container: {{image: busybox, {mounts}}}", volumes=volumes)


def _image(image: str) -> dict[str, Any]:
    return leaf(f"container: {{image: '{image}'}}")


def _retried(limit: str) -> dict[str, Any]:
    return leaf(f"retryStrategy: {{limit: {limit}}}, {_BUSYBOX}")


def _named(**metadata: Any) -> dict[str, Any]:
    return {**leaf(_BUSYBOX), "metadata": metadata}


def _counted(form: str) -> dict[str, Any]:
    loop = f"withSequence: {{count: 3, format: '{form}'}}"
    return steps(f"[{{name: a, template: generate, {loop}}}]")


def _hooked(node: str, hooks: str) -> dict[str, Any]:
    hook = "exit: {template: say, expression: 'true'}"
    return workflow(
        f"[{{name: main, steps: [[{{name: a, template: say{node % hook}}}]]}},"
        f" {{name: say, {_BUSYBOX}}}]",
        **read("{" + hooks % hook + "}"),
    )


def _patched(patch: str) -> dict[str, Any]:
    return leaf(f"podSpecPatch: '{patch}', {_BUSYBOX}")


def _locked(lock: str) -> dict[str, Any]:
    return leaf(f"synchronization: {{semaphores: [{lock}]}}, {_BUSYBOX}")


def _kept(key: str) -> dict[str, Any]:
    cache = "cache: {configMap: {name: kept}}"
    return leaf(f"memoize: {{key: '{key}', maxAge: 1h, {cache}}}, {_BUSYBOX}")


def _labelled(label: str) -> dict[str, Any]:
    return leaf(f"metadata: {{labels: {{team: '{label}'}}}}, {_BUSYBOX}")


def _global(second: str) -> dict[str, Any]:
    first = "{name: rows, globalName: result, valueFrom: {path: /rows}}"
    other = f"{{name: columns, globalName: {second}, valueFrom: {{path: /columns}}}}"
    return leaf(f"outputs: {{parameters: [{first}, {other}]}}, {_BUSYBOX}")


def _argument(tag: str) -> dict[str, Any]:
    inputs = "inputs: {parameters: [{name: n, value: '1'}]}"
    return leaf(f"{inputs}, container: {{image: busybox, args: ['{tag}']}}")


_SEMAPHORE = "{configMapKeyRef: {name: limits, key: main}}"

PAIRS: dict[str, Pair] = {
    "HL116": Pair(
        _named(name="case", labels={"owner": "Jane Doe"}),
        ("metadata", "labels", "owner"),
        _named(name="case", labels={"owner": "jane"}, annotations={"owner": "Jane Doe"}),
    ),
    "HL117": Pair(_named(namespace="research"), ("metadata",), _named(generateName="case-")),
    "HL118": Pair(
        leaf(_BUSYBOX, podMetadata={"labels": {"cost center": "x"}}),
        ("spec", "podMetadata", "labels", "cost center"),
        leaf(_BUSYBOX, podMetadata={"labels": {"cost-center": "{{workflow.name}}"}}),
    ),
    "HL119": Pair(
        _hooked("%.0s", "hooks: {%s}"),
        ("spec", "hooks", "exit", "expression"),
        _hooked(", hooks: {%s}", "%.0s"),
    ),
    "HL120": Pair(
        leaf(_BUSYBOX, podGC={"deleteDelayDuration": "10 minutes"}),
        ("spec", "podGC", "deleteDelayDuration"),
        leaf(_BUSYBOX, podGC={"deleteDelayDuration": "600"}),
    ),
    "HL121": Pair(
        leaf(_BUSYBOX, podSpecPatch="{"),
        ("spec", "podSpecPatch"),
        leaf(_BUSYBOX, podSpecPatch="{}"),
    ),
    "HL122": Pair(
        leaf(_BUSYBOX, synchronization={"mutexes": [{"namespace": "shared"}]}),
        ("spec", "synchronization", "mutexes", 0),
        leaf(_BUSYBOX, synchronization={"mutexes": [{"name": "{{workflow.name}}"}]}),
    ),
    "HL436": Pair(
        _mounted("wrok"),
        (*_TEMPLATE, "container", "volumeMounts", 0, "name"),
        _mounted("work"),
    ),
    "HL437": Pair(
        _image("python 3.12"),
        (*_TEMPLATE, "container", "image"),
        _image("Registry:5000/tools/python__x:3.12@sha256:" + 64 * "0"),
    ),
    "HL438": Pair(_retried("three"), (*_TEMPLATE, "retryStrategy", "limit"), _retried("'3'")),
    "HL439": Pair(
        _patched("container: []"),
        (*_TEMPLATE, "podSpecPatch"),
        _patched("containers: [{name: main, resources: {limits: {cpu: {{workflow.name}}}}}]"),
    ),
    "HL445": Pair(
        _patched("hostname: x{{workflow.name}}-{{workflow.uid"),
        (*_TEMPLATE, "podSpecPatch"),
        _patched("hostname: x{{workflow.name}}"),
    ),
    "HL440": Pair(
        _locked("{namespace: shared}"),
        (*_TEMPLATE, "synchronization", "semaphores", 0),
        _locked(_SEMAPHORE),
    ),
    "HL441": Pair(_kept("my_key"), (*_TEMPLATE, "memoize", "key"), _kept("a-{{workflow.name}}")),
    "HL442": Pair(
        _labelled("data & models"),
        (*_TEMPLATE, "metadata", "labels", "team"),
        _labelled("{{workflow.name}}"),
    ),
    "HL513": Pair(
        _counted("host-%s"),
        (*_TEMPLATE, "steps", 0, 0, "withSequence", "format"),
        _counted("%03d %%"),
    ),
    "HL605": Pair(
        _global("result"),
        (*_TEMPLATE, "outputs", "parameters", 1, "globalName"),
        _global("other"),
    ),
    "HL722": Pair(
        _argument("{{asInt(inputs.parameters.n) + 1}}"),
        (*_TEMPLATE, "container", "args", 0),
        _argument("{{=asInt(inputs.parameters.n) + 1}} {{ name | default(1) }}"),
    ),
}
