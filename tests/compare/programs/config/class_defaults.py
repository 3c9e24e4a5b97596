"""Defaults set for classes: whom they reach, and what is given wins."""

from hera.shared import global_config
from hera.workflows import Container, CronWorkflow, Env, Script, Suspend, Workflow, WorkflowTemplate

global_config.set_class_defaults(
    Container, image="default:1", active_deadline_seconds=100, env=[Env(name="A", value="b")]
)
global_config.set_class_defaults(Workflow, labels={"team": "a"}, service_account_name="w")
global_config.set_class_defaults(WorkflowTemplate, labels={"team": "b"})
global_config.set_class_defaults(Script, image="script:1", command=["bash"])
global_config.set_class_defaults(Env, value="z")


class Own(Container):
    pass


with Workflow(generate_name="w-", entrypoint="c") as w:
    Container(name="c")
    Container(name="d", image="given", env=None)
    Own(name="own")
    Script(name="s", source="x")
    Suspend(name="wait")
    Container(name="e", env=Env(name="B"))
template = WorkflowTemplate(name="t")
cron = CronWorkflow(name="c", schedules=["* * * * *"], labels={"given": "yes"})
observed = {"attribute": Container(name="x").image, "none": Container(name="x", image=None).image}
