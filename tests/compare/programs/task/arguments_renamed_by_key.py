"""Parameters and artifacts in a dictionary take the key's name."""

from hera.workflows import DAG, Artifact, Container, Parameter, Task, Workflow, models

with Workflow(generate_name="keys-", entrypoint="d") as w:
    make = Container(
        name="make",
        image="alpine:3.20",
        outputs=[
            Parameter(name="p", value_from=models.ValueFrom(path="/p")),
            Artifact(name="file", path="/file"),
        ],
    )
    with DAG(name="d"):
        a = make(name="a")
        b = Task(
            name="b",
            template="show",
            arguments={
                "renamed": a.get_parameter("p"),
                "modelled": models.Parameter(name="other", value="1"),
                "described": Parameter(name="other", value=2, description="two", enum=[1, 2]),
                "file": a.get_artifact("file"),
                "also-file": models.Artifact(name="other", from_="{{x}}"),
            },
        )
        a >> b
