"""An event that is sent to the Argo server starts a workflow."""

from hera.workflows import WorkflowEventBinding, WorkflowTemplate, models, script


@script(image="python:3.12")
def build(commit: str) -> None:
    print(f"building {commit}")


with WorkflowTemplate(name="build", entrypoint="build", arguments={"commit": "main"}) as template:
    build()

binding = WorkflowEventBinding(
    name="on-push",
    event=models.Event(selector='discriminator == "push" && payload.branch == "main"'),
    submit=models.Submit(
        workflow_template_ref=models.WorkflowTemplateRef(name="build"),
        arguments=models.Arguments(
            parameters=[
                models.Parameter(name="commit", value_from=models.ValueFrom(event="payload.commit"))
            ]
        ),
    ),
)
