"""Templates that do something themselves, drawn with a seed; for generated workflows."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Leaf:
    """A template with what its callers must know of it.

    Attributes:
        name: Its name.
        kind: The key of its type.
        template: The template.
        required: The input parameters that callers give.
        optional: The input parameters that callers may give.
        takes: The input artifacts that callers give.
        outputs: The output parameters.
        made: The output artifacts.
        result: Whether there is an `outputs.result`.
        reference: How it is called if another object holds it.
    """

    name: str
    kind: str
    template: dict[str, Any]
    required: list[str] = field(default_factory=list[str])
    optional: list[str] = field(default_factory=list[str])
    takes: list[str] = field(default_factory=list[str])
    outputs: list[str] = field(default_factory=list[str])
    made: list[str] = field(default_factory=list[str])
    result: bool = False
    reference: dict[str, Any] = field(default_factory=dict[str, Any])


VOLUMES: tuple[dict[str, Any], ...] = (
    {"name": "work", "emptyDir": {"sizeLimit": "1Gi"}},
    {"name": "settings", "configMap": {"name": "settings"}},
)


def _new(draw: random.Random, name: str, kind: str) -> Leaf:
    """Return a template with inputs, and nothing to do yet."""
    leaf = Leaf(name, kind, {"name": name})
    parameters: list[dict[str, Any]] = []
    if draw.random() < 0.7:
        leaf.required.append("message")
        parameters.append({"name": "message"})
    if draw.random() < 0.4:
        leaf.optional.append("log_level")
        parameters.append({"name": "log_level", "default": "info"})
    if draw.random() < 0.2:
        leaf.optional.append("size")
        parameters.append({"name": "size", "value": "1", "description": "How many."})
    if draw.random() < 0.1:
        source = {"configMapKeyRef": {"name": "settings", "key": "zone"}, "default": "eu"}
        leaf.optional.append("zone")
        parameters.append({"name": "zone", "valueFrom": source})
    if parameters:
        leaf.template["inputs"] = {"parameters": parameters}
    return leaf


def _used(leaf: Leaf) -> str:
    """Return text that uses all input parameters."""
    return " ".join(f"{{{{inputs.parameters.{name}}}}}" for name in leaf.required + leaf.optional)


def _take(draw: random.Random, leaf: Leaf) -> None:
    """Let it take artifacts, perhaps."""
    inputs = leaf.template.setdefault("inputs", {})
    artifacts: list[dict[str, Any]] = []
    if draw.random() < 0.35:
        leaf.takes.append("data")
        artifacts.append({"name": "data", "path": "/tmp/data"})
    if draw.random() < 0.15:
        artifacts.append({"name": "extra", "path": "/tmp/extra", "optional": True})
    if draw.random() < 0.1:
        raw = {"raw": {"data": "x: 1"}}
        artifacts.append({"name": "config", "path": "/etc/it.yaml", "mode": 0o644, **raw})
    if artifacts:
        inputs["artifacts"] = artifacts
    if not inputs:
        del leaf.template["inputs"]


def _give(draw: random.Random, leaf: Leaf) -> None:
    """Let it give outputs back, perhaps."""
    outputs: dict[str, Any] = {}
    if draw.random() < 0.5:
        leaf.outputs.append("count")
        parameter: dict[str, Any] = {"name": "count", "valueFrom": {"path": "/tmp/count"}}
        if draw.random() < 0.3:
            parameter["valueFrom"]["default"] = "0"
        if draw.random() < 0.2:
            parameter["globalName"] = f"count-of-{leaf.name}"
        outputs["parameters"] = [parameter]
    if draw.random() < 0.5:
        leaf.made.append("report")
        artifact: dict[str, Any] = {"name": "report", "path": "/tmp/report"}
        places: list[dict[str, Any]] = [
            {"s3": {"key": "out/{{workflow.name}}/{{pod.name}}.tgz"}},
            {"gcs": {"bucket": "out", "key": "report"}},
            {"archive": {"none": {}}},
            {"optional": True},
            {"globalName": f"report-of-{leaf.name}"},
        ]
        outputs["artifacts"] = [artifact | draw.choice(places)]
    if outputs:
        leaf.template["outputs"] = outputs


def _around(draw: random.Random, leaf: Leaf) -> None:
    """Add what belongs to the template beside its work."""
    again: list[dict[str, Any]] = [
        {"limit": 3},
        {"limit": "2", "retryPolicy": "Always"},
        {"limit": 2, "backoff": {"duration": "10s", "factor": 2, "maxDuration": "5m"}},
        {"limit": 2, "expression": "asInt(lastRetry.exitCode) != 2"},
    ]
    fields: dict[str, Any] = {
        "activeDeadlineSeconds": draw.choice([60, "120"]),
        "timeout": "10m",
        "retryStrategy": draw.choice(again),
        "nodeSelector": {"disk": "ssd"},
        "metadata": {"labels": {"for": "report"}, "annotations": {"about": "{{workflow.uid}}"}},
        "synchronization": {"mutexes": [{"name": "one-{{workflow.namespace}}"}]},
        "metrics": {"prometheus": [_metric(draw)]},
        "serviceAccountName": "worker",
        "failFast": True,
    }
    if leaf.required and leaf.kind in ("container", "script"):
        cache = {"configMap": {"name": "cache"}}
        key = "{{inputs.parameters.message}}"
        fields["memoize"] = {"key": key, "maxAge": "1h", "cache": cache}
    for key, value in fields.items():
        if draw.random() < 0.08:
            leaf.template[key] = value


def _metric(draw: random.Random) -> dict[str, Any]:
    kinds: list[dict[str, Any]] = [
        {"counter": {"value": "1"}},
        {"gauge": {"value": "{{duration}}", "realtime": True}},
        {"histogram": {"value": "{{duration}}", "buckets": [1, 10, 60]}},
    ]
    metric = {"name": "runs_total", "help": "How many runs.", "when": "{{status}} == Failed"}
    return {**metric, **draw.choice(kinds)}


def _container(draw: random.Random, name: str) -> Leaf:
    leaf = _new(draw, name, "container")
    _take(draw, leaf)
    _give(draw, leaf)
    container: dict[str, Any] = {
        "image": draw.choice(["alpine:3.20", "ghcr.io/it/it:v1.2", "python@sha256:" + "0" * 64]),
        "command": ["sh", "-c"],
        "args": [f"echo {_used(leaf)} > /tmp/count"],
    }
    if draw.random() < 0.2:
        secret = {"secretKeyRef": {"name": "it", "key": "password"}}
        container["env"] = [
            {"name": "LEVEL", "value": "7"},
            {"name": "PASSWORD", "valueFrom": secret},
        ]
    if draw.random() < 0.2:
        container["resources"] = {
            "limits": {"memory": "512Mi", "cpu": 1.5},
            "requests": {"cpu": "250m"},
        }
    if draw.random() < 0.2:
        container["volumeMounts"] = [{"name": "work", "mountPath": "/work"}]
    leaf.template["container"] = container
    leaf.result = True
    if draw.random() < 0.1:
        mirror = {"name": "web", "image": "nginx:1.27", "mirrorVolumeMounts": True}
        leaf.template["sidecars"] = [mirror]
    if draw.random() < 0.1:
        leaf.template["initContainers"] = [{"name": "first", "image": "alpine:3.20"}]
    _around(draw, leaf)
    return leaf


def _script(draw: random.Random, name: str) -> Leaf:
    leaf = _new(draw, name, "script")
    _take(draw, leaf)
    _give(draw, leaf)
    source = f'import json\nprint(json.dumps(["{_used(leaf)}"]))\n'
    leaf.template["script"] = {"image": "python:3.12", "command": ["python"], "source": source}
    leaf.result = True
    _around(draw, leaf)
    return leaf


def _container_set(draw: random.Random, name: str) -> Leaf:
    leaf = _new(draw, name, "containerSet")
    _take(draw, leaf)
    _give(draw, leaf)
    first = {"name": "first", "image": "alpine:3.20", "command": ["true"]}
    last = {
        "name": "main",
        "image": "alpine:3.20",
        "args": [_used(leaf)],
        "dependencies": ["first"],
    }
    mounts = [{"name": "work", "mountPath": "/work"}]
    leaf.template["containerSet"] = {"volumeMounts": mounts, "containers": [first, last]}
    _around(draw, leaf)
    leaf.template.pop("retryStrategy", None)
    return leaf


def _resource(draw: random.Random, name: str) -> Leaf:
    leaf = _new(draw, name, "resource")
    manifest = (
        "apiVersion: v1\nkind: ConfigMap\n"
        "metadata: {generateName: it-}\n"
        f'data: {{all: "{_used(leaf)}"}}\n'
    )
    resource: dict[str, Any] = {"action": draw.choice(["create", "apply"]), "manifest": manifest}
    if draw.random() < 0.5:
        resource["successCondition"] = "status.ready == true"
    leaf.template["resource"] = resource
    if draw.random() < 0.5:
        leaf.outputs.append("uid")
        source = draw.choice([{"jsonPath": "{.metadata.uid}"}, {"jqFilter": ".metadata.uid"}])
        leaf.template["outputs"] = {"parameters": [{"name": "uid", "valueFrom": source}]}
    _around(draw, leaf)
    return leaf


def _http(draw: random.Random, name: str) -> Leaf:
    leaf = _new(draw, name, "http")
    leaf.template["http"] = {
        "url": "https://example.com/api",
        "method": "POST",
        "headers": [{"name": "X-Workflow", "value": "{{workflow.name}}"}],
        "body": f"{_used(leaf)}",
        "successCondition": "response.statusCode == 200",
    }
    leaf.result = True
    return leaf


def _suspend(draw: random.Random, name: str) -> Leaf:
    leaf = Leaf(name, "suspend", {"name": name})
    if draw.random() < 0.5:
        leaf.template["suspend"] = {"duration": draw.choice(["10", "1m"])}
        return leaf
    leaf.template["suspend"] = {}
    parameter = {"name": "approve", "default": "no", "enum": ["yes", "no"]}
    leaf.optional.append("approve")
    leaf.template["inputs"] = {"parameters": [parameter]}
    leaf.outputs.append("approve")
    output: dict[str, Any] = {"name": "approve", "valueFrom": {"supplied": {}}}
    leaf.template["outputs"] = {"parameters": [output]}
    return leaf


def _data(draw: random.Random, name: str) -> Leaf:
    source = {"artifactPaths": {"name": "bucket", "s3": {"bucket": "in", "endpoint": "s3:9000"}}}
    transformation = [{"expression": "filter(data, {# endsWith '.csv'})"}]
    data = {"source": source, "transformation": transformation}
    return Leaf(name, "data", {"name": name, "data": data}, result=True)


def _plugin(draw: random.Random, name: str) -> Leaf:
    leaf = _new(draw, name, "plugin")
    leaf.template["plugin"] = {"slack": {"text": f"done: {_used(leaf)}"}}
    leaf.result = True
    return leaf


def inline(draw: random.Random) -> Leaf:
    """Return a template that stands in the step or task itself."""
    container = {"image": "alpine:3.20", "command": ["date"], "args": ["{{workflow.name}}"]}
    templates: list[dict[str, Any]] = [{"container": container}, {"suspend": {"duration": "5s"}}]
    return Leaf("", "inline", draw.choice(templates))


# The commonest come most often.
LEAVES: tuple[Callable[[random.Random, str], Leaf], ...] = (
    _container,
    _container,
    _container,
    _script,
    _script,
    _container_set,
    _resource,
    _http,
    _suspend,
    _data,
    _plugin,
)
