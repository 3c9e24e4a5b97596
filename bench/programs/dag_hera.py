"""The same large workflows in Hera 7.1. Usage: dag_hera WORK TASKS"""

from __future__ import annotations

import json
import sys
from functools import partial
from importlib import import_module
from typing import Any

from . import documents
from .serve import serve

# By name, as the `hera` of this repository is another package.
peer = import_module("hera.workflows")
models = import_module("hera.workflows.models")


def build(tasks: int, templates: int) -> Any:
    """Return the workflow of ``dag_models.build``."""
    with peer.Workflow(generate_name="dag-", entrypoint="main") as workflow:
        work = [_template(number) for number in range(templates)]
        with peer.DAG(name="main"):
            for number in range(tasks):
                _task(number, work[number % templates])
    return workflow


def _template(number: int) -> Any:
    return peer.Container(
        name=f"work-{number}",
        inputs=[peer.Parameter(name="message")],
        image="busybox",
        command=["echo"],
        args=[documents.MESSAGE],
    )


def _task(number: int, template: Any) -> Any:
    return peer.Task(
        name=f"t{number}",
        template=template,
        depends=f"t{number - 1}" if number else None,
        arguments={"message": f"hello {number}"},
    )


def _write(tasks: int, templates: int) -> tuple[Any, str]:
    workflow = build(tasks, templates)
    return workflow, workflow.to_yaml()


def _through_yaml(tasks: int, templates: int) -> tuple[Any, str, Any]:
    workflow, text = _write(tasks, templates)
    return workflow, text, peer.Workflow.from_yaml(text)


def _read_status(text: str) -> tuple[Any, Any]:
    data = json.loads(text)
    return data, models.Workflow.model_validate(data)


def _tasks(workflow: Any) -> int:
    return len(workflow.templates[-1].dag.tasks)


def main(work: str, tasks: int) -> None:
    """Serve one of the works below; each gives all it made, so that releasing it is not timed."""
    if work == "write":
        serve(lambda: 1, partial(_write, tasks), lambda made: made[1].count("value: hello "), tasks)
    elif work == "read":
        serve(lambda: documents.dag_yaml(tasks), peer.Workflow.from_yaml, _tasks, tasks)
    elif work == "status":
        serve(
            lambda: documents.finished_json(tasks),
            _read_status,
            lambda made: len(made[1].status.nodes),
            tasks,
        )
    elif work in ("one-template", "distinct-templates"):
        templates = 1 if work == "one-template" else tasks
        serve(lambda: templates, partial(_through_yaml, tasks), lambda made: _tasks(made[2]), tasks)
    else:
        sys.exit(f"no work {work!r}")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
