"""The template of a call's task serves other tasks, too."""

from hera.workflows import DAG, Task, Workflow, script


@script(name="own-name")
def work(a: int = 1):
    print(a)


with Workflow(generate_name="again-", entrypoint="d") as w, DAG(name="d"):
    first = work(name="first")
    first >> Task(name="second", template=first.template, arguments={"a": 2})
observed = {"template": first.template.name}
