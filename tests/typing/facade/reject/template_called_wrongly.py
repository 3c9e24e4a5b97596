"""Calls of templates take the options of a task, by name."""

from hera.workflows import Container

say = Container(name="say", image="alpine:3")
say("first")
# error[pyright]: Argument of type "Literal.'first'." cannot be assigned to parameter "args" of
# error[mypy]: Argument 1 to "__call__" of "TemplateBase" has incompatible type "str"
say(nme="first")
# error[pyright]: No parameter named "nme"
# error[mypy]: Unexpected keyword argument "nme" for "__call__" of "TemplateBase"
print(say(name="first").reslt)
# error[pyright]: Cannot access attribute "reslt" for class "TaskOrStep"
# error[mypy]: "TaskOrStep" has no attribute "reslt"
number: int = say(name="first").result
# error[pyright]: Type "str" is not assignable to declared type "int"
# error[mypy]: Incompatible types in assignment .expression has type "str", variable has
