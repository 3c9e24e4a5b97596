"""Steps called in a DAG and a DAG called in Steps, with outputs."""

from hera.workflows import DAG, Container, Parameter, Steps, Workflow, models

with Workflow(generate_name="mixed-", entrypoint="d") as w:
    run = Container(
        name="run",
        image="alpine:3.20",
        command=["sh", "-c", "echo 1 > /tmp/n"],
        outputs=[Parameter(name="n", value_from=models.ValueFrom(path="/tmp/n"))],
    )
    with DAG(name="small") as small:
        t = run()
        small.outputs = [
            Parameter(name="n", value_from=models.ValueFrom(parameter=t.get_parameter("n").value))
        ]
    with Steps(name="s") as s:
        in_steps = small(name="inner")
        s.outputs = [
            Parameter(
                name="n", value_from=models.ValueFrom(parameter=str(in_steps.get_parameter("n")))
            )
        ]
    with DAG(name="d") as d:
        a = s(name="a")
        b = s(name="b")
        a >> b
        all_of_b = b.get_outputs_as_arguments()
        b >> Container(name="show", image="alpine:3.20", inputs=[Parameter(name="n")])(
            arguments=all_of_b
        )
