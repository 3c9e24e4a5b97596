"""`a | b | c`: a text cannot be joined with a task."""

from hera.workflows import DAG, Container, Task, Workflow

with Workflow(generate_name="or-", entrypoint="d") as w:
    run = Container(name="run", image="alpine:3.20", command=["true"])
    with DAG(name="d"):
        a, b, c = (run(name=n) for n in "abc")
        Task(name="third", template=run, depends=a | b | c)
