"""Four tasks: one, then two side by side, then one."""

from hera.workflows import DAG, Workflow, script


@script(image="python:3.12")
def say(message: str) -> None:
    print(message)


with Workflow(generate_name="diamond-", entrypoint="diamond") as w, DAG(name="diamond"):
    a = say(name="a", arguments={"message": "This is task A!"})
    b = say(name="b", arguments={"message": "This is task B!"})
    c = say(name="c", arguments={"message": "This is task C!"})
    d = say(name="d", arguments={"message": "This is task D!"})
    a >> [b, c] >> d
