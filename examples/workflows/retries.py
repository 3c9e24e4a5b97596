"""A step that fails is tried again, later and later."""

from hera.workflows import RetryPolicy, RetryStrategy, Workflow, models, script


@script(
    image="python:3.12",
    retry_strategy=RetryStrategy(
        limit=4,
        retry_policy=RetryPolicy.on_failure,
        backoff=models.Backoff(duration="10s", factor=2, max_duration="5m"),
    ),
)
def unreliable() -> None:
    import random

    if random.random() < 0.5:
        raise SystemExit("this time it did not work")


with Workflow(generate_name="retries-", entrypoint="unreliable") as w:
    unreliable()
