"""A resource template that creates another workflow, given as an object."""

from hera.workflows import Container, Resource, Workflow, WorkflowTemplate

with Workflow(generate_name="inner-", entrypoint="say") as inner:
    Container(name="say", image="alpine:3.20", command=["echo", "hi"])

with WorkflowTemplate(name="stored", entrypoint="say") as stored:
    Container(name="say", image="alpine:3.20", args=["a: b", "'quoted'"])

with Workflow(generate_name="outer-", entrypoint="create") as w:
    Resource(name="create", action="create", manifest=inner)
    Resource(
        name="store", action="apply", manifest=stored, success_condition="status.phase == Succeeded"
    )
