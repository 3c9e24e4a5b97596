"""Tags in a workflow that is another one's manifest."""

from hera.workflows import Container, Resource, Workflow, WorkflowTemplate

inner = Workflow(
    generate_name="inner-",
    entrypoint="{{inputs.parameters.entrypoint}}",
    arguments={
        "one": "{{inputs.parameters.one}}",
        "two": "{{item.a}} {{item.b}}",
        "part": "a {{b}}",
    },
    templates=[Container(name="main", image="{{inputs.parameters.image}}", args=["{{item}}"])],
)
template = WorkflowTemplate(name="kept", entrypoint="{{inputs.parameters.entrypoint}}")

with Workflow(generate_name="outer-", entrypoint="run") as w:
    Resource(name="run", action="create", manifest=inner)
    Resource(name="keep", action="create", manifest=template)
