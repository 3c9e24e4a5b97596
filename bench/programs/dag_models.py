"""Large workflows as models. Usage: dag_models WORK TASKS"""

from __future__ import annotations

import sys
from functools import partial

from hera_models import (
    Arguments,
    Container,
    DAGTask,
    DAGTemplate,
    Inputs,
    ObjectMeta,
    Parameter,
    Template,
    Workflow,
    WorkflowSpec,
)

from . import documents
from .serve import serve


def build(tasks: int, templates: int) -> Workflow:
    """Return a chain of tasks; task ``i`` runs template ``i`` modulo the number of templates."""
    chain = [_task(number, number % templates) for number in range(tasks)]
    return Workflow(
        metadata=ObjectMeta(generate_name="dag-"),
        spec=WorkflowSpec(
            entrypoint="main",
            templates=[
                *(_template(number) for number in range(templates)),
                Template(name="main", dag=DAGTemplate(tasks=chain)),
            ],
        ),
    )


def _template(number: int) -> Template:
    return Template(
        name=f"work-{number}",
        inputs=Inputs(parameters=[Parameter(name="message")]),
        container=Container(image="busybox", command=["echo"], args=[documents.MESSAGE]),
    )


def _task(number: int, template: int) -> DAGTask:
    return DAGTask(
        name=f"t{number}",
        template=f"work-{template}",
        depends=f"t{number - 1}" if number else None,
        arguments=Arguments(parameters=[Parameter(name="message", value=f"hello {number}")]),
    )


def _write(tasks: int, templates: int) -> tuple[Workflow, str]:
    workflow = build(tasks, templates)
    return workflow, workflow.to_yaml()


def _through_yaml(tasks: int, templates: int) -> tuple[Workflow, str, Workflow]:
    workflow, text = _write(tasks, templates)
    return workflow, text, Workflow.from_yaml(text)


def _through_json(text: str) -> tuple[Workflow, str]:
    workflow = Workflow.from_json(text)
    return workflow, workflow.to_json()


def _read_status(text: str) -> Workflow:
    return Workflow.from_json(text, lenient=True)


def _tasks(workflow: Workflow) -> int:
    main = (workflow.spec.templates or [])[-1]
    return len((main.dag.tasks if main.dag else None) or [])


def _nodes(workflow: Workflow) -> int:
    return len((workflow.status.nodes if workflow.status else None) or {})


def main(work: str, tasks: int) -> None:
    """Serve one of the works below; each gives all it made, so that releasing it is not timed."""
    if work == "write":
        serve(lambda: 1, partial(_write, tasks), lambda made: made[1].count("value: hello "), tasks)
    elif work == "read":
        serve(lambda: documents.dag_yaml(tasks), Workflow.from_yaml, _tasks, tasks)
    elif work == "json":
        serve(
            lambda: documents.dag_json(tasks),
            _through_json,
            lambda made: made[1].count('"hello '),
            tasks,
        )
    elif work == "status":
        serve(lambda: documents.finished_json(tasks), _read_status, _nodes, tasks)
    elif work in ("one-template", "distinct-templates"):
        templates = 1 if work == "one-template" else tasks
        serve(lambda: templates, partial(_through_yaml, tasks), lambda made: _tasks(made[2]), tasks)
    else:
        sys.exit(f"no work {work!r}")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
