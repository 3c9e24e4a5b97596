"""Large workflows written with `hera.workflows`. Usage: facade WORK|once TASKS

The same program runs on this library and on Hera 7.1. That one takes no annotations that are text,
so there is no `from __future__ import annotations` here.
"""

import sys
from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Any

from . import documents
from .serve import serve

# By name: which of two packages it is depends on the environment.
hera = import_module("hera.workflows")


def work(message: str) -> None:
    """Run in a pod, were the workflow submitted."""
    print(message)


def chain(tasks: int) -> Any:
    """Return a chain of tasks made from one script."""
    script = hera.script(image="python:3.12")(work)
    with _workflow() as workflow, hera.DAG(name="main"):
        last = _task(script, 0)
        for number in range(1, tasks):
            last >>= _task(script, number)
    return workflow


def containers(tasks: int) -> Any:
    """Return tasks without order, each with a container template of its own."""
    return _apart(tasks, _container)


def scripts(tasks: int) -> Any:
    """Return tasks without order, each with a script template of its own."""
    return _apart(tasks, _script)


def fan_in(tasks: int) -> Any:
    """Return so many tasks made from one script, and one more that waits for all of them."""
    script = hera.script(image="python:3.12")(work)
    with _workflow() as workflow, hera.DAG(name="main"):
        waited = [_task(script, number) for number in range(tasks)]
        waited >> script(name="last", arguments={"message": "done"})
    return workflow


def _workflow() -> Any:
    return hera.Workflow(generate_name="dag-", entrypoint="main")


def _apart(tasks: int, make: Callable[[int], Any]) -> Any:
    with _workflow() as workflow:
        templates = [make(number) for number in range(tasks)]
        with hera.DAG(name="main"):
            for number, template in enumerate(templates):
                _task(template, number)
    return workflow


def _container(number: int) -> Any:
    return hera.Container(
        name=f"work-{number}",
        inputs=[hera.Parameter(name="message")],
        image="busybox",
        command=["echo"],
        args=[documents.MESSAGE],
    )


def _script(number: int) -> Any:
    return hera.Script(name=f"work-{number}", source=work, image="python:3.12")


def _task(template: Any, number: int) -> Any:
    return template(name=f"t{number}", arguments={"message": f"hello {number}"})


def _written(build: Callable[[int], Any], tasks: int) -> tuple[Any, str]:
    workflow = build(tasks)
    return workflow, workflow.to_yaml()


def _count(made: tuple[Any, str]) -> int:
    return made[1].count("value: hello ")


def _count_read(workflow: Any) -> int:
    return len(workflow.templates[-1].dag.tasks)


def main(what: str, tasks: int) -> None:
    """Serve one of the works below, or write the chain once.

    Each work gives all it made, so that releasing it is not timed.
    """
    works = {"chain": chain, "containers": containers, "scripts": scripts, "fan-in": fan_in}
    if what == "once":
        _written(chain, tasks)
    elif what == "read":
        read = hera.Workflow.from_yaml
        serve(lambda: documents.dag_yaml(tasks), read, _count_read, tasks)
    else:
        serve(lambda: tasks, partial(_written, works[what]), _count, tasks)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
