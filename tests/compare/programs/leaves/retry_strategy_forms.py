"""Retry strategies: each argument, the policy's forms, the model."""

from hera.workflows import Container, RetryPolicy, RetryStrategy, Workflow
from hera.workflows import models as m

with Workflow(
    generate_name="retry-", entrypoint="full", retry_strategy=RetryStrategy(limit="2")
) as w:
    Container(
        name="full",
        image="i",
        retry_strategy=RetryStrategy(
            limit=3,
            retry_policy=RetryPolicy.on_error,
            expression="lastRetry.exitCode != '2'",
            backoff=m.Backoff(duration="1", factor=m.IntOrString(2), max_duration="1m", cap="30s"),
            affinity=m.RetryAffinity(node_anti_affinity=m.RetryNodeAntiAffinity()),
        ),
    )
    Container(
        name="text",
        image="i",
        retry_strategy=RetryStrategy(limit="{{inputs.parameters.n}}", retry_policy="Always"),
    )
    Container(
        name="int-or-string", image="i", retry_strategy=RetryStrategy(limit=m.IntOrString("5"))
    )
    Container(name="empty", image="i", retry_strategy=RetryStrategy())
    Container(
        name="model",
        image="i",
        retry_strategy=m.RetryStrategy(limit=m.IntOrString(1), retry_policy="OnFailure"),
    )
    for policy in RetryPolicy:
        Container(
            name=policy.name.replace("_", "-"),
            image="i",
            retry_strategy=RetryStrategy(retry_policy=policy),
        )
