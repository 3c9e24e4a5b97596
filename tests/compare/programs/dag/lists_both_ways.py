"""Lists on either side of `>>`, chains, empty lists."""

from hera.workflows import DAG, Container, Workflow

with Workflow(generate_name="lists-", entrypoint="d") as w:
    run = Container(name="run", image="alpine:3.20", command=["true"])
    with DAG(name="d"):
        a, b, c, d, e, f = (run(name=n) for n in "abcdef")
        [a, b] >> c >> [d, e] >> f
        a >> [] >> f
        [] >> b
