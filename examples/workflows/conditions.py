"""Tasks that run only where another task's result is right."""

from hera.workflows import DAG, Operator, Workflow, script


@script(image="python:3.12")
def flip() -> str:
    import random

    return random.choice(["heads", "tails"])


@script(image="python:3.12")
def say(message: str) -> None:
    print(message)


with Workflow(generate_name="conditions-", entrypoint="main") as w, DAG(name="main"):
    coin = flip(name="flip")
    heads = say(name="heads", arguments={"message": "It was heads."})
    heads.on_other_result(coin, "heads")
    tails = say(name="tails", arguments={"message": "It was not heads."})
    tails.on_other_result(coin, "heads", Operator.not_equal)
