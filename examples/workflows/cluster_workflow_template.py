"""A template for all namespaces, and a step that uses it."""

from hera.workflows import ClusterWorkflowTemplate, Container, Step, Steps, Workflow, models

with ClusterWorkflowTemplate(name="tools") as tools:
    Container(
        name="checksum",
        image="busybox:1.36",
        inputs={"text": None},
        command=["sh", "-c"],
        args=['printf %s "{{inputs.parameters.text}}" | sha256sum'],
    )

with Workflow(generate_name="checksum-", entrypoint="main") as w, Steps(name="main"):
    Step(
        name="checksum",
        template_ref=models.TemplateRef(name="tools", template="checksum", cluster_scope=True),
        arguments={"text": "abc"},
    )
