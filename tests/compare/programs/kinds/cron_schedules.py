"""A cron workflow's schedule, as one and as several."""

from hera.workflows import CronWorkflow


def outcome(make):
    try:
        return make().to_dict()["spec"]
    except Exception as error:
        return type(error).__name__


observed = {
    "one": outcome(lambda: CronWorkflow(name="c", schedule="* * * * *")),
    "several": outcome(lambda: CronWorkflow(name="c", schedules=["* * * * *", "1 * * * *"])),
    "both": outcome(lambda: CronWorkflow(name="c", schedule="* * * * *", schedules=["1 * * * *"])),
    "none": outcome(lambda: CronWorkflow(name="c")),
    "text as several": outcome(lambda: CronWorkflow(name="c", schedules="* * * * *")),
}
