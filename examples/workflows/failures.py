"""What runs after a task that failed, and what after one that did not."""

from hera.workflows import DAG, Container, Workflow, script


@script(image="python:3.12")
def load() -> None:
    raise SystemExit("no connection")


with Workflow(generate_name="failures-", entrypoint="main") as w:
    say = Container(
        name="say",
        image="busybox:1.36",
        inputs={"message": None},
        command=["echo"],
        args=["{{inputs.parameters.message}}"],
    )
    with DAG(name="main"):
        loaded = load(name="load")
        loaded.on_success(say(name="report", arguments={"message": "loaded"}))
        loaded.on_failure(say(name="clean-up", arguments={"message": "cleaning up"}))
