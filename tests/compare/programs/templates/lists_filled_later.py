"""Lists that are there from the start, so that programs can append to them."""

from hera.workflows import (
    DAG,
    Container,
    ContainerNode,
    ContainerSet,
    Parallel,
    Parameter,
    Step,
    Steps,
    Suspend,
    Task,
    Workflow,
)

one = Container(name="one", image="alpine:3.20")

dag = DAG(name="dag")
dag.tasks.append(Task(name="a", template=one))
dag.tasks.append(Task(name="b", template=one, depends="a"))

steps = Steps(name="steps")
steps.sub_steps.append(Step(name="a", template=one))
group = Parallel()
group.sub_steps.append(Step(name="b", template=one))
steps.sub_steps.append(group)

containers = ContainerSet(name="containers")
containers.containers.append(ContainerNode(name="a", image="alpine:3.20"))

suspend = Suspend(name="suspend")
suspend.intermediate_parameters.append(Parameter(name="go", default="no"))

w = Workflow(generate_name="later-", entrypoint="dag", volume_claim_templates=[])
w.templates.extend([one, dag, steps, containers, suspend])
w.templates.append(Container(name="none", image="alpine:3.20", sidecars=[], init_containers=[]))
