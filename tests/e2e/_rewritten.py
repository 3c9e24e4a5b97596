"""Manifests read into the models and written again, and what they refer to."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import hera_models
from hera_models import Model
from hera_models._runtime.yaml_write import write

Reference: TypeAlias = tuple[str, str]
"""A template's kind and name."""

LINTED = {"Workflow", "WorkflowTemplate", "ClusterWorkflowTemplate", "CronWorkflow"}
"""The kinds that Argo lints."""

HELLO = """\
apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: hello-}
spec:
  entrypoint: main
  templates:
  - name: main
    container: {image: busybox, command: [echo], args: [hello]}
"""


def read(text: str) -> list[Any]:
    """Read each document into the model of its kind, or as plain data where it has none."""
    return list(hera_models.load_all(text))


def rewritten(documents: Iterable[Any]) -> dict[str, str]:
    """Return texts that must mean what was read, by the way that they took."""
    ways = {"dict": _by_dict, "JSON": _by_json, "YAML": _by_yaml}
    written = {way: [write_one(item) for item in documents] for way, write_one in ways.items()}
    return {way: _joined(texts) for way, texts in written.items()}


def _by_dict(document: Any) -> str:
    if not isinstance(document, Model):
        return json.dumps(document)
    return json.dumps(type(document).from_dict(document.to_dict()).to_dict())


def _by_json(document: Any) -> str:
    if not isinstance(document, Model):
        return json.dumps(document)
    return type(document).from_json(document.to_json()).to_json()


def _by_yaml(document: Any) -> str:
    if not isinstance(document, Model):
        return write(document)
    return type(document).from_yaml(document.to_yaml()).to_yaml()


def _joined(texts: list[str]) -> str:
    # Argo reads one document of JSON as JSON, several as the YAML that they are too.
    return texts[0] if len(texts) == 1 else "".join(f"---\n{text.rstrip()}\n" for text in texts)


def defined(documents: Iterable[Any]) -> set[Reference]:
    """Return the templates that documents define."""
    plain = [_plain(item) for item in documents]
    return {
        (item["kind"], item["metadata"]["name"])
        for item in plain
        if isinstance(item, dict) and str(item.get("kind")).endswith("WorkflowTemplate")
    }


def referred(value: Any) -> Iterator[Reference]:
    """Yield the templates that documents refer to."""
    value = _plain(value)
    if isinstance(value, Mapping):
        for key, item in value.items():
            if key in ("templateRef", "workflowTemplateRef") and isinstance(item, Mapping):
                cluster = "Cluster" if item.get("clusterScope") else ""
                yield f"{cluster}WorkflowTemplate", str(item.get("name"))
            else:
                yield from referred(item)
    elif isinstance(value, list):
        for item in value:
            yield from referred(item)


class Folder:
    """Manifests of which some refer to others."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self._defining: dict[Reference, Path] = {}
        for path in paths:
            for reference in defined(_leniently(path)):
                self._defining[reference] = path

    def needed(self, path: Path) -> list[str]:
        """Return the texts of the files that one refers to, directly or not, without itself."""
        found: list[Path] = [path]
        for each in found:
            references = sorted(set(referred(_leniently(each))))
            paths = (self._defining.get(reference) for reference in references)
            found += [other for other in dict.fromkeys(paths) if other and other not in found]
        return [each.read_text(encoding="utf-8") for each in found[1:]]


def _leniently(path: Path) -> list[Any]:
    text = path.read_text(encoding="utf-8")
    return list(hera_models.load_all(text, lenient=True, allow_duplicate_keys=True))


def _plain(document: Any) -> Any:
    return document.to_dict() if isinstance(document, Model) else document
