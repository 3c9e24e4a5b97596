"""Small projects to be linted."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from hera.lint.project.model import FileResult

PRINT = """\
  - name: print
    inputs: {parameters: [{name: message}]}
    container: {image: "busybox:1", args: ["{{inputs.parameters.%s}}"]}
"""


def template(name: str, *, kind: str = "WorkflowTemplate", uses: str = "message") -> str:
    """Return a workflow template; it is wrong where it uses another name than ``message``."""
    head = f"apiVersion: argoproj.io/v1alpha1\nkind: {kind}\nmetadata:\n  name: {name}\n"
    return f"{head}spec:\n  templates:\n{PRINT % uses}"


def caller(name: str, *, template: str = "print", cluster: bool = False) -> str:
    """Return a workflow that runs a template of a workflow template."""
    scope = ", clusterScope: true" if cluster else ""
    return f"""\
apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata:
  generateName: calling-
spec:
  entrypoint: main
  templates:
  - name: main
    steps:
    - - name: hello
        templateRef: {{name: {name}, template: {template}{scope}}}
        arguments: {{parameters: [{{name: message, value: hello}}]}}
"""


def workflow(image: str = "busybox:1", *, value: str = "hello") -> str:
    """Return a workflow that is right, unless its value is not."""
    return f"""\
apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata:
  generateName: hello-
spec:
  entrypoint: main
  templates:
  - name: main
    container:
      image: {image}
      args: ["{value}"]
"""


PROGRAM = """\
from hera.workflows import Container, Workflow

with Workflow(generate_name="hello-", entrypoint="main") as w:
    Container(name="main", image="busybox:1", args=["{{inputs.parameters.x}}"])
"""


def write(folder: Path, **files: str) -> None:
    """Write files; in their names ``__`` stands for a slash and the last ``_`` for a dot."""
    for name, text in files.items():
        stem, _, suffix = name.replace("__", "/").rpartition("_")
        path = folder / f"{stem}.{suffix}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def told(results: Sequence[FileResult]) -> list[str]:
    """Return what was found as short lines: file, line and code."""
    return [
        f"{one.file}:{one.span.line if one.span else 0} {one.finding.code}"
        for result in results
        for one in result.findings
    ]
