"""A template that calls itself until a condition holds."""

from hera.workflows import Steps, Workflow, script


@script(image="python:3.12")
def roll() -> int:
    import random

    return random.randint(1, 6)


with (
    Workflow(generate_name="loop-", entrypoint="until-six") as w,
    Steps(name="until-six") as until_six,
):
    dice = roll.step(name="roll")
    until_six(name="again", when=f"{dice.result} != 6")
