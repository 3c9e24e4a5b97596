"""Two tasks of one name in a DAG are refused."""

from hera.workflows import DAG, Container, Workflow

with Workflow(generate_name="duplicate-", entrypoint="d") as w:
    run = Container(name="run", image="alpine:3.20", command=["true"])
    with DAG(name="d"):
        run()
        run()
