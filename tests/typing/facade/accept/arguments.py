"""Arguments, in each form that they may have."""

from hera.workflows import Artifact, HTTPArtifact, Parameter, Task, Workflow, models

Workflow(generate_name="a-", arguments={"n": 1, "texts": ["a", "b"], "none": None})
Workflow(generate_name="b-", arguments=Parameter(name="n", value=1))
Workflow(
    generate_name="c-",
    arguments=[
        Parameter(name="n", value={"any": "JSON"}),
        HTTPArtifact(name="page", url="https://example.com"),
        {"more": 1.5},
    ],
)
Workflow(generate_name="d-", arguments=models.Arguments(parameters=[models.Parameter(name="n")]))
made: list[Parameter | Artifact] = [Parameter(name="n", value=2)]
Task(name="a", template="t", arguments=made)
task = Task(name="b", template="t", arguments={"n": "{{item}}"}, with_items=[1, 2])
Task(name="c", template="t", arguments={"n": task.result, "id": task.id})
