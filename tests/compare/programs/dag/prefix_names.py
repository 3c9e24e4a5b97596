"""A task whose name is a part of another's is another task."""

from hera.workflows import DAG, Container, Workflow

with Workflow(generate_name="prefix-", entrypoint="d") as w:
    run = Container(name="run", image="alpine:3.20", command=["true"])
    with DAG(name="d"):
        ab, a, end = run(name="ab"), run(name="a"), run(name="end")
        ab >> end
        a >> end
