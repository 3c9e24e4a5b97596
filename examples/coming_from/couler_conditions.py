"""Couler's `when` with its six comparisons."""

from hera.workflows import DAG, Operator, Workflow, script

COMPARISONS = {
    "equal": Operator.equals,
    "not-equal": Operator.not_equal,
    "bigger": Operator.greater,
    "smaller": Operator.less,
    "bigger-equal": Operator.greater_equal,
    "smaller-equal": Operator.less_equal,
}


@script(image="python:3.12")
def roll() -> int:
    import random

    return random.randint(1, 6)


@script(image="python:3.12")
def say(message: str) -> None:
    print(message)


with Workflow(generate_name="conditions-", entrypoint="main") as w, DAG(name="main"):
    dice = roll.task(name="roll")
    for name, operator in COMPARISONS.items():
        told = say.task(name=name, arguments={"message": f"the result is {name} 3"})
        told.on_other_result(dice, 3, operator)
