"""`task >> "name"` is no dependency."""

from hera.workflows import DAG, Container, Workflow

with Workflow(generate_name="text-", entrypoint="d") as w:
    run = Container(name="run", image="alpine:3.20", command=["true"])
    with DAG(name="d"):
        run(name="a") >> "b"
