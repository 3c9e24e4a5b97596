"""What build() gives: the models' objects with their attributes."""

from hera.workflows import Container, CronWorkflow, Env, Parameter, Workflow
from hera.workflows import models as m

with Workflow(generate_name="w-", entrypoint="c", arguments={"p": 1}) as w:
    Container(
        name="c", image="i", env=Env(name="A", value=1), inputs=Parameter(name="p", default="x")
    )


def facts(built, cron):
    template = built.spec.templates[0]
    argument = built.spec.arguments.parameters[0]
    return {
        "kinds": [isinstance(built, m.Workflow), isinstance(cron, m.CronWorkflow)],
        "metadata": [built.metadata.generate_name, built.metadata.name],
        "top": [built.kind, built.api_version],
        "template": [template.name, template.container.image, template.container.env[0].value],
        "input": template.inputs.parameters[0].default,
        "argument": [argument.name, argument.value],
        "absent": [template.script, built.spec.parallelism, built.status],
        "cron": [cron.spec.schedules, cron.spec.workflow_spec.entrypoint],
    }


nightly = CronWorkflow(name="c", schedules=["* * * * *"], entrypoint="c")
observed = facts(w.build(), nightly.build())
