"""Every reference that a step offers."""

from hera.workflows import Artifact, Container, Parameter, Steps, Workflow, models

with Workflow(generate_name="refs-", entrypoint="s") as w:
    make = Container(
        name="make",
        image="alpine:3.20",
        command=["true"],
        outputs=[
            Parameter(name="p", value_from=models.ValueFrom(path="/p"), global_name="everywhere"),
            Artifact(name="file", path="/file"),
        ],
    )
    show = Container(name="show", image="alpine:3.20", inputs=[Parameter(name="p")])
    with Steps(name="s"):
        a = make(name="a")
        show(
            name="single",
            arguments={
                "id": a.id,
                "ip": a.ip,
                "status": a.status,
                "code": a.exit_code,
                "started": a.started_at,
                "finished": a.finished_at,
                "result": a.result,
            },
        )
        show(name="named", arguments=[a.get_parameter("p"), a.get_artifact("file").with_name("x")])
        show(name="everything", arguments=a.get_outputs_as_arguments())
        show(name="as", arguments=[a.get_result_as("p"), a.get_parameters_as("all")])
