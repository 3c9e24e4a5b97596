"""The same claim in several templates is made once, the first one's; another workflow's is its own."""

from hera.workflows import Container, Volume, Workflow

shared = Volume(name="shared", size="1Gi", mount_path="/a")
with Workflow(generate_name="one-", entrypoint="a", volumes=[Volume(name="top", size="5Gi")]) as w:
    Container(name="a", image="i", volumes=[shared])
    Container(
        name="b", image="i", volumes=[shared, Volume(name="top", size="9Gi", mount_path="/t")]
    )
    Container(name="c", image="i", volumes=[Volume(name="shared", size="7Gi", mount_path="/c")])

with Workflow(generate_name="two-", entrypoint="a") as two:
    Container(name="a", image="i", volumes=[shared])
