"""A text with double braces that is not meant for Argo arrives as it is."""

import hera
from hera.workflows import DAG, Workflow, script


@script(image="python:3.12")
def render(page: str, user: str) -> None:
    print(page.replace("{{ user }}", user))


with Workflow(generate_name="literal-text-", entrypoint="main") as w:
    with DAG(name="main"):
        render(
            name="render",
            arguments={"page": hera.literal("Hello, {{ user }}!"), "user": "{{workflow.name}}"},
        )
