"""A container's volume needs a mount path; a workflow's does not."""

from hera.workflows import Container, EmptyDirVolume, Workflow

with Workflow(generate_name="least-", entrypoint="main") as w:
    Container(name="main", image="i", volumes=EmptyDirVolume(name="nowhere"))

top = Workflow(generate_name="top-", volumes=EmptyDirVolume(name="nowhere"))
