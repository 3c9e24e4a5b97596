"""A list of arguments inside a list of arguments."""

from hera.workflows import DAG, Parameter, Task, Workflow

with Workflow(generate_name="nested-", entrypoint="d") as w, DAG(name="d"):
    Task(name="a", template="show", arguments=[[Parameter(name="a", value=1)], {"b": 2}])
w.to_dict()
