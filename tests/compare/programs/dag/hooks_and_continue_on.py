"""Lifecycle hooks and continueOn of tasks, as models and as dictionaries."""

from hera.workflows import DAG, Container, Task, Workflow, models

with Workflow(
    generate_name="hooks-",
    entrypoint="d",
    hooks={"exit": models.LifecycleHook(template="run"), "running": {"template": "run"}},
) as w:
    run = Container(name="run", image="alpine:3.20", command=["true"])
    with DAG(name="d"):
        run(
            name="a",
            hooks={
                "running": models.LifecycleHook(
                    template="run", expression='tasks["a"].status == "Running"'
                ),
                "failed": models.LifecycleHook(
                    template="run",
                    expression='tasks["a"].status == "Failed"',
                    arguments=models.Arguments(parameters=[models.Parameter(name="x", value="1")]),
                ),
            },
            continue_on=models.ContinueOn(failed=True, error=True),
        )
        Task(name="b", template="run", continue_on={"failed": True})
