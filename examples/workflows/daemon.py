"""A server that goes on while other tasks use it, and ends with the workflow."""

from hera.workflows import DAG, Container, Workflow, models

with Workflow(generate_name="daemon-", entrypoint="main") as w:
    redis = Container(
        name="redis",
        image="redis:7",
        daemon=True,
        readiness_probe=models.Probe(tcp_socket=models.TCPSocketAction(port=6379)),
    )
    ping = Container(
        name="ping",
        image="redis:7",
        inputs={"host": None},
        command=["redis-cli"],
        args=["-h", "{{inputs.parameters.host}}", "ping"],
    )
    with DAG(name="main"):
        server = redis(name="server")
        server >> ping(name="ping", arguments={"host": server.ip})
