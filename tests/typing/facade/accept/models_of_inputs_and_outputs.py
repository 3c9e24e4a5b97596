"""Input and Output models: constructed with their fields, taken and given by scripts."""

from typing import Annotated

from typing_extensions import assert_type

from hera.workflows import DAG, Artifact, Input, Output, Parameter, Workflow, script


class Order(Input):
    dish: str
    count: Annotated[int, Parameter(name="how-many", description="plates")] = 1


class Bill(Output):
    total: float
    text: Annotated[str, Artifact(name="bill")]


@script(constructor="runner")
def cook(order: Order) -> Bill:
    return Bill(total=2.5 * order.count, text=order.dish)


assert_type(cook(Order(dish="soup")), Bill)
assert cook(Order(dish="soup", count=2)).total == 5
with Workflow(generate_name="meal-", entrypoint="main") as w, DAG(name="main"):
    cook(name="one", arguments=Order(dish="soup"))
    cook(name="two", arguments={"dish": "soup", "how-many": 2})
print(w.to_yaml())
