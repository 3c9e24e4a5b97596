"""A workflow that runs by the clock."""

from hera.workflows import CronWorkflow, script


@script(image="python:3.12")
def report() -> None:
    print("the nightly report")


with CronWorkflow(
    name="nightly",
    schedules=["30 2 * * *"],
    timezone="Europe/Berlin",
    concurrency_policy="Forbid",
    starting_deadline_seconds=600,
    entrypoint="report",
) as w:
    report()
