"""A group inside a group."""

from hera.workflows import Container, Steps, Workflow

with Workflow(generate_name="parallel-", entrypoint="s") as w:
    run = Container(name="run", image="alpine:3.20", command=["true"])
    with Steps(name="s") as s, s.parallel():
        run(name="a")
        with s.parallel():
            run(name="b")
