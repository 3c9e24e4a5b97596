"""A kind and an API version that are given."""

from hera.workflows import CronWorkflow, Workflow, WorkflowTemplate

workflows = [
    Workflow(name="a", kind="Workflow", api_version="argoproj.io/v1alpha1"),
    WorkflowTemplate(name="b", api_version="example.com/v1"),
    CronWorkflow(name="c", kind="CronWorkflow", schedules=["* * * * *"]),
]
