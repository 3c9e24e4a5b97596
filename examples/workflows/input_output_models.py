"""Parameters and results as pydantic models: an image with this library runs the function."""

from hera.workflows import DAG, Input, Output, Workflow, script


class Order(Input):
    article: str
    amount: int = 1


class Invoice(Output):
    total: float
    text: str


@script(constructor="runner", image="registry.example.com/shop:1.4")
def bill(order: Order) -> Invoice:
    total = 2.5 * order.amount
    return Invoice(total=total, text=f"{order.amount} x {order.article}: {total:.2f}")


with Workflow(generate_name="input-output-models-", entrypoint="main") as w, DAG(name="main"):
    first = bill(name="first", arguments=Order(article="pencil", amount=12))
    bill(
        name="second",
        arguments={"article": first.get_parameter("text"), "amount": 1},
    )
