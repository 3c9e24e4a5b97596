"""The same steps in each kind."""

from hera.workflows import (
    ClusterWorkflowTemplate,
    CronWorkflow,
    Parameter,
    Steps,
    Workflow,
    WorkflowTemplate,
    script,
)


@script(image="python:3.12", inputs=Parameter(name="n", default=1))
def show(n):
    print(n)


def fill(workflow):
    with workflow, Steps(name="steps"):
        show(name="first", arguments={"n": 1})
        show(name="second", arguments={"n": "{{workflow.parameters.n}}"})
    return workflow


common = {"entrypoint": "steps", "arguments": {"n": 5}, "labels": {"a": "b"}}
workflows = [
    fill(Workflow(generate_name="a-", **common)),
    fill(WorkflowTemplate(name="b", **common)),
    fill(ClusterWorkflowTemplate(name="c", **common)),
    fill(CronWorkflow(name="d", schedules=["* * * * *"], **common)),
]
