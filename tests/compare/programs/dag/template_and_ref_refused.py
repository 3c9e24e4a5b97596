"""One of template, template_ref and inline, no more."""

from hera.workflows import DAG, Task, Workflow, models

with Workflow(generate_name="refs-", entrypoint="d") as w, DAG(name="d"):
    Task(
        name="a",
        template="print",
        template_ref=models.TemplateRef(name="library", template="print"),
    )
w.to_dict()
