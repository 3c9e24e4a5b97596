"""Numbers in a Literal, which an enum of a parameter holds as texts."""

from typing import Literal

from hera.workflows import Workflow, script


@script()
def count(number: Literal[1, 2] = 1):
    print(number)


def outcome():
    with Workflow(generate_name="literal-", entrypoint="count") as w:
        count()
    return w.to_dict()["spec"]["templates"][0]["inputs"]


try:
    observed = {"raised": None, "inputs": outcome()}
except Exception as error:
    observed = {"raised": type(error).__name__}
