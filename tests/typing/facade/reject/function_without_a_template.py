"""A function that is no script is no template."""

from hera.workflows import Task, Workflow


def plain() -> None: ...


Task(name="a", template=plain)
# error[pyright]: Argument of type ".. -> None" cannot be assigned to parameter "template" of
# error[mypy]: Argument "template" to "Task" has incompatible type "Callable..., None."
Workflow(generate_name="a-", on_exit=plain)
# error[pyright]: Argument of type ".. -> None" cannot be assigned to parameter "on_exit" of
# error[mypy]: Argument "on_exit" to "Workflow" has incompatible type "Callable..., None."
