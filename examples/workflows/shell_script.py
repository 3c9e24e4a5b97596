"""A script in another language than Python: its text, and the command that runs it."""

from hera.workflows import Parameter, Script, Workflow

with Workflow(
    generate_name="shell-script-",
    entrypoint="count",
    arguments=Parameter(name="directory", value="/etc"),
) as w:
    Script(
        name="count",
        image="busybox:1.36",
        command=["sh"],
        inputs=Parameter(name="directory", value="{{workflow.parameters.directory}}"),
        source='ls "{{inputs.parameters.directory}}" | wc -l\n',
    )
