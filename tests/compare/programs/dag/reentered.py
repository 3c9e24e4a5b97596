"""A DAG may be entered again; two workflows may share a template."""

from hera.workflows import DAG, Container, Workflow

run = Container(name="run", image="alpine:3.20", command=["true"])
with Workflow(generate_name="first-", entrypoint="d") as first:
    with DAG(name="d") as d:
        a = run(name="a")
    with d:
        a >> run(name="b")
with Workflow(generate_name="second-", entrypoint="d") as second, DAG(name="d"):
    run(name="c")
