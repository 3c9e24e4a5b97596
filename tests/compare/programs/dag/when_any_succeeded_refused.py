"""`with_items` alone does not make a fan-out for when_any_succeeded."""

from hera.workflows import DAG, Workflow, script


@script()
def work(n: int):
    print(n)


with Workflow(generate_name="any-", entrypoint="d") as w, DAG(name="d"):
    work(with_items=[1, 2]).when_any_succeeded(work(name="after"))
