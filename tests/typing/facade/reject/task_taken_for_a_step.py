"""A task is no step."""

from hera.workflows import Step, Task, script


@script()
def double(n: int) -> int:
    return 2 * n


one: Step = double.task()
# error[pyright]: Type "Task" is not assignable to declared type "Step"
# error[mypy]: Incompatible types in assignment .expression has type "Task", variable has
two: Task = double.step()
# error[pyright]: Type "Step" is not assignable to declared type "Task"
# error[mypy]: Incompatible types in assignment .expression has type "Step", variable has
