"""A server runs beside the main container, as long as that runs."""

from hera.workflows import Container, UserContainer, Workflow

with Workflow(generate_name="sidecar-", entrypoint="fetch") as w:
    Container(
        name="fetch",
        image="curlimages/curl:8.11.0",
        command=["sh", "-c"],
        args=["until curl --silent --fail http://localhost; do sleep 1; done"],
        sidecars=UserContainer(name="web", image="nginx:1.27"),
    )
