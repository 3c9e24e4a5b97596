"""Every reference that a task offers, inside DAG arguments."""

from hera.workflows import DAG, Container, Parameter, Workflow

NAMES = ["id", "ip", "status", "code", "started", "finished", "result"]

with Workflow(generate_name="refs-", entrypoint="d") as w:
    a = Container(name="a", image="alpine:3.20", command=["true"])
    show = Container(
        name="show",
        image="alpine:3.20",
        command=["echo"],
        inputs=[Parameter(name=n) for n in NAMES],
    )
    with DAG(name="d"):
        t = a()
        t >> show(
            arguments={
                "id": t.id,
                "ip": t.ip,
                "status": t.status,
                "code": t.exit_code,
                "started": t.started_at,
                "finished": t.finished_at,
                "result": t.result,
            }
        )
