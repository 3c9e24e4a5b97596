"""A coin flip whose result chooses the next task."""

from hera.workflows import DAG, Container, Workflow, script


@script(image="python:3.11-alpine")
def flip():
    import random

    print("heads" if random.randint(0, 1) == 0 else "tails")


with Workflow(generate_name="coin-flip-", entrypoint="main") as w:
    heads = Container(name="heads", image="alpine:3.20", command=["echo"], args=["it was heads"])
    tails = Container(name="tails", image="alpine:3.20", command=["echo"], args=["it was tails"])
    with DAG(name="main"):
        toss = flip()
        heads().on_other_result(toss, "heads")
        tails().on_other_result(toss, value="tails")
