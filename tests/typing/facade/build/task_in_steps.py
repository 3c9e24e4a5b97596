"""A task where steps are collected."""

from hera.workflows import Steps, Workflow, script


@script()
def work() -> None:
    print("working")


with Workflow(generate_name="a-", entrypoint="main") as w, Steps(name="main"):
    work.task()
    # build: InvalidType: .*Task
