"""Input and Output models know their fields."""

from typing import Annotated

from hera.workflows import Input, Output, Parameter, script


class Order(Input):
    dish: str
    count: Annotated[int, Parameter(name="how-many")] = 1


class Bill(Output):
    total: float


@script(constructor="runner")
def cook(order: Order) -> Bill:
    return Bill(total="much")
    # error[pyright]: Argument of type "Literal.'much'." cannot be assigned to parameter "total" of
    # error[mypy-strict]: Argument "total" to "Bill" has incompatible type "str"
    # silent[mypy-plugin]: because the plugin's own constructors take Any, unless init_typed is set


Order()
# error[pyright]: Argument missing for parameter "dish"
# error[mypy]: Missing named argument "dish" for "Order"
Order(dish="soup", cuont=2)
# error[pyright]: No parameter named "cuont"
# error[mypy-strict]: Unexpected keyword argument "cuont" for "Order"
# silent[mypy-plugin]: because the plugin's own constructors take any keyword, as pydantic does
Order(dish="soup", count="two")
# error[pyright]: Argument of type "Literal.'two'." cannot be assigned to parameter "count" of
# error[mypy-strict]: Argument "count" to "Order" has incompatible type "str"
# silent[mypy-plugin]: because the plugin's own constructors take Any, unless init_typed is set
cook("soup")
# error[pyright]: Argument of type "Literal.'soup'." cannot be assigned to parameter "order" of
# error[mypy]: No overload variant of "__call__" of "ScriptFunction" matches argument type
print(cook(Order(dish="soup")).totl)
# error[pyright]: Cannot access attribute "totl" for class "Bill"
# error[mypy]: "Bill" has no attribute "totl"; maybe "total".
