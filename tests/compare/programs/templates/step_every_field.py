"""Every constructor argument of a step."""

from hera.workflows import Container, Parameter, Step, Steps, Workflow
from hera.workflows import models as m

with Workflow(generate_name="step-", entrypoint="steps") as w:
    one = Container(name="one", image="i", inputs=Parameter(name="n"))
    with Steps(name="steps"):
        Step(
            name="full",
            template="one",
            arguments={"n": "{{item}}"},
            continue_on=m.ContinueOn(failed=True, error=False),
            hooks={"running": m.LifecycleHook(template="one", expression="true")},
            on_exit="one",
            when="1 == 1",
            with_items=[1, "a", True],
        )
        Step(name="object", template=one, on_exit=one, with_param="[1, 2]", arguments={"n": 1})
        Step(
            name="param",
            template=one,
            with_param=[1, 2],
            arguments=[Parameter(name="n", value="{{item}}")],
        )
        Step(
            name="sequence",
            template=one,
            with_sequence=m.Sequence(count=m.IntOrString("3")),
            arguments={"n": 1},
        )
        Step(name="ref", template_ref=m.TemplateRef(name="library", template="t"))
        Step(name="inline", inline=m.Template(container=m.Container(image="j")))
        Step(name="inline-object", inline=Container(name="unseen", image="k"))
