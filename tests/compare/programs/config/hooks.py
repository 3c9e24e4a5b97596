"""Hooks that run before a build: on which objects, in which order."""

from hera.shared import register_pre_build_hook
from hera.workflows import Container, Script, Steps, Suspend, Workflow, WorkflowTemplate, script

calls = []


@register_pre_build_hook
def on_container(container: Container) -> Container:
    calls.append(f"container {container.name}")
    container.image = "hooked"
    return container


@register_pre_build_hook
def on_workflow(workflow: Workflow) -> Workflow:
    calls.append(f"workflow {workflow.name} {type(workflow).__name__}")
    workflow.labels = {"hooked": "yes"}
    return workflow


@register_pre_build_hook
def on_script(template: Script) -> Script:
    calls.append(f"script {template.name}")
    return template


@register_pre_build_hook
def on_workflow_again(workflow: Workflow) -> Workflow:
    calls.append("workflow again")
    workflow.annotations = {"second": "yes"}
    return workflow


@script()
def hello():
    print("hello")


with Workflow(name="w", entrypoint="c") as w:
    Container(name="c", image="i")
    with Steps(name="steps"):
        hello()
    Suspend(name="s")
template = WorkflowTemplate(name="t")
first = w.to_dict()["metadata"]
template.to_dict()
observed = {"calls": [*calls], "first": first}
