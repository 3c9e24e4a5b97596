"""An Input object is not what a DAG takes as inputs."""

from hera.workflows import DAG, Input, Workflow


class In(Input):
    number: int = 1


with Workflow(generate_name="inputs-", entrypoint="d") as w, DAG(name="d", inputs=In()):
    pass
w.to_dict()
