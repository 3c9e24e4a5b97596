"""Reading gives the class that it was asked of."""

from typing_extensions import assert_type

from hera.workflows import ClusterWorkflowTemplate, CronWorkflow, Workflow, WorkflowTemplate


class Mine(Workflow):
    """A user's own workflow."""


def text_of(kind: str) -> str:
    return (
        f"{{apiVersion: argoproj.io/v1alpha1, kind: {kind}, metadata: {{name: a}}, "
        "spec: {entrypoint: a, templates: [{name: a, container: {image: alpine}}]}}"
    )


workflow = Workflow.from_yaml(text_of("Workflow"))
assert_type(workflow, Workflow)
assert_type(Workflow.from_dict(workflow.to_dict()), Workflow)
assert_type(Mine.from_yaml(text_of("Workflow")), Mine)
assert_type(WorkflowTemplate.from_yaml(text_of("WorkflowTemplate")), WorkflowTemplate)
assert_type(
    ClusterWorkflowTemplate.from_yaml(text_of("ClusterWorkflowTemplate")), ClusterWorkflowTemplate
)


def from_file(path: str) -> None:
    assert_type(CronWorkflow.from_file(path), CronWorkflow)
