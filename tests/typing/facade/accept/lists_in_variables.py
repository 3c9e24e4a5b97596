"""Lists that were made before keep their types where they are given."""

from hera.workflows import (
    DAG,
    Container,
    Parameter,
    Step,
    Steps,
    Suspend,
    Task,
    UserContainer,
    Workflow,
)

say = Container(name="say", image="alpine:3")
templates = [say, Container(name="other", image="alpine:3")]
tasks = [Task(name="a", template=say), Task(name="b", template="other", dependencies=["a"])]
steps = [Step(name="a", template=say), Step(name="b", template="other")]
helpers = [UserContainer(name="helper", image="alpine:3")]
answers = [Parameter(name="answer", enum=["yes", "no"], default="no")]
Workflow(
    generate_name="a-",
    entrypoint="main",
    templates=[*templates, DAG(name="main", tasks=tasks), Steps(name="steps", sub_steps=steps)],
)
Workflow(generate_name="b-", templates=templates)
Container(name="c", image="alpine:3", sidecars=helpers, init_containers=helpers)
Suspend(name="d", intermediate_parameters=answers)
Steps(name="e", sub_steps=[steps[0], [steps[1]]])
