"""The configuration has names and types."""

from hera.shared import global_config

global_config.hots = "https://argo.example.com"
# error[pyright]: Cannot assign to attribute "hots" for class "Configuration"
# error[mypy]: "Configuration" has no attribute "hots"
global_config.image = 3.12
# error[pyright]: Cannot assign to attribute "image" for class "Configuration"
# error[mypy]: Incompatible types in assignment .expression has type "float", variable has
global_config.strict = "yes"
# error[pyright]: Cannot assign to attribute "strict" for class "Configuration"
# error[mypy]: Incompatible types in assignment .expression has type "str", variable has
global_config.token = lambda: 3
# error[pyright]: Cannot assign to attribute "token" for class "Configuration"
# error[mypy]: Incompatible types in assignment .expression has type "Callable..., int.",
global_config.set_class_defaults(str, image="a")
# error[pyright]: Argument of type "type.str." cannot be assigned to parameter "cls" of type
# error[mypy]: Argument 1 to "set_class_defaults" of "Configuration" has incompatible type
