"""The controller's agent makes an HTTP request: no image, no pod for each."""

from hera.workflows import DAG, HTTP, Workflow, models

with Workflow(generate_name="http-request-", entrypoint="main") as w:
    get = HTTP(
        name="get",
        inputs={"url": None},
        url="{{inputs.parameters.url}}",
        timeout_seconds=20,
        headers=[
            models.HTTPHeader(
                name="Authorization",
                value_from=models.HTTPHeaderSource(
                    secret_key_ref=models.SecretKeySelector(name="site", key="token")
                ),
            )
        ],
        success_condition="response.statusCode == 200",
    )
    with DAG(name="main"):
        get(name="status", arguments={"url": "https://example.com/status"})
