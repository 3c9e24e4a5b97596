"""Templates made outside are added when they are used, once for each name."""

from hera.workflows import DAG, Container, Steps, Task, Workflow

run = Container(name="run", image="alpine:3.20", command=["true"])
other = Container(name="other", image="alpine:3.20", command=["false"])

with Workflow(generate_name="outside-", entrypoint="d") as w:
    with DAG(name="d"):
        run(name="a") >> run(name="b")
        Task(name="c", template=other)
    with Steps(name="s"):
        run()
        other()
