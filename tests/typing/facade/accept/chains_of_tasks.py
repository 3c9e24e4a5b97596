"""``>>`` chains tasks and lists of tasks, and keeps their types."""

from typing_extensions import assert_type

from hera.workflows import DAG, Operator, Task, TaskResult, Workflow, script


@script()
def work(n: int) -> None:
    print(n)


with Workflow(generate_name="chain-", entrypoint="main") as w, DAG(name="main"):
    a = work.task(name="a", arguments={"n": 1})
    b = work(name="b", arguments={"n": 2})
    c = work(name="c", arguments={"n": 3})
    d = work.task(name="d", arguments={"n": 4})
    assert_type(a >> d, Task)
    a >> [b, c] >> d
    many = [work.task(name=f"m{i}", arguments={"n": i}) for i in range(3)]
    assert_type(d >> many, list[Task])
    assert_type(many >> work.task(name="e", arguments={"n": 5}), Task)
    assert_type(a.next(work.task(name="f", arguments={"n": 6})), Task)
    a.next(work.task(name="g", arguments={"n": 7}), Operator.or_, on=TaskResult.failed)
    assert_type(a.on_success(work.task(name="h", arguments={"n": 8})), Task)
    either: str = a | d
print(w.to_yaml())
