"""Steps follow one another; `>>` is for tasks."""

from hera.workflows import Container, Steps, Workflow

with Workflow(generate_name="shift-", entrypoint="s") as w:
    run = Container(name="run", image="alpine:3.20", command=["true"])
    with Steps(name="s"):
        run(name="a") >> run(name="b")
