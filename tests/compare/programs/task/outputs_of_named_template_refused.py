"""A template that is known by name only has no known outputs."""

from hera.workflows import DAG, Task, Workflow

with Workflow(generate_name="names-", entrypoint="d") as w, DAG(name="d"):
    Task(name="a", template="make").get_parameter("p")
