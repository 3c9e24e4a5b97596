"""Depends strings and dependencies written by the user."""

from hera.workflows import DAG, Container, Task, Workflow

with Workflow(generate_name="depends-", entrypoint="by-depends") as w:
    run = Container(name="run", image="alpine:3.20", command=["true"])
    with DAG(name="by-depends", target="c"):
        Task(name="a", template=run)
        Task(name="b", template=run, depends="a.Succeeded || a.Failed")
        Task(name="c", template=run, depends="a && (b.Skipped || b.Daemoned)")
    with DAG(name="by-dependencies"):
        Task(name="a", template="run")
        Task(name="b", template="run", dependencies=["a"])
        Task(name="c", template="run", dependencies=["a", "b"])
