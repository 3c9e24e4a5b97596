"""A server beside the main container, which waits for it."""

from hera.workflows import Container, UserContainer, Workflow

with Workflow(generate_name="sidecar-", entrypoint="main") as w:
    Container(
        name="main",
        image="alpine:3.20",
        command=["sh", "-c"],
        args=["until wget -q -O- http://127.0.0.1/; do sleep 1; done"],
        sidecars=[
            UserContainer(name="nginx", image="nginx:1.27", command=["nginx", "-g", "daemon off;"])
        ],
    )
