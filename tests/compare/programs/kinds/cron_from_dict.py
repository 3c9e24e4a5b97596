"""A cron workflow read from a dictionary, with the metadata of its workflows."""

from hera.workflows import CronWorkflow

w = CronWorkflow.from_dict(
    {
        "apiVersion": "argoproj.io/v1alpha1",
        "kind": "CronWorkflow",
        "metadata": {"name": "c"},
        "spec": {
            "schedules": ["* * * * *"],
            "workflowSpec": {"entrypoint": "x", "podMetadata": {"labels": {"a": "b"}}},
        },
    }
)
