"""A task needs a template."""

from hera.workflows import DAG, Task, Workflow

with Workflow(generate_name="none-", entrypoint="d") as w, DAG(name="d"):
    Task(name="a")
w.to_dict()
