"""An expression object itself is not read as the argument's value."""

from hera.expr import g
from hera.workflows import DAG, Task, Workflow

with Workflow(generate_name="object-", entrypoint="d") as w, DAG(name="d"):
    Task(name="a", template="show", arguments={"text": g.inputs.parameters.x})
