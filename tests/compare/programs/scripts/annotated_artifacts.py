"""Artifacts described by annotations, with both constructors."""

from pathlib import Path
from typing import Annotated

from hera.workflows import DAG, Artifact, ArtifactLoader, S3Artifact, Workflow, script


@script()
def inline(
    at: Annotated[str, Artifact(name="at-path", path="/tmp/at")],
    named: Annotated[dict, Artifact(name="json", loader=ArtifactLoader.json)],
    unnamed: Annotated[str, Artifact(loader=ArtifactLoader.file)],
    where: Annotated[Path, Artifact(name="where")],
    number: int,
):
    print(at, named, unnamed, where, number)


@script(constructor="runner")
def runner(
    named: Annotated[dict, Artifact(name="json", loader=ArtifactLoader.json)],
    bucket: Annotated[str, S3Artifact(name="s3", bucket="b", key="k", loader=ArtifactLoader.file)],
    maybe: Annotated[
        str | None, Artifact(name="maybe", optional=True, loader=ArtifactLoader.file)
    ] = None,
):
    print(named, bucket, maybe)


with Workflow(generate_name="artifacts-", entrypoint="d") as w, DAG(name="d"):
    inline(arguments={"number": 1})
    runner()
