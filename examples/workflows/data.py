"""The names of the files in a bucket, filtered, and one task for each."""

from hera.expr import g, it
from hera.workflows import DAG, Data, S3Artifact, Workflow, script


@script(image="python:3.12")
def process(file: str) -> None:
    print(f"processing {file}")


with Workflow(generate_name="data-", entrypoint="main") as w:
    list_files = Data(
        name="list-files",
        source=S3Artifact(name="bucket", bucket="example", endpoint="s3.amazonaws.com"),
        transformations=[str(g.data.filter(it.ends_with(".csv")))],
    )
    with DAG(name="main"):
        listed = list_files(name="list-files")
        listed >> process(name="process", with_param=listed.result, arguments={"file": "{{item}}"})
