"""`on` may hold several results."""

from hera.workflows import DAG, Container, Operator, TaskResult, Workflow

with Workflow(generate_name="several-", entrypoint="d") as w:
    run = Container(name="run", image="alpine:3.20", command=["true"])
    with DAG(name="d"):
        a, b, c, d = (run(name=n) for n in "abcd")
        a.next(c, on=[TaskResult.failed, TaskResult.errored])
        b.next(c, on=[TaskResult.skipped])
        a.next(d, on=(TaskResult.succeeded, TaskResult.daemoned, TaskResult.omitted))
        b.next(d, operator=Operator.or_, on=[TaskResult.any_succeeded, TaskResult.all_failed])
