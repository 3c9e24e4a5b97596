"""Operators go on from a depends string that is there already."""

from hera.workflows import DAG, Container, Task, TaskResult, Workflow

with Workflow(generate_name="depends-", entrypoint="d") as w:
    run = Container(name="run", image="alpine:3.20", command=["true"])
    with DAG(name="d"):
        a = run(name="a")
        b = run(name="b")
        c = Task(name="c", template=run, depends="a.Failed || a.Errored")
        b >> c
        d = Task(name="d", template=run, depends="a")
        b.on_failure(d)
        c.next(d, on=TaskResult.omitted)
