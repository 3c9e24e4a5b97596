"""Steps run one after another; those in `parallel` side by side."""

from hera.workflows import Steps, Workflow, parallel, script


@script(image="python:3.12")
def say(message: str) -> None:
    print(message)


with Workflow(generate_name="steps-and-parallel-", entrypoint="main") as w, Steps(name="main"):
    say(name="first", arguments={"message": "first"})
    with parallel():
        say(name="left", arguments={"message": "left"})
        say(name="right", arguments={"message": "right"})
    say(name="last", arguments={"message": "last"})
