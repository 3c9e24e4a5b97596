"""A predecessor may be named once only."""

from hera.workflows import DAG, Container, Workflow

with Workflow(generate_name="twice-", entrypoint="d") as w:
    run = Container(name="run", image="alpine:3.20", command=["true"])
    with DAG(name="d"):
        a, b = run(name="a"), run(name="b")
        a >> b
        a.on_failure(b)
