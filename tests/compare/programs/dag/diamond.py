"""A diamond of calls to one script, joined with lists."""

from hera.workflows import DAG, Workflow, script


@script()
def say(message: str):
    print(message)


with Workflow(generate_name="diamond-", entrypoint="diamond") as w, DAG(name="diamond"):
    a = say(name="a", arguments={"message": "A"})
    b = say(name="b", arguments={"message": "B"})
    c = say(name="c", arguments={"message": "C"})
    d = say(name="d", arguments={"message": "D"})
    a >> [b, c] >> d
