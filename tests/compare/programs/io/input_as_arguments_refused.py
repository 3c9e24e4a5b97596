"""An Input object is not what a task takes as arguments."""

from hera.workflows import DAG, Input, Task, Workflow


class In(Input):
    number: int = 1


with Workflow(generate_name="arguments-", entrypoint="d") as w, DAG(name="d"):
    Task(name="a", template="work", arguments=In())
w.to_dict()
