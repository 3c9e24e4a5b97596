"""Where Argo has a few values, others are refused."""

from hera.workflows import Container, Resource

Container(name="a", image_pull_policy="Sometimes")
# error[pyright]: Argument of type "Literal.'Sometimes'." cannot be assigned to parameter
# error[mypy]: Argument "image_pull_policy" to "Container" has incompatible type
Resource(name="a", action="make", manifest="")
# error[pyright]: Argument of type "Literal.'make'." cannot be assigned to parameter "action"
# error[mypy]: Argument "action" to "Resource" has incompatible type "Literal.'make'."
