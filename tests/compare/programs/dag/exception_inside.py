"""A context that ends with an exception leaves the others as they were."""

from hera.workflows import DAG, Container, Workflow

with Workflow(generate_name="exception-", entrypoint="d") as w:
    run = Container(name="run", image="alpine:3.20", command=["true"])
    try:
        with DAG(name="broken"):
            run(name="a")
            raise KeyError("inside")
    except KeyError:
        pass
    with DAG(name="d"):
        run(name="b")
