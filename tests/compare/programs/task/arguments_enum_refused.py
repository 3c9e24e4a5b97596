"""A value that JSON does not know."""

import enum

from hera.workflows import DAG, Task, Workflow


class Colour(enum.Enum):
    red = 1


with Workflow(generate_name="enum-", entrypoint="d") as w, DAG(name="d"):
    Task(name="a", template="show", arguments={"colour": Colour.red})
w.to_dict()
