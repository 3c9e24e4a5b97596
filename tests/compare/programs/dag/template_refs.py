"""Tasks that refer to templates of WorkflowTemplates."""

from hera.workflows import DAG, Task, Workflow, models

with Workflow(generate_name="refs-", entrypoint="d") as w, DAG(name="d"):
    a = Task(
        name="a",
        template_ref=models.TemplateRef(name="library", template="print"),
        arguments={"message": "hello"},
    )
    b = Task(
        name="b",
        template_ref=models.TemplateRef(name="library", template="print", cluster_scope=True),
        arguments={"message": a.result},
    )
    c = Task(name="c", template_ref={"name": "library", "template": "print"})
    a >> b >> c
