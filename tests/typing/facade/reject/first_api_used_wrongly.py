"""The API of the project's first README has types too."""

from hera.task import Task
from hera.workflow import Workflow


def say(message: str) -> None:
    print(message)


Task("a", say, {"message": "a"})
# error[pyright]: Argument of type "dict.str, str." cannot be assigned to parameter
# error[mypy]: Argument 3 to "Task" has incompatible type "dict.str, str."
Task("a", say, imge="python:3.12")
# error[pyright]: No parameter named "imge"
# error[mypy]: Unexpected keyword argument "imge" for "Task"
Task("a").next("b")
# error[pyright]: Argument of type "Literal.'b'." cannot be assigned to parameter "other" of
# error[mypy]: Argument 1 to "next" of "Task" has incompatible type "str"
Workflow()
# error[pyright]: Argument missing for parameter "name"
# error[mypy]: Missing positional argument "name" in call to "Workflow"
Workflow("a").add_task(say)
# error[pyright]: Argument of type ".message: str. -> None" cannot be assigned to parameter
# error[mypy]: Argument 1 to "add_task" of "Workflow" has incompatible type "Callable..str.,
