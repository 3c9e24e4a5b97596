"""A workflow template, and a workflow whose tasks use its templates."""

from hera.workflows import DAG, Container, Parameter, Task, Workflow, WorkflowTemplate
from hera.workflows import models as m

with WorkflowTemplate(name="library", entrypoint="say", service_account_name="runner") as library:
    Container(
        name="say",
        image="alpine:3.20",
        command=["echo", "{{inputs.parameters.message}}"],
        inputs=Parameter(name="message"),
    )

with Workflow(generate_name="uses-library-", entrypoint="dag") as w, DAG(name="dag"):
    a = Task(
        name="a",
        template_ref=m.TemplateRef(name="library", template="say"),
        arguments={"message": "a"},
    )
    b = Task(
        name="b",
        template_ref=m.TemplateRef(name="wide", template="say", cluster_scope=True),
        arguments=[Parameter(name="message", value="{{tasks.a.status}}")],
    )
    a >> b
