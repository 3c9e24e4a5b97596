"""`next` with an operator and a result."""

from hera.workflows import DAG, Container, Operator, TaskResult, Workflow

with Workflow(generate_name="next-", entrypoint="d") as w:
    run = Container(name="run", image="alpine:3.20", command=["true"])
    with DAG(name="d"):
        a, b, c, d = (run(name=n) for n in "abcd")
        a.next(b)
        a.next(c, on=TaskResult.failed)
        b.next(c, operator=Operator.or_, on=TaskResult.skipped)
        a.next(d, on=TaskResult.succeeded).next(run(name="e"), on=TaskResult.daemoned)
        c.next(d, operator=Operator.or_)
