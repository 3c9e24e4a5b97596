"""A Step does not belong in a DAG."""

from hera.workflows import DAG, Step, Workflow

with Workflow(generate_name="mixed-", entrypoint="d") as w, DAG(name="d"):
    Step(name="a", template="run")
