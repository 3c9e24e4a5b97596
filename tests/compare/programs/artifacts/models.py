"""The models' artifacts beside ours."""

from hera.workflows import Artifact, Container, Workflow
from hera.workflows import models as m

secret = m.SecretKeySelector(name="s", key="k")
with Workflow(generate_name="models-", entrypoint="c") as w:
    Container(
        name="c",
        image="i",
        inputs=[
            m.Artifact(
                name="s3", path="/1", s3=m.S3Artifact(bucket="b", key="k", secret_key_secret=secret)
            ),
            m.Artifact(name="raw", path="/2", raw=m.RawArtifact(data="x"), mode=420),
            m.Artifact(name="git", path="/3", git=m.GitArtifact(repo="r", depth=1)),
            Artifact(name="plain", path="/4"),
        ],
        outputs=m.Outputs(
            artifacts=[
                m.Artifact(name="o", path="/o", archive=m.ArchiveStrategy(none=m.NoneStrategy()))
            ],
            parameters=[m.Parameter(name="p", value_from=m.ValueFrom(path="/p", default="x"))],
        ),
    )
