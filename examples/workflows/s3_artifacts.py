"""Files that come from S3, and go back there."""

from hera.workflows import Container, NoneArchiveStrategy, S3Artifact, Workflow, models


def in_bucket(name: str, path: str, key: str) -> S3Artifact:
    """Return a file in our bucket, as it is there: no archive."""
    return S3Artifact(
        name=name,
        path=path,
        key=key,
        archive=NoneArchiveStrategy(),
        bucket="example",
        endpoint="s3.amazonaws.com",
        access_key_secret=models.SecretKeySelector(name="s3", key="access-key"),
        secret_key_secret=models.SecretKeySelector(name="s3", key="secret-key"),
    )


with Workflow(generate_name="s3-artifacts-", entrypoint="sort") as w:
    Container(
        name="sort",
        image="busybox:1.36",
        command=["sh", "-c"],
        args=["sort /tmp/in.csv > /tmp/out.csv"],
        inputs=in_bucket("in", "/tmp/in.csv", "in.csv"),
        outputs=in_bucket("out", "/tmp/out.csv", "out/{{workflow.name}}.csv"),
    )
