"""A file made by one container and read by the next, kept in a bucket without an archive."""

from hera.workflows import Artifact, Container, NoneArchiveStrategy, S3Artifact, Steps, Workflow
from hera.workflows import models as m

with Workflow(generate_name="artifacts-", entrypoint="steps") as w:
    make = Container(
        name="make",
        image="alpine:3.20",
        command=["sh", "-c", "date > /tmp/date"],
        outputs=[
            Artifact(name="date", path="/tmp/date", archive=NoneArchiveStrategy()),
            S3Artifact(
                name="kept",
                path="/tmp/date",
                bucket="b",
                key="{{workflow.name}}/date",
                endpoint="minio:9000",
                insecure=True,
                access_key_secret=m.SecretKeySelector(name="minio", key="accesskey"),
                secret_key_secret=m.SecretKeySelector(name="minio", key="secretkey"),
            ),
        ],
    )
    show = Container(
        name="show",
        image="alpine:3.20",
        command=["cat", "/in"],
        inputs=[Artifact(name="in", path="/in")],
    )
    with Steps(name="steps"):
        made = make(name="make")
        show(name="show", arguments=[made.get_artifact("date").with_name("in")])
