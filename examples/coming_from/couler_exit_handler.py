"""Couler's `set_exit_handler`: what runs at the end depends on how the workflow ended."""

from hera.workflows import DAG, Container, Workflow, WorkflowStatus, script


@script(image="python:3.12")
def work() -> None:
    print("working")


with Workflow(generate_name="exit-handler-", entrypoint="work", on_exit="at-the-end") as w:
    work()
    say = Container(
        name="say",
        image="busybox:1.36",
        inputs={"message": None},
        command=["echo"],
        args=["{{inputs.parameters.message}}"],
    )
    with DAG(name="at-the-end"):
        good = say(name="succeeded", arguments={"message": "all is well"})
        good.on_workflow_status(WorkflowStatus.succeeded)
        bad = say(name="failed", arguments={"message": "have a look"})
        bad.on_workflow_status(WorkflowStatus.failed)
