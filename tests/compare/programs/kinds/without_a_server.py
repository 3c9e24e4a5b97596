"""Methods that need a server, without one."""

from hera.workflows import CronWorkflow, Workflow, WorkflowTemplate


def outcome(make):
    try:
        return type(make()).__name__
    except Exception as error:
        return type(error).__name__


observed = {
    "wait unnamed": outcome(lambda: Workflow(generate_name="a-").wait()),
    "methods": [
        all(
            hasattr(kind, name)
            for name in (
                "create",
                "lint",
                "to_file",
                "from_file",
                "build",
                "async_create",
                "async_lint",
            )
        )
        for kind in (Workflow, WorkflowTemplate, CronWorkflow)
    ],
    "kinds": [kind(name="a").kind for kind in (Workflow, WorkflowTemplate, CronWorkflow)],
}
