"""What a whole project wants, said once: defaults for classes, and hooks before each build."""

from hera.shared import global_config, register_pre_build_hook
from hera.workflows import Script, Workflow, script

global_config.set_class_defaults(Script, image="python:3.12-slim", image_pull_policy="IfNotPresent")
global_config.service_account_name = "workflows"


@register_pre_build_hook
def label(workflow: Workflow) -> Workflow:
    """Say whose workflows these are."""
    workflow.labels = {"team": "data", **(workflow.labels or {})}
    return workflow


@script()
def hello() -> None:
    print("Hello!")


with Workflow(generate_name="class-defaults-", entrypoint="hello") as w:
    hello()
