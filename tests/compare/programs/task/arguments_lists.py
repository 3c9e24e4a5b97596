"""The forms of lists of arguments."""

from hera.workflows import DAG, Artifact, Container, Parameter, S3Artifact, Task, Workflow, models

with Workflow(generate_name="lists-", entrypoint="d") as w:
    Container(name="show", image="alpine:3.20", inputs=[Parameter(name="a")])
    with DAG(name="d"):
        Task(name="one", template="show", arguments=[Parameter(name="a", value=1)])
        Task(
            name="mixed",
            template="show",
            arguments=[
                {"a": 1, "b": "x"},
                Parameter(name="c", value=[1]),
                models.Parameter(name="d", value="y"),
                Artifact(name="e", from_="{{tasks.one.outputs.artifacts.e}}"),
                models.Artifact(name="f", from_="{{tasks.one.outputs.artifacts.f}}"),
                S3Artifact(name="g", bucket="b", key="k"),
            ],
        )
        Task(name="single", template="show", arguments=Parameter(name="a", value=True))
        Task(
            name="model",
            template="show",
            arguments=models.Arguments(parameters=[models.Parameter(name="a", value="1")]),
        )
        Task(name="none", template="show", arguments=None)
        Task(name="empty-list", template="show", arguments=[])
        Task(name="empty-dict", template="show", arguments={})
