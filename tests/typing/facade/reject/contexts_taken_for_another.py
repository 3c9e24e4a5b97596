"""A context is what it is."""

from hera.workflows import DAG, Steps, Workflow

with Workflow(generate_name="a-") as w:
    print(w.tasks)
    # error[pyright]: Cannot access attribute "tasks" for class "Workflow"
    # error[mypy]: "Workflow" has no attribute "tasks"
with DAG(name="a") as d, d.parallel():
    # error[pyright]: Cannot access attribute "parallel" for class "DAG"
    # error[mypy]: "DAG" has no attribute "parallel"; maybe "parallelism".
    pass
with Steps(name="b") as s:
    one: DAG = s
    # error[pyright]: Type "Steps" is not assignable to declared type "DAG"
    # error[mypy]: Incompatible types in assignment .expression has type "Steps", variable has
with s.parallel as group:
    # error[pyright]: Object of type ".. -> Parallel" cannot be used with "with" because it does
    # error[pyright]: Object of type ".. -> Parallel" cannot be used with "with" because it does
    # error[mypy]: "Callable..., Parallel." has no attribute "__enter__"
    # error[mypy]: "Callable..., Parallel." has no attribute "__exit__"
    pass
