"""The values of the configuration that reach manifests."""

from hera.shared import global_config
from hera.workflows import Container, CronWorkflow, Script, Workflow, WorkflowTemplate, script

global_config.api_version = "argoproj.io/v1alpha2"
global_config.namespace = "own"
global_config.service_account_name = "runner"
global_config.image = "python:3.12"
global_config.script_command = ["python3"]


@script()
def hello():
    print("hello")


with Workflow(generate_name="w-", entrypoint="c") as w:
    Container(name="c")
    Container(name="d", image="own")
    Script(name="s", source="echo")
    hello()
with Workflow(
    generate_name="w-", service_account_name="mine", namespace="theirs", api_version="v1"
) as given:
    Container(name="c", command=["x"])
template = WorkflowTemplate(name="t")
cron = CronWorkflow(name="c", schedules=["* * * * *"])
