"""A handler that runs at the end, in either case."""

from hera.workflows import Container, Steps, Workflow

with Workflow(generate_name="exit-", entrypoint="fail", on_exit="handle") as w:
    Container(name="fail", image="alpine:3.20", command=["sh", "-c"], args=["exit 1"])
    send = Container(
        name="send", image="alpine:3.20", args=["{{workflow.name}} {{workflow.status}}"]
    )
    celebrate = Container(name="celebrate", image="alpine:3.20")
    with Steps(name="handle") as handle, handle.parallel():
        send(name="notify")
        celebrate(name="celebrate", when="{{workflow.status}} == Succeeded")
