"""on_success, on_failure, on_error from one task."""

from hera.workflows import DAG, Container, Workflow

with Workflow(generate_name="cond-", entrypoint="d") as w:
    run = Container(name="run", image="alpine:3.20", command=["true"])
    with DAG(name="d"):
        a = run(name="a")
        good = run(name="good")
        bad = run(name="bad")
        ugly = run(name="ugly")
        last = run(name="last")
        a.on_success(good)
        a.on_failure(bad)
        a.on_error(ugly)
        good.on_success(last)
        bad.on_failure(last)
