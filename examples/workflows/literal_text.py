"""A text with double braces that is not meant for Argo arrives as it is."""

import hera
from hera.workflows import DAG, Workflow, script


@script(image="python:3.12", packages=["jinja2==3.1.6"])
def render(page: str, run: str) -> None:
    import jinja2

    print(jinja2.Template(page).render(run=run))


with Workflow(generate_name="literal-text-", entrypoint="main") as w, DAG(name="main"):
    render(
        name="render",
        # The first is Jinja's, the second Argo's.
        arguments={"page": hera.literal("This is {{ run }}."), "run": "{{workflow.name}}"},
    )
