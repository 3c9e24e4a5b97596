"""Templates that run when a task starts, or has failed."""

from hera.workflows import DAG, Container, Workflow, models, script


@script(image="python:3.12")
def work() -> None:
    print("working")


with Workflow(generate_name="hooks-", entrypoint="main") as w:
    notify = Container(
        name="notify",
        image="busybox:1.36",
        inputs={"text": None},
        command=["echo"],
        args=["{{inputs.parameters.text}}"],
    )
    with DAG(name="main"):
        work(
            name="work",
            hooks={
                "running": models.LifecycleHook(
                    template="notify",
                    expression='tasks["work"].status == "Running"',
                    arguments=models.Arguments(
                        parameters=[models.Parameter(name="text", value="started")]
                    ),
                ),
                "failed": models.LifecycleHook(
                    template="notify",
                    expression='tasks["work"].status == "Failed"',
                    arguments=models.Arguments(
                        parameters=[models.Parameter(name="text", value="failed")]
                    ),
                ),
            },
        )
