"""Helpers around tasks have types of their own."""

from collections.abc import Iterable

from hera.workflows import DAG, Parameter, Task, Workflow, script


@script()
def count(name: str) -> int:
    return len(name)


def counted(names: Iterable[str]) -> list[Task]:
    return [count(name=f"count-{name}", arguments={"name": name}) for name in names]


def after(tasks: list[Task], last: Task) -> Task:
    tasks >> last
    return last


def passed(task: Task, name: str) -> Parameter:
    return task.get_result_as(name)


with Workflow(generate_name="helpers-", entrypoint="main") as w, DAG(name="main"):
    made = counted(["a", "b"])
    end = after(made, count.task(name="end", arguments=passed(made[0], "name")))
print(w.to_yaml())
