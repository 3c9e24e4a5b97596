"""Every constructor argument that only a cron workflow has, and some that all have."""

from hera.workflows import Container, CronWorkflow, Parameter
from hera.workflows import models as m

with CronWorkflow(
    name="nightly",
    namespace="argo",
    labels={"a": "b"},
    schedules=["0 1 * * *", "0 13 * * *"],
    timezone="Europe/Berlin",
    concurrency_policy="Forbid",
    cron_suspend=True,
    starting_deadline_seconds=60,
    successful_jobs_history_limit=2,
    failed_jobs_history_limit=0,
    stop_strategy=m.StopStrategy(expression="cronworkflow.failed >= 3"),
    when="{{= true }}",
    suspend=False,
    entrypoint="main",
    arguments=[Parameter(name="n", value="1")],
    service_account_name="sa",
    workflow_metadata=m.WorkflowMetadata(labels={"x": "y"}),
    status=None,
) as w:
    Container(name="main", image="i")

one = CronWorkflow(name="one", schedule="* * * * *", entrypoint="x")
