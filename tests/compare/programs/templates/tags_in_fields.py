"""Argo's tags in fields that are numbers or have few values."""

from hera.workflows import Container, Parameter, RetryStrategy, Suspend, Workflow

with Workflow(generate_name="tags-", entrypoint="c") as w:
    Container(
        name="c",
        image="{{inputs.parameters.image}}",
        active_deadline_seconds="{{inputs.parameters.seconds}}",
        image_pull_policy="{{inputs.parameters.policy}}",
        retry_strategy=RetryStrategy(limit="{{inputs.parameters.limit}}"),
        inputs=[Parameter(name=name) for name in ("image", "seconds", "policy", "limit")],
    )
    Suspend(name="s", duration="{{inputs.parameters.d}}", inputs=Parameter(name="d", default="1s"))
