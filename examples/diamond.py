"""A diamond of four tasks, built out of models: A, then B and C side by side, then D."""

from hera_models import (
    Arguments,
    DAGTask,
    DAGTemplate,
    Inputs,
    ObjectMeta,
    Parameter,
    ScriptTemplate,
    Template,
    Workflow,
    WorkflowSpec,
)

SAY = """\
import json

message = json.loads('''{{inputs.parameters.message}}''')
print(message)
"""


def task(name: str, *dependencies: str) -> DAGTask:
    """Return a task that says its name after the tasks it depends on."""
    return DAGTask(
        name=name,
        template="say",
        dependencies=list(dependencies) or None,
        arguments=Arguments(
            parameters=[Parameter(name="message", value=f'"This is task {name}!"')]
        ),
    )


def diamond() -> Workflow:
    """Return the workflow."""
    say = Template(
        name="say",
        inputs=Inputs(parameters=[Parameter(name="message")]),
        script=ScriptTemplate(image="python:3.7", command=["python"], source=SAY),
    )
    tasks = [task("A"), task("B", "A"), task("C", "A"), task("D", "B", "C")]
    return Workflow(
        metadata=ObjectMeta(generate_name="diamond-"),
        spec=WorkflowSpec(
            entrypoint="diamond",
            templates=[Template(name="diamond", dag=DAGTemplate(tasks=tasks)), say],
        ),
    )


if __name__ == "__main__":
    print(diamond().to_yaml(), end="")
