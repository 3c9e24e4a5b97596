"""Templates, tasks and steps are lists of their own classes."""

from hera.workflows import DAG, Container, Parameter, Steps, Task, Workflow

Workflow(generate_name="a-", templates=[Parameter(name="a")])
# error[pyright]: Argument of type "list.Parameter." cannot be assigned to parameter
# error[mypy]: List item 0 has incompatible type "Parameter"
DAG(name="a", tasks=[Container(name="b")])
# error[pyright]: Argument of type "list.Container." cannot be assigned to parameter "tasks" of
# error[mypy]: List item 0 has incompatible type "Container"
Steps(name="a", sub_steps=[Task(name="b", template="t")])
# error[pyright]: Argument of type "list.Task." cannot be assigned to parameter "sub_steps" of
# error[mypy]: List item 0 has incompatible type "Task"
