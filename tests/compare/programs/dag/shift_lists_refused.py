"""Two plain lists have no `>>`."""

from hera.workflows import DAG, Container, Workflow

with Workflow(generate_name="lists-", entrypoint="d") as w:
    run = Container(name="run", image="alpine:3.20", command=["true"])
    with DAG(name="d"):
        a, b, c, d = (run(name=n) for n in "abcd")
        print([a, b] >> [c, d])
