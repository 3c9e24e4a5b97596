"""A cron workflow's own status."""

from hera.workflows import CronWorkflow
from hera.workflows import models as m

w = CronWorkflow(
    name="c",
    schedules=["* * * * *"],
    cron_status=m.CronWorkflowStatus(
        active=[],
        conditions=[],
        failed=1,
        succeeded=2,
        phase="Active",
        last_scheduled_time=m.Time("2024-01-02T03:04:05Z"),
    ),
)
