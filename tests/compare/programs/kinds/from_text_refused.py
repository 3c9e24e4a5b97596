"""Manifests that are refused on reading."""

from hera.workflows import CronWorkflow, Workflow, WorkflowTemplate


def outcome(make):
    try:
        return make().to_dict()
    except Exception as error:
        return type(error).__name__


base = {
    "apiVersion": "argoproj.io/v1alpha1",
    "kind": "Workflow",
    "metadata": {"name": "a"},
    "spec": {"entrypoint": "a"},
}
observed = {
    "plain": outcome(lambda: Workflow.from_dict(base)),
    "no metadata": outcome(lambda: Workflow.from_dict({"kind": "Workflow", "spec": {}})),
    "no spec": outcome(lambda: Workflow.from_dict({"kind": "Workflow", "metadata": {}})),
    "wrong type": outcome(lambda: Workflow.from_dict({**base, "spec": {"entrypoint": 5}})),
    "empty": outcome(lambda: Workflow.from_dict({})),
    "bad yaml": outcome(lambda: Workflow.from_yaml("a: [")),
    "text": outcome(lambda: Workflow.from_yaml("text")),
    "cron without schedule": outcome(
        lambda: CronWorkflow.from_dict(
            {**base, "kind": "CronWorkflow", "spec": {"workflowSpec": {}}}
        )
    ),
    "missing file": outcome(lambda: WorkflowTemplate.from_file("/does/not/exist.yaml")),
}
