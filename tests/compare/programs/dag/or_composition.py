"""`|` gives a text for `depends`."""

from hera.workflows import DAG, Container, Task, Workflow

with Workflow(generate_name="or-", entrypoint="d") as w:
    run = Container(name="run", image="alpine:3.20", command=["true"])
    with DAG(name="d"):
        a, b, c = (run(name=n) for n in "abc")
        Task(name="either", template=run, depends=a | b)
        Task(name="with-text", template=run, depends=a | "b.Failed")
        more = Task(name="more", template=run, depends=a | b)
        c >> more
