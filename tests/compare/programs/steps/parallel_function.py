"""`parallel()` of the module leaves the steps as they are."""

from hera.workflows import Container, Steps, Workflow, parallel

with Workflow(generate_name="parallel-", entrypoint="s") as w:
    run = Container(name="run", image="alpine:3.20", command=["true"])
    with Steps(name="s"):
        run(name="a")
        with parallel():
            run(name="b")
            run(name="c")
