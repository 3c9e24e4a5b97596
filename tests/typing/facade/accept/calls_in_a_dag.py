"""Calls inside a DAG take what a task takes, and give tasks."""

from hera.workflows import DAG, Parameter, Task, Workflow, script


@script()
def make(n: int) -> int:
    return n


@script()
def add(a: int, b: int = 1) -> int:
    return a + b


with Workflow(generate_name="sums-", entrypoint="main") as w, DAG(name="main"):
    first = make(name="first", arguments={"n": 1})
    second = make(name="second", arguments=Parameter(name="n", value=2))
    both: Task = add(
        name="both",
        arguments={"a": first.result, "b": second.result},
        when=f"{first.result} != 0",
    )
    add(arguments={"a": both.result}, depends="both.Succeeded")
    first >> both
    second >> both
print(w.to_yaml())
