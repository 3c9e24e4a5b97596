"""A DAG without a context: tasks and templates are given as lists."""

from hera.workflows import DAG, Container, Task, Workflow, models

run = Container(name="run", image="alpine:3.20", command=["true"])
a = Task(name="a", template=run)
b = Task(name="b", template="run", depends="a")
a2 = models.DAGTask(name="c", template="run", depends="b")
w = Workflow(
    generate_name="lists-",
    entrypoint="d",
    templates=[run, DAG(name="d", tasks=[a, b, a2], fail_fast=False), DAG(name="empty", tasks=[])],
)
