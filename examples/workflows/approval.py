"""The workflow waits until somebody decides; after an hour without an answer it goes on."""

from hera.workflows import Container, Parameter, Steps, Suspend, Workflow

with Workflow(generate_name="approval-", entrypoint="main") as w:
    ask = Suspend(
        name="ask",
        duration="1h",
        intermediate_parameters=[Parameter(name="approve", enum=["yes", "no"], default="no")],
    )
    deploy = Container(name="deploy", image="busybox:1.36", command=["echo"], args=["deployed"])

    with Steps(name="main"):
        answer = ask(name="ask")
        deploy(name="deploy", when=f"{answer.get_parameter('approve')} == yes")
