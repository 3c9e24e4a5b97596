"""Exit handlers of the workflow and of single tasks, chosen by status."""

from hera.workflows import DAG, Container, Operator, Task, Workflow, WorkflowStatus

with Workflow(generate_name="exit-", entrypoint="d") as w:
    run = Container(name="run", image="alpine:3.20", command=["true"])
    clean = Container(name="clean", image="alpine:3.20", command=["rm"], args=["-rf", "/scratch"])
    with DAG(name="finish") as finish:
        Task(name="mail", template=clean).on_workflow_status(WorkflowStatus.failed)
        Task(name="praise", template=clean).on_workflow_status(WorkflowStatus.succeeded)
        Task(name="other", template=clean, when="1 == 1").on_workflow_status(
            WorkflowStatus.error, op=Operator.not_equal
        )
    w.on_exit = finish
    with DAG(name="d"):
        run(name="a", on_exit=clean)
        run(name="b", on_exit="clean")
