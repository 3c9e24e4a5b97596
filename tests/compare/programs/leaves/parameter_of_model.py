"""Parameters whose values are objects of the API."""

from hera.workflows import Container, Parameter, Workflow, models

with Workflow(
    generate_name="models-",
    entrypoint="c",
    arguments={
        "pull": models.ContainerPort(name="web", container_port=80, host_port=8080),
        "many": [models.KeyToPath(key="k", path="p")],
    },
) as w:
    Container(
        name="c",
        image="alpine:3.20",
        inputs=[Parameter(name="keys", value=models.KeyToPath(path="p", key="k", mode=420))],
    )
