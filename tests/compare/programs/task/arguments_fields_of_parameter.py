"""Which fields of a parameter reach the argument."""

from hera.workflows import DAG, Artifact, Parameter, RawArtifact, Task, Workflow, models

with Workflow(generate_name="fields-", entrypoint="d") as w, DAG(name="d"):
    Task(
        name="a",
        template="show",
        arguments=[
            Parameter(name="no-value"),
            Parameter(
                name="all",
                value="5",
                default="6",
                description="about",
                enum=["5", "6"],
                global_name="everywhere",
                output=True,
            ),
            Parameter(name="expression", value_from=models.ValueFrom(expression="1 + 1")),
            Artifact(name="path", path="/q", optional=True, mode=0o644),
            RawArtifact(name="raw", data="text", path="/raw"),
        ],
    )
