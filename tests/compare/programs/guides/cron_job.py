"""A script on a schedule."""

from hera.workflows import CronWorkflow, Steps, script


@script(image="python:3.12")
def report():
    print("report")


with (
    CronWorkflow(
        name="report",
        schedules=["*/5 * * * *"],
        timezone="America/Los_Angeles",
        concurrency_policy="Replace",
        starting_deadline_seconds=0,
        successful_jobs_history_limit=4,
        failed_jobs_history_limit=4,
        entrypoint="steps",
    ) as w,
    Steps(name="steps"),
):
    report()
