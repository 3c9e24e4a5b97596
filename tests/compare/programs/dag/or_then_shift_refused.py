"""A text, which `|` gives, cannot stand before `>>`."""

from hera.workflows import DAG, Container, Workflow

with Workflow(generate_name="or-", entrypoint="d") as w:
    run = Container(name="run", image="alpine:3.20", command=["true"])
    with DAG(name="d"):
        a, b, c = (run(name=n) for n in "abc")
        (a | b) >> c
