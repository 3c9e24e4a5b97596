"""A script's function is called; it is not given as `template`."""

from hera.workflows import DAG, Task, Workflow, script


@script()
def work(a: int = 1):
    print(a)


with Workflow(generate_name="function-", entrypoint="d") as w, DAG(name="d"):
    Task(name="a", template=work)
w.to_dict()
