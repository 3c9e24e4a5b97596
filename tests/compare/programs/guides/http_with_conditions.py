"""A request whose answer decides about success."""

from hera.workflows import HTTP, Parameter, RetryStrategy, Steps, Workflow
from hera.workflows import models as m

with Workflow(generate_name="http-", entrypoint="steps") as w:
    get = HTTP(
        name="get",
        url="{{inputs.parameters.url}}",
        timeout_seconds=20,
        method="GET",
        headers=[
            m.V1alpha1HTTPHeader(
                name="Authorization",
                value_from=m.HTTPHeaderSource(
                    secret_key_ref=m.SecretKeySelector(name="s", key="token")
                ),
            )
        ],
        success_condition='response.body contains "ok"',
        retry_strategy=RetryStrategy(limit=2),
        inputs=[Parameter(name="url")],
    )
    with Steps(name="steps"):
        get(name="good", arguments={"url": "https://example.com/ok"})
        get(
            name="bad",
            arguments=[Parameter(name="url", value="https://example.com/bad")],
            continue_on=m.ContinueOn(failed=True),
        )
