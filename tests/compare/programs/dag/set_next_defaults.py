"""Inside the block, `>>` and `next` use other defaults."""

from hera.workflows import DAG, Container, Operator, Task, TaskResult, Workflow

with Workflow(generate_name="defaults-", entrypoint="d") as w:
    run = Container(name="run", image="alpine:3.20", command=["true"])
    with DAG(name="d"):
        a, b, c, d, e, f = (run(name=n) for n in "abcdef")
        with Task.set_next_defaults(operator=Operator.or_, on=TaskResult.failed):
            [a, b] >> c
            a.next(d)
            b.next(d, on=TaskResult.succeeded)
            with Task.set_next_defaults(operator=Operator.or_):
                [a, b] >> e
        [a, b] >> f
