"""Every constructor argument of a task."""

from hera.workflows import DAG, Container, Parameter, Task, Workflow
from hera.workflows import models as m

with Workflow(generate_name="task-", entrypoint="dag") as w:
    one = Container(name="one", image="i", inputs=Parameter(name="n"))
    with DAG(name="dag"):
        first = Task(name="first", template=one, arguments={"n": 1})
        Task(
            name="full",
            template="one",
            arguments={"n": "{{item}}"},
            continue_on=m.ContinueOn(failed=True, error=False),
            hooks={"running": m.LifecycleHook(template="one", expression="true")},
            on_exit="one",
            when="1 == 1",
            with_items=[1, "a", True],
            depends="first.Succeeded",
        )
        Task(
            name="object",
            template=one,
            on_exit=one,
            with_param="[1, 2]",
            arguments={"n": 1},
            dependencies=["first"],
        )
        Task(
            name="param",
            template=one,
            with_param=[1, 2],
            arguments=[Parameter(name="n", value="{{item}}")],
        )
        Task(
            name="sequence",
            template=one,
            with_sequence=m.Sequence(count=m.IntOrString("3")),
            arguments={"n": 1},
        )
        Task(name="ref", template_ref=m.TemplateRef(name="library", template="t"))
        Task(name="inline", inline=m.Template(container=m.Container(image="j")))
        Task(name="inline-object", inline=Container(name="unseen", image="k"))
