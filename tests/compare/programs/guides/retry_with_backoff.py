"""A script that is tried again, more slowly each time."""

from hera.workflows import RetryPolicy, RetryStrategy, Steps, Workflow, script
from hera.workflows import models as m


@script(
    image="python:3.12",
    retry_strategy=RetryStrategy(
        limit="10",
        retry_policy=RetryPolicy.always,
        backoff=m.Backoff(duration="1", factor=m.IntOrString("2"), max_duration="1m"),
    ),
)
def flaky():
    import random

    if random.random() < 0.6:
        raise SystemExit(1)


with Workflow(generate_name="retry-", entrypoint="steps") as w, Steps(name="steps"):
    flaky()
