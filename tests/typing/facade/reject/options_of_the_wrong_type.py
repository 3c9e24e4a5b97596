"""The options of a call have the types of a task."""

from hera.workflows import script


@script()
def double(n: int) -> int:
    return 2 * n


double(name="a", arguments="n=1")
# error[pyright]: Argument of type "Literal.'n=1'." cannot be assigned to parameter "arguments"
# error[mypy]: Argument "arguments" to "__call__" of "ScriptFunction" has incompatible type
double.task(when=True)
# error[pyright]: Argument of type "Literal.True." cannot be assigned to parameter "when" of
# error[mypy]: Argument "when" to "task" of "ScriptFunction" has incompatible type "bool"
double.task(dependencies="a")
# error[pyright]: Argument of type "Literal.'a'." cannot be assigned to parameter
# error[mypy]: Argument "dependencies" to "task" of "ScriptFunction" has incompatible type
double.task(with_sequence=3)
# error[pyright]: Argument of type "Literal.3." cannot be assigned to parameter "with_sequence"
# error[mypy]: Argument "with_sequence" to "task" of "ScriptFunction" has incompatible type
double.step(hooks=[])
# error[pyright]: Argument of type "list.Any." cannot be assigned to parameter "hooks" of type
# error[mypy]: Argument "hooks" to "step" of "ScriptFunction" has incompatible type
