"""Templates defined inside the context of another template."""

from hera.workflows import DAG, Container, Steps, Workflow

with Workflow(generate_name="nested-", entrypoint="outer") as w:
    run = Container(name="run", image="alpine:3.20", command=["true"])
    with DAG(name="outer") as outer:
        a = run(name="a")
        with Steps(name="inner-steps") as inner:
            run(name="s1")
            with inner.parallel():
                run(name="s2")
                with DAG(name="deep") as deep:
                    run(name="t1")
                deep(name="s3")
        b = inner(name="b")
        a >> b
