"""References are attributes, and checkers know them."""

from hera.workflows import script


@script()
def double(n: int) -> int:
    return 2 * n


a = double(name="a", arguments={"n": 1})
print(a.resutl)
# error[pyright]: Cannot access attribute "resutl" for class "TaskOrStep"
# error[mypy]: "TaskOrStep" has no attribute "resutl"
print(double.task().get_paramter("n"))
# error[pyright]: Cannot access attribute "get_paramter" for class "Task"
# error[mypy]: "Task" has no attribute "get_paramter"
print(double.tempalte)
# error[pyright]: Cannot access attribute "tempalte" for class "ScriptFunction..n: int., int."
# error[mypy]: "ScriptFunction..int., int." has no attribute "tempalte"; maybe "template".
