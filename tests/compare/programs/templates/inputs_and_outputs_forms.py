"""Inputs and outputs: one, several, both kinds, the models' objects, whole Inputs and Outputs."""

from hera.workflows import Artifact, Container, Parameter, RawArtifact, Workflow
from hera.workflows import models as m

w = Workflow(generate_name="io-", entrypoint="one")
with w:
    Container(
        name="one", image="i", inputs=Parameter(name="p"), outputs=Artifact(name="a", path="/a")
    )
    Container(
        name="mixed",
        image="i",
        inputs=[Parameter(name="p", default=1), RawArtifact(name="raw", path="/r", data="text")],
        outputs=[
            Parameter(name="q", value_from={"path": "/q", "default": "none"}),
            Artifact(name="b", path="/b"),
        ],
    )
    Container(
        name="models",
        image="i",
        inputs=[m.Parameter(name="p", value="1"), m.Artifact(name="a", path="/a")],
        outputs=[m.Parameter(name="q", value_from=m.ValueFrom(path="/q"))],
    )
    Container(
        name="whole",
        image="i",
        inputs=m.Inputs(parameters=[m.Parameter(name="p")]),
        outputs=m.Outputs(exit_code="0", result="r"),
    )
    Container(name="empty", image="i", inputs=[], outputs=[])
