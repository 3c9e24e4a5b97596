"""Names that are refused, and those that are not looked at."""

from hera.workflows import CronWorkflow, Workflow, WorkflowTemplate


def outcome(make):
    try:
        return make().to_dict()["metadata"]
    except Exception as error:
        return type(error).__name__


observed = {
    "long": outcome(lambda: Workflow(name="x" * 64)),
    "longest": outcome(lambda: Workflow(name="x" * 63)),
    "longer": outcome(lambda: Workflow(name="x" * 254)),
    "generated": outcome(lambda: Workflow(generate_name="x" * 100)),
    "generated longest": outcome(lambda: Workflow(generate_name="x" * 57)),
    "upper": outcome(lambda: Workflow(name="Bad_Name")),
    "empty": outcome(lambda: Workflow(name="")),
    "none": outcome(lambda: Workflow()),
    "template": outcome(lambda: WorkflowTemplate(name="x" * 64)),
    "template longer": outcome(lambda: WorkflowTemplate(name="x" * 254)),
    "cron": outcome(lambda: CronWorkflow(name="x" * 53, schedules=["* * * * *"])),
    "cron least": outcome(lambda: CronWorkflow(name="x")),
    "unknown": outcome(lambda: Workflow(nothing=1)),
    "positional": outcome(lambda: Workflow("x")),
}
