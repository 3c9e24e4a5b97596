"""What all templates of a workflow have, unless they say otherwise."""

from hera.workflows import Container, Workflow
from hera.workflows import models as m

with Workflow(
    generate_name="defaults-",
    entrypoint="main",
    template_defaults=m.Template(
        timeout="30s",
        container=m.Container(image="alpine:3.20", image_pull_policy="IfNotPresent"),
        retry_strategy=m.RetryStrategy(limit=m.IntOrString(2)),
        metadata=m.Metadata(labels={"team": "a"}),
    ),
    hooks={
        "exit": m.LifecycleHook(template="main"),
        "running": m.LifecycleHook(expression='workflow.status == "Running"', template="main"),
    },
    workflow_metadata=m.WorkflowMetadata(
        labels_from={"name": m.LabelValueFrom(expression="workflow.name")}
    ),
) as w:
    Container(name="main", image="alpine:3.20", command=["date"])
