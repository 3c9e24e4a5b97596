"""A template that an executor plugin runs."""

from hera.workflows import Parameter, Plugin, Workflow

with Workflow(
    generate_name="plugin-",
    entrypoint="notify",
    arguments=Parameter(name="channel", value="builds"),
) as w:
    Plugin(
        name="notify",
        plugin={"slack": {"channel": "{{workflow.parameters.channel}}", "text": "done"}},
    )
