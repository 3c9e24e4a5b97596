"""A DAG that calls itself until the coin falls."""

from hera.workflows import DAG, Task, Workflow, script


@script()
def flip():
    import random

    print(random.choice(["heads", "tails"]))


with Workflow(generate_name="recursive-", entrypoint="again") as w, DAG(name="again") as again:
    toss = flip()
    more = Task(name="more", template=again, when=f"{toss.result} == tails")
    toss >> more
