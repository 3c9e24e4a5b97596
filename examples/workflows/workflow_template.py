"""A template that stays in the cluster, and two workflows that use it."""

from hera.workflows import DAG, Parameter, Task, Workflow, WorkflowTemplate, models, script


@script(image="python:3.12")
def greet(name: str) -> None:
    print(f"Hello, {name}!")


with WorkflowTemplate(
    name="greetings", entrypoint="greet", arguments=Parameter(name="name", value="world")
) as greetings:
    greet()

# The whole of it, with another argument ...
whole = Workflow(
    generate_name="whole-",
    workflow_template_ref=models.WorkflowTemplateRef(name="greetings"),
    arguments={"name": "Ada"},
)

# ... or one of its templates, as a task.
with Workflow(generate_name="part-", entrypoint="main") as part, DAG(name="main"):
    Task(
        name="greet",
        template_ref=models.TemplateRef(name="greetings", template="greet"),
        arguments={"name": "Grace"},
    )
