"""The metadata of a cron workflow's workflows, as it is read."""

from hera.workflows import CronWorkflow

w = CronWorkflow.from_dict(
    {
        "apiVersion": "argoproj.io/v1alpha1",
        "kind": "CronWorkflow",
        "metadata": {"name": "c"},
        "spec": {
            "schedules": ["* * * * *"],
            "workflowMetadata": {"labels": {"a": "b"}},
            "workflowSpec": {"entrypoint": "x"},
        },
    }
)
