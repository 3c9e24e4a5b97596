"""What runs after a task is a task."""

from hera.workflows import script


@script()
def double(n: int) -> int:
    return 2 * n


a = double(name="a", arguments={"n": 1})
a >> 3
# error[pyright]: Operator ">>" not supported for types "TaskOrStep" and "Literal.3."
# error[mypy]: No overload variant of "__rshift__" of "TaskBase" matches argument type "int"
a >> [a, "b"]
# silent[pyright]: because it finds no type for a display of several; the operator raises
# error[mypy]: List item 1 has incompatible type "str"
["b"] >> a
# error[pyright]: Operator ">>" not supported for types "list.str." and "TaskOrStep"
# error[mypy]: Value of type variable "OtherT" of "__rrshift__" of "TaskBase" cannot be "str"
a.next("b")
# error[pyright]: Argument of type "Literal.'b'." cannot be assigned to parameter "other" of
# error[mypy]: Value of type variable "OtherT" of "next" of "TaskBase" cannot be "str"
a.on_success(double)
# error[pyright]: Argument of type "ScriptFunction..n: int., int." cannot be assigned to
# error[mypy]: Value of type variable "OtherT" of "on_success" of "TaskBase" cannot be
