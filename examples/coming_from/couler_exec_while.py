"""Couler's `exec_while`: a step is done again while a condition holds."""

from hera.workflows import Operator, Script, Steps, Workflow, script


def exec_while(name: str, template: Script, operator: Operator, value: object) -> Steps:
    """Return a template that runs another while its result compares so to a value."""
    with Steps(name=name) as loop:
        done = template(name="do")
        loop(name="again", when=f"{done.result} {operator.value} {value}")
    return loop


@script(image="python:3.12")
def flip() -> str:
    import random

    return random.choice(["heads", "tails"])


with Workflow(generate_name="exec-while-", entrypoint="while-tails") as w:
    exec_while("while-tails", flip.template, Operator.equals, "tails")
