"""A release is text, and what is asked of it an object of these models."""

from hera_models import Container, availability, check_release

check_release(Container(), 3.6)
# error[pyright]: "float" is not assignable to "str"
# error[mypy]: Argument 2 to "check_release" .*"float"; expected "str"
check_release({"image": "busybox"}, "v3.6")
# error[pyright]: "dict.str, str." cannot be assigned to parameter "model" of type "Model"
# error[mypy]: Argument 1 to "check_release" .*expected "Model"
availability(Container, 1)
# error[pyright]: "Literal.1." is not assignable to "str"
# error[mypy]: Argument 2 to "availability" .*"int"; expected "str . None"
print(availability("Container").untill)
# error[pyright]: attribute "untill" for class "Availability"
# error[pyright]: reportUnknownMemberType
# error[pyright]: reportUnknownArgumentType
# error[mypy]: no attribute "untill"; maybe "until"
