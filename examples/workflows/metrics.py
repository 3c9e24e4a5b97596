"""Numbers for Prometheus: how long the workflow took, and how often a step failed."""

from hera.workflows import Counter, Gauge, Label, Workflow, script


@script(
    image="python:3.12",
    metrics=Counter(
        name="loads_failed",
        help="Loads that failed",
        labels=Label(key="source", value="orders"),
        when="{{status}} == Failed",
        value="1",
    ),
)
def load() -> None:
    print("loading")


with Workflow(
    generate_name="metrics-",
    entrypoint="load",
    metrics=Gauge(
        name="workflow_duration_seconds",
        help="How long the workflow took",
        labels=Label(key="workflow", value="metrics"),
        value="{{workflow.duration}}",
    ),
) as w:
    load()
