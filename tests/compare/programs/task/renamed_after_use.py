"""References follow the name that the task has when they are made."""

from hera.workflows import DAG, Container, Workflow

with Workflow(generate_name="renamed-", entrypoint="d") as w:
    run = Container(name="run", image="alpine:3.20", command=["true"])
    with DAG(name="d"):
        a = run(name="a", when="1 == 1")
        a.name = "later"
        a.arguments = {"x": 1}
        a.with_items = [1, 2]
        a >> run(name="b", arguments={"id": a.id})
