"""What stands around the templates of generated workflows: the workflow's own fields, handlers."""

from __future__ import annotations

import random
from typing import Any

WORDS = ("fetch", "train", "score", "upload", "check", "split", "wait-for", "notify")
PHASES = ("prepare", "process", "publish")
RUNNING = 'workflow.status == "Running"'
OF_WORKFLOWS: dict[str, Any] = {
    "activeDeadlineSeconds": 3600,
    "archiveLogs": True,
    "artifactRepositoryRef": {"configMap": "artifact-repositories", "key": "main"},
    "imagePullSecrets": [{"name": "registry"}],
    "metrics": {
        "prometheus": [
            {
                "name": "duration_seconds",
                "help": "How long it took.",
                "labels": [{"key": "team", "value": "data"}],
                "gauge": {"realtime": True, "value": "{{workflow.duration}}"},
            }
        ]
    },
    "nodeSelector": {"kubernetes.io/os": "linux"},
    "parallelism": 10,
    "podGC": {"strategy": "OnPodSuccess", "deleteDelayDuration": "30s"},
    "podMetadata": {"labels": {"team": "data"}},
    "podSpecPatch": '{"terminationGracePeriodSeconds": 5}',
    "priority": 5,
    "retryStrategy": {"limit": 2},
    "securityContext": {"runAsNonRoot": True, "runAsUser": 1000},
    "serviceAccountName": "runner",
    "synchronization": {"mutexes": [{"name": "nightly"}]},
    "templateDefaults": {"container": {"imagePullPolicy": "IfNotPresent"}},
    "tolerations": [{"key": "spot", "operator": "Exists", "effect": "NoSchedule"}],
    "ttlStrategy": {"secondsAfterCompletion": 86400},
    "volumeClaimTemplates": [
        {
            "metadata": {"name": "scratch"},
            "spec": {
                "accessModes": ["ReadWriteOnce"],
                "resources": {"requests": {"storage": "1Gi"}},
            },
        }
    ],
    "workflowMetadata": {"labels": {"team": "data"}},
}


def cron(draw: random.Random) -> dict[str, Any]:
    """Return what a cron workflow has besides its workflow."""
    spec: dict[str, Any] = {
        "schedules": draw.sample(["0 3 * * *", "*/15 8-18 * * mon-fri", "@daily", "@every 1h"], 2)
    }
    extras: dict[str, Any] = {
        "timezone": "Europe/Berlin",
        "concurrencyPolicy": "Forbid",
        "startingDeadlineSeconds": 0,
        "successfulJobsHistoryLimit": 3,
        "suspend": False,
        "stopStrategy": {"expression": "cronworkflow.failed >= 3"},
        "workflowMetadata": {"labels": {"from": "cron"}},
    }
    return spec | {key: value for key, value in extras.items() if draw.random() < 0.4}


def exit_handler() -> dict[str, Any]:
    """Return a template for a workflow's `onExit`."""
    container = {
        "image": "alpine:3.20",
        "command": ["sh", "-c"],
        "args": ["echo {{workflow.status}} {{workflow.duration}} {{workflow.failures}}"],
    }
    return {"name": "clean-up", "container": container}


def tell() -> dict[str, Any]:
    """Return a template without inputs, for hooks."""
    return {"name": "tell", "http": {"url": "https://example.com/hook", "method": "POST"}}


def tell_of() -> dict[str, Any]:
    """Return a template with an input, for hooks."""
    return {
        "name": "tell-of",
        "inputs": {"parameters": [{"name": "what"}]},
        "http": {"url": "https://example.com/{{inputs.parameters.what}}"},
    }


def hook() -> dict[str, Any]:
    """Return a hook that calls `tell-of`."""
    parameters = [{"name": "what", "value": "{{workflow.name}}"}]
    return {"template": "tell-of", "arguments": {"parameters": parameters}}


def step_name(draw: random.Random, template: str) -> str:
    """Return how a step or task may be called that calls a template."""
    return draw.choice([template, draw.choice(WORDS), "Run"])
