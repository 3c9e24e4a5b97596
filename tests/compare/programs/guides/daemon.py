"""A server that runs while the steps need it."""

from hera.workflows import Container, Parameter, Steps, Workflow
from hera.workflows import models as m

with Workflow(generate_name="daemon-", entrypoint="steps") as w:
    server = Container(
        name="server",
        image="influxdb:1.8",
        daemon=True,
        readiness_probe=m.Probe(
            http_get=m.HTTPGetAction(path="/ping", port=8086), initial_delay_seconds=5
        ),
    )
    client = Container(
        name="client",
        image="curlimages/curl:8.8.0",
        args=["http://{{inputs.parameters.ip}}:8086"],
        inputs=Parameter(name="ip"),
    )
    with Steps(name="steps"):
        started = server(name="server")
        client(name="client", arguments={"ip": started.ip})
