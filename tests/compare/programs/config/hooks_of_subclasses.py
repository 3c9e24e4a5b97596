"""Hooks of a base class or a subclass: which objects they reach."""

from hera.shared import register_pre_build_hook
from hera.workflows import Container, CronWorkflow, WorkflowTemplate


class Own(Container):
    pass


@register_pre_build_hook
def on_own(container: Own) -> Own:
    container.image = "own"
    return container


@register_pre_build_hook
def on_cron(workflow: CronWorkflow) -> CronWorkflow:
    workflow.labels = {"cron": "yes"}
    return workflow


@register_pre_build_hook
def on_container(container: Container) -> Container:
    container.working_dir = "/container"
    return container


with WorkflowTemplate(name="w") as w:
    Container(name="c", image="i")
    Own(name="o", image="i")
with CronWorkflow(name="cron", schedules=["* * * * *"]) as cron:
    Own(name="o", image="i")
