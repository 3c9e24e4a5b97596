"""Two steps of one name, in different groups."""

from hera.workflows import Container, Steps, Workflow

with Workflow(generate_name="duplicate-", entrypoint="s") as w:
    run = Container(name="run", image="alpine:3.20", command=["true"])
    with Steps(name="s") as s:
        run(name="a")
        with s.parallel():
            run(name="a")
