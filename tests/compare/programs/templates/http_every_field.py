"""An HTTP template with all of its arguments."""

from hera.workflows import HTTP, Parameter, Workflow
from hera.workflows import models as m

with Workflow(generate_name="http-", entrypoint="full") as w:
    HTTP(
        name="full",
        url="https://example.com/{{inputs.parameters.id}}",
        body="{}",
        headers=[m.V1alpha1HTTPHeader(name="Accept", value="application/json")],
        insecure_skip_verify=True,
        method="POST",
        success_condition="response.statusCode == 201",
        timeout_seconds=20,
        inputs=Parameter(name="id", value="1"),
        outputs=Parameter(name="result", value_from={"expression": "response.body"}),
    )
    HTTP(name="least", url="https://example.com")
    HTTP(name="from", url="https://example.com", body_from=m.HTTPBodySource(bytes="aGk="))
