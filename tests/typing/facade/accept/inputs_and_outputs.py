"""Inputs and outputs of a template, in each form that they may have."""

from hera.workflows import Artifact, Container, NoneArchiveStrategy, Parameter, S3Artifact, models

Container(name="a", inputs={"text": "by default", "needed": None})
Container(name="b", inputs=Parameter(name="text", enum=["a", "b"], default="a"))
Container(
    name="c",
    inputs=[
        Parameter(name="n", default=3, description="how many"),
        S3Artifact(name="file", path="/in", key="k", bucket="b"),
        {"more": "x"},
        models.Parameter(name="raw"),
    ],
    outputs=[
        Parameter(name="size", value_from=models.ValueFrom(path="/size")),
        Artifact(name="text", path="/out", archive=NoneArchiveStrategy()),
    ],
)
Container(name="d", inputs=models.Inputs(parameters=[models.Parameter(name="a")]))
parameters = [Parameter(name="one"), Parameter(name="two")]
Container(name="e", inputs=parameters, outputs=models.Outputs())
