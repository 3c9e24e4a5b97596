"""What Kubernetes and the controller make of an object's metadata and status."""

from __future__ import annotations

import random
import re
from typing import Any

Json = dict[str, Any]

_LABELS = "workflows.argoproj.io"
_NAME = re.compile(r"[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*")
_NAME_RULE = (
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.',"
    " and must start and end with an alphanumeric character (e.g. 'example.com', regex used for"
    f" validation is '{_NAME.pattern}')"
)
_LABEL_NAME = re.compile(r"([a-z0-9.-]+/)?([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]")
_LABEL_RULE = (
    "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end"
    " with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for"
    " validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')"
)
# Of names that Kubernetes makes up: no vowels, nothing that looks like another one.
_ALPHABET = "bcdfghjklmnpqrstvwxz2456789"
_OTHER_NAMESPACE = (
    "the namespace of the provided object does not match the namespace sent on the request"
)


def generated_name(metadata: Json) -> str:
    """Return a name that begins as the metadata says, the empty text where they do not."""
    prefix = metadata.get("generateName")
    return f"{prefix}{''.join(random.choices(_ALPHABET, k=5))}" if prefix else ""


def wrong_metadata(kind: str, metadata: Json, name: str, namespace: str) -> str:
    """Return why Kubernetes refuses the metadata of a new object, or the empty text."""
    what = f'{kind}.argoproj.io "{name}" is invalid: metadata.'
    if not _NAME.fullmatch(name):
        return f'{what}name: Invalid value: "{name}": {_NAME_RULE}'
    for label in metadata.get("labels") or {}:
        if not _LABEL_NAME.fullmatch(label):
            return f'{what}labels: Invalid value: "{label}": {_LABEL_RULE}'
    given = metadata.get("namespace")
    return _OTHER_NAMESPACE if namespace and given not in (None, "", namespace) else ""


def managed_by_argo(moment: str) -> Json:
    """Return who set which fields, as Kubernetes adds it to each object."""
    kind = {"apiVersion": "argoproj.io/v1alpha1", "fieldsType": "FieldsV1", "fieldsV1": {}}
    return {"manager": "argo", "operation": "Update", "time": moment, **kind}


def set_run(workflow: Json, phase: str, moment: str) -> None:
    """Set what the controller says of a workflow whose one template needs no pod."""
    final = phase in ("Succeeded", "Failed", "Error")
    name = workflow["metadata"]["name"]
    times = {"startedAt": moment, "finishedAt": moment if final else None}
    common: Json = {"phase": phase, "progress": "1/1" if phase == "Succeeded" else "0/1", **times}
    node: Json = {"type": "Suspend", "templateScope": f"local/{name}", **common}
    node |= {"templateName": workflow["spec"]["entrypoint"]}
    node |= dict.fromkeys(("id", "name", "displayName"), name)
    workflow["status"] = {
        **workflow["status"],
        **common,
        "nodes": {name: node},
        "artifactRepositoryRef": {"default": True, "artifactRepository": {}},
        "artifactGCStatus": {"notSpecified": True},
    }
    if final:
        workflow["status"]["conditions"] = [{"type": "Completed", "status": "True"}]
    _mark(workflow, phase)


def _mark(workflow: Json, phase: str) -> None:
    """Set what the controller says of a workflow in its labels and annotations."""
    final = phase in ("Succeeded", "Failed", "Error")
    marks = {"completed": str(final).lower(), "phase": phase}
    if final:
        marks["workflow-archiving-status"] = "Archived"
    metadata = workflow["metadata"]
    labels = {f"{_LABELS}/{name}": text for name, text in marks.items()}
    metadata["labels"] = {**(metadata.get("labels") or {}), **labels}
    metadata["annotations"] = {
        **(metadata.get("annotations") or {}),
        f"{_LABELS}/pod-name-format": "v2",
    }
