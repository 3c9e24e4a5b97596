"""`>>` onto a task that has `dependencies`: both are written."""

from hera.workflows import DAG, Container, Task, Workflow

with Workflow(generate_name="both-", entrypoint="d") as w:
    run = Container(name="run", image="alpine:3.20", command=["true"])
    with DAG(name="d"):
        a = run(name="a")
        b = Task(name="b", template=run, dependencies=["a"])
        a >> b
