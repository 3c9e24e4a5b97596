"""Every constructor argument that all artifacts have."""

from hera.workflows import Artifact, ArtifactLoader, Container, NoneArchiveStrategy, Workflow
from hera.workflows import models as m

with Workflow(generate_name="fields-", entrypoint="main") as w:
    Container(
        name="main",
        image="i",
        inputs=[
            Artifact(
                name="full",
                path="/full",
                mode=0o644,
                optional=True,
                recurse_mode=True,
                sub_path="sub",
                deleted=False,
                loader=ArtifactLoader.json,
            ),
            Artifact(name="from", path="/from", from_="{{inputs.artifacts.x}}"),
            Artifact(name="expression", path="/e", from_expression="a ?? b"),
            Artifact(name="callables", path="/c", loads=str, dumps=str, loadb=bytes, dumpb=bytes),
        ],
        outputs=[
            Artifact(
                name="out",
                path="/out",
                global_name="global-out",
                archive=NoneArchiveStrategy(),
                archive_logs=True,
                artifact_gc=m.ArtifactGC(strategy="OnWorkflowDeletion", service_account_name="gc"),
                output=True,
            )
        ],
    )
