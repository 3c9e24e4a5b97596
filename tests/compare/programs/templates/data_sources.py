"""Data templates: the files below a key, filtered."""

from hera.workflows import Artifact, Data, S3Artifact, Workflow
from hera.workflows import models as m

with Workflow(generate_name="data-", entrypoint="files") as w:
    Data(
        name="files",
        source=m.ArtifactPaths(name="bucket", s3=m.S3Artifact(bucket="b", key="k")),
        transformations=['filter(data, {# endsWith "main.log"})', 'map(data, {# + ".done"})'],
        outputs=Artifact(name="file", path="/file"),
    )
    Data(
        name="source",
        source=m.DataSource(artifact_paths=m.ArtifactPaths(name="x")),
        transformations=[],
    )
    Data(
        name="artifact", source=S3Artifact(name="in", bucket="b", key="k"), transformations=["data"]
    )
