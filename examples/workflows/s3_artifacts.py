"""Files that come from S3, and go back there."""

from hera.workflows import Container, NoneArchiveStrategy, S3Artifact, Workflow, models

CREDENTIALS = {
    "bucket": "example",
    "endpoint": "s3.amazonaws.com",
    "access_key_secret": models.SecretKeySelector(name="s3", key="access-key"),
    "secret_key_secret": models.SecretKeySelector(name="s3", key="secret-key"),
}

with Workflow(generate_name="s3-artifacts-", entrypoint="sort") as w:
    Container(
        name="sort",
        image="busybox:1.36",
        command=["sh", "-c"],
        args=["sort /tmp/in.csv > /tmp/out.csv"],
        inputs=S3Artifact(name="in", path="/tmp/in.csv", key="in.csv", **CREDENTIALS),
        outputs=S3Artifact(
            name="out",
            path="/tmp/out.csv",
            key="out/{{workflow.name}}.csv",
            archive=NoneArchiveStrategy(),
            **CREDENTIALS,
        ),
    )
