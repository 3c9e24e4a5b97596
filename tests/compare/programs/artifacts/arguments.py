"""Artifacts as arguments of a workflow and of steps."""

from hera.workflows import (
    Artifact,
    Container,
    GCSArtifact,
    GitArtifact,
    HTTPArtifact,
    RawArtifact,
    Steps,
    Workflow,
)

with Workflow(
    generate_name="arguments-",
    entrypoint="steps",
    arguments=[
        GitArtifact(name="code", repo="https://example.com/r.git"),
        HTTPArtifact(name="page", url="https://example.com"),
        Artifact(name="global", from_="{{workflow.outputs.artifacts.x}}"),
    ],
) as w:
    use = Container(name="use", image="i", inputs=[Artifact(name="in", path="/in", optional=True)])
    with Steps(name="steps", inputs=Artifact(name="given")) as steps:
        use(name="raw", arguments=RawArtifact(name="in", data="x"))
        use(name="gcs", arguments=[GCSArtifact(name="in", bucket="b", key="k")])
        use(
            name="from",
            arguments={"in": Artifact(name="ignored", from_="{{inputs.artifacts.given}}")},
        )
        use(name="input", arguments=steps.get_artifact("given").with_name("in"))
